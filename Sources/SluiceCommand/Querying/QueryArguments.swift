import ArgumentParser
import Foundation
import PipelineFiles
import Sluice

/// A format by its name.
struct QueryFormat: ExpressibleByArgument {
  let value: QueryOutputFormat

  init?(argument: String) {
    guard let value = QueryOutputFormat(name: argument) else { return nil }
    self.value = value
  }

  static var allValueStrings: [String] { QueryOutputFormat.names }
}

/// The text of a query or update.
struct QueryTextArguments: ParsableArguments {
  @Argument(help: ArgumentHelp("The text; - reads it from standard input.", valueName: "text"))
  var text: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("File with the text.", valueName: "file"),
    completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp(
      "Base of relative IRIs in the text, until its own BASE; may be shortened by --prefix.",
      valueName: "iri"))
  var base: String?

  func validate() throws {
    guard text == nil || file == nil else {
      throw ValidationError("give the text or, with --file, a file that holds it, not both")
    }
    guard text != nil || file != nil else {
      throw ValidationError("give the text, or with --file a file that holds it")
    }
  }

  /// The text.
  func read() throws -> String {
    if let text, text != "-" { return text }
    return try Self.read(file: file)
  }

  /// The text of a file, or of standard input where none is named.
  static func read(file: String?) throws -> String {
    let handle: FileHandle
    if let file {
      guard let opened = FileHandle(forReadingAtPath: file) else {
        throw ValidationError(
          "cannot read \"\(file)\": \(String(cString: strerror(errno)))")
      }
      handle = opened
    } else {
      handle = .standardInput
    }
    let data = try handle.readToEnd() ?? Data()
    guard let text = String(validating: data, as: UTF8.self) else {
      throw ValidationError("the text is not UTF-8")
    }
    return text
  }

  /// The text as a query.
  func query(_ prefixes: PrefixOptions) throws -> Query {
    let text = try read()
    let parser = QueryParser(base: try baseIRI(prefixes), prefixes: try prefixes.declarations())
    do throws(QuerySyntaxError) {
      return try parser.query(text)
    } catch { throw QueryFailure.syntax(error) }
  }
}

extension QueryTextArguments {
  /// The prefixes that an update declares.
  func declaredPrefixes(_ text: String, _ prefixes: PrefixOptions) throws -> [QueryPrefix] {
    let parser = QueryParser(base: try baseIRI(prefixes), prefixes: try prefixes.declarations())
    do throws(QuerySyntaxError) {
      return try parser.update(text).prologue.prefixes
    } catch { throw QueryFailure.syntax(error) }
  }

  /// The base that was given.
  func baseIRI(_ prefixes: PrefixOptions) throws -> IRI? {
    guard let base else { return nil }
    let iri = IRI(TermArguments(try prefixes.table()).iri(base))
    guard iri.isValid else {
      throw ValidationError("--base \(base): it is not an absolute IRI")
    }
    return iri
  }
}

extension DefaultGraph: ExpressibleByArgument {}

/// Limits of queries and updates, and what they see.
struct QueryLimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "End after so long, such as 10s or 500ms; 0s is no limit (default).", valueName: "duration"))
  var timeout: TimeSpan?

  @Option(
    help: ArgumentHelp(
      "Folder for what does not fit into memory (default: TMPDIR or /tmp).", valueName: "folder"),
    completion: .directory)
  var tempDir: String?

  @Flag(help: "Leave derived facts out.")
  var noInferred = false

  @Option(
    help: "The default graph: default (quads in no named graph) or union (all graphs merged).")
  var defaultGraph: DefaultGraph = .default

  /// The options that these mean.
  func options(memoryBytes: Int) -> QueryOptions {
    var options = QueryOptions()
    options.memoryBytes = memoryBytes
    // No time is no limit, as in pipeline files.
    options.timeoutSeconds = timeout.flatMap {
      $0.milliseconds == 0 ? nil : Double($0.milliseconds) / 1_000
    }
    options.temporaryFolder = tempDir
    options.includesDerived = !noInferred
    options.defaultGraph = defaultGraph
    return options
  }
}

extension QueryControl {
  /// A control that a signal ends.
  convenience init(_ options: QueryOptions) {
    self.init(
      timeoutSeconds: options.timeoutSeconds, memoryBytes: options.memoryBytes,
      temporaryFolder: options.temporaryFolder
    ) { Interruption.control.isCancelledNow }
  }
}

extension PrefixOptions {
  /// The prefixes as a query declares them.
  func declarations() throws -> [QueryPrefix] {
    try table().namespaces.sorted { $0.key < $1.key }
      .map { QueryPrefix(name: $0.key, namespace: IRI($0.value)) }
  }
}

extension MemoryOptions {
  /// What of the budget one query may hold: the store's caches have the other half.
  var queryBytes: Int { bytes / 2 }
}
