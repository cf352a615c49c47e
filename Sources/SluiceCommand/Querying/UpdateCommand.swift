import ArgumentParser
import Sluice
import Telemetry

/// `sluice update`: a SPARQL update request as one commit.
struct UpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Change a store by a SPARQL update.",
    discussion: """
      The request is SPARQL 1.1 Update, as an argument, from a file or, with -, from standard input. All its \
      operations are one commit: what fails leaves no trace.

      LOAD reads files only below the folder of --allow-files, whatever links and dots name them, and documents on \
      the web only with --allow-http; SERVICE asks endpoints only with --allow-service. Of the web only public \
      addresses are asked.

      Example: sluice update museum.sluice 'DELETE WHERE { ?loan <http://example.org/due> ?day }'
      Example: sluice update museum.sluice --allow-files /srv/museum 'LOAD <file:///srv/museum/loans.ttl.gz>'
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var text: QueryTextArguments
  @OptionGroup var bind: BindOptions
  @OptionGroup var limits: QueryLimitOptions
  @OptionGroup var access: DocumentAccessOptions
  @OptionGroup var service: ServiceOptions
  @OptionGroup var addresses: AddressOptions
  @OptionGroup var prefixes: PrefixOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if addresses.allowPrivateAddresses, !service.allowService, !access.allowHttp {
      throw ValidationError("--allow-private-addresses needs --allow-service or --allow-http")
    }
  }

  func run() throws {
    let request = try text.read()
    var options = limits.options(memoryBytes: store.memory.queryBytes)
    options.bindings = try bind.values(
      prefixes, declared: try text.declaredPrefixes(request, prefixes), known: nil)
    options.services = service.client(addresses)
    options.documents = try access.documents(addresses)
    Interruption.listen()
    let change = try store.open(for: .write).updateBlocking(
      request, base: try text.baseIRI(prefixes), prefixes: try prefixes.declarations(),
      options: options, durability: .fsync, control: QueryControl(options))
    guard !output.quiet else { return }
    let out = TextOutput()
    if output.json {
      let summary = JSONValue.object([
        ("tx", .integer(Int(change.transaction.value))), ("added", .integer(change.added)),
        ("removed", .integer(change.removed)),
      ])
      try out.line(summary.text)
    } else {
      try out.line(
        "added \(change.added.grouped), removed \(change.removed.grouped) quads, tx \(change.transaction.value)"
      )
    }
    try out.finish()
  }
}
