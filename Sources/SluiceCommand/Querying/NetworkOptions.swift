import ArgumentParser
import PipelineFiles
import Sluice

// What queries and updates may reach beside the store. All of it is off by default: whoever writes a query would
// otherwise decide what this machine reads and whom it asks.

/// Whether SERVICE may ask endpoints.
struct ServiceOptions: ParsableArguments {
  @Flag(help: "Let SERVICE ask endpoints by http and https.")
  var allowService = false

  @Option(
    help: ArgumentHelp(
      "Longest time for an endpoint's answer, such as 10s (default: 60s).", valueName: "duration"))
  var serviceTimeout: TimeSpan?

  func validate() throws {
    if serviceTimeout != nil, !allowService {
      throw ValidationError("--service-timeout needs --allow-service")
    }
  }

  /// What asks endpoints, or nil where they may not be asked.
  func client(_ addresses: AddressOptions) -> HTTPServiceClient? {
    guard allowService else { return nil }
    var settings = HTTPSettings()
    settings.addresses = addresses.policy
    if let serviceTimeout { settings.totalSeconds = Double(serviceTimeout.milliseconds) / 1_000 }
    return HTTPServiceClient(settings)
  }
}

/// Which addresses may be connected to.
struct AddressOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Let addresses that are not public be asked too: those of this machine and its networks. "
        + "Whoever writes the text can then reach what only this machine can."))
  var allowPrivateAddresses = false

  /// The addresses as the client takes them.
  var policy: AddressPolicy { allowPrivateAddresses ? .any : .publicOnly }
}

/// Which documents LOAD may read.
struct DocumentAccessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Let LOAD read files below this folder, links followed.", valueName: "folder"),
    completion: .directory)
  var allowFiles: String?

  @Flag(help: "Let LOAD read documents by http and https.")
  var allowHttp = false

  /// What reads documents, or nil where none may be read.
  func documents(_ addresses: AddressOptions) throws(SyntaxError) -> AllowedDocuments? {
    guard allowFiles != nil || allowHttp else { return nil }
    var settings = HTTPSettings.documents
    settings.addresses = addresses.policy
    return try AllowedDocuments(filesBelow: allowFiles, web: allowHttp ? settings : nil)
  }
}
