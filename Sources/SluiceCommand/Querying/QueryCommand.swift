import ArgumentParser
import Glibc
import Sluice

/// `sluice query`: the result of a SPARQL query.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Run a SPARQL query.",
    discussion: """
      The query is SPARQL 1.1, as an argument, from a file or, with -, from standard input. Rows go to \
      standard output or to a file that is replaced in one step.

      --json without a format is jsonl: an object a row.

      Formats: table (on a terminal), tsv (else), csv, jsonl, sparql_json, sparql_xml for SELECT and ASK; \
      turtle, ntriples, nquads, trig for CONSTRUCT and DESCRIBE.

      SERVICE asks other endpoints only with --allow-service, and then only those at public addresses.

      Example: sluice query museum.sluice 'SELECT ?work WHERE { ?work a <http://example.org/Painting> } LIMIT 10'
      Example: sluice query museum.sluice -f late.rq --bind day='"2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>' --format csv -o late.csv
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var text: QueryTextArguments
  @OptionGroup var bind: BindOptions
  @OptionGroup var limits: QueryLimitOptions
  @OptionGroup var service: ServiceOptions
  @OptionGroup var addresses: AddressOptions
  @OptionGroup var document: DocumentOptions
  @OptionGroup var prefixes: PrefixOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "Format of the result (default: by --output's name, else table on a terminal and tsv elsewhere).",
      valueName: "format"))
  var format: QueryFormat?

  @Flag(help: "Show how the query would be answered, with estimates, and do not run it.")
  var explain = false

  @Flag(help: "Run the query and show how it was answered, with figures, instead of its result.")
  var analyze = false

  func validate() throws {
    if addresses.allowPrivateAddresses, !service.allowService {
      throw ValidationError("--allow-private-addresses needs --allow-service")
    }
  }

  func run() throws {
    let query = try text.query(prefixes)
    var options = limits.options(memoryBytes: store.memory.queryBytes)
    options.bindings = try bind.values(
      prefixes, declared: query.prologue.prefixes,
      known: query.variables)
    options.services = service.client(addresses)
    Interruption.listen()
    let store = try store.open(for: .read)
    let control = QueryControl(options)
    let execution = try store.execution(
      query, options: options, control: control, analyzes: analyze)
    if explain || analyze { return try printPlan(execution) }
    let result = try DocumentOutput(document)
    try write(execution, to: result)
    try result.finish()
  }

  private func printPlan(_ execution: QueryExecution) throws {
    if analyze {
      do throws(QueryError) { try execution.drain() } catch { throw QueryFailure.query(error) }
    }
    let out = TextOutput()
    try out.line(output.json ? execution.explanation.json : execution.explanation.text)
    try out.finish()
  }

  private func write(_ execution: QueryExecution, to output: DocumentOutput) throws {
    do throws(QueryOutputError) {
      switch execution.query.form {
      case .select:
        let writer = try rowsFormat().makeWriter(
          to: output, prefixes: execution.query.prologue.prefixes)
        _ = try execution.write(to: writer)
      case .ask: try execution.writeAnswer(to: try rowsFormat().makeWriter(to: output))
      case .construct, .describe:
        let table = PrefixTable(execution.query.prologue.prefixes)
        _ = try execution.writeTriples(
          to: makeQuadWriter(try graphFormat(), to: output, prefixes: table))
      }
    } catch { throw QueryFailure(error) }
  }

  /// The names of the formats of a kind.
  private static func names(_ isWanted: (QueryOutputFormat) -> Bool) -> String {
    QueryOutputFormat.names.filter { QueryOutputFormat(name: $0).map(isWanted) ?? false }
      .joined(separator: ", ")
  }

  private func rowsFormat() throws(QueryOutputError) -> ResultsFormat {
    switch format?.value {
    case .rows(let format)?: return format
    case .graph(let format)?:
      throw .query(
        .unsupported(
          "rows cannot be written as \(format.rawValue), which is for graphs: use one of \(Self.names { if case .rows = $0 { true } else { false } })"
        ))
    case nil: break
    }
    if output.json { return .jsonl }
    if let file = document.file {
      if let format = ResultsFormat(fileName: file) { return format }
      if let graph = document.format {
        throw .query(
          .unsupported(
            "the name \"\(file)\" is one of \(graph.rawValue), which is for graphs, and these are rows: use another, or give --format"
          ))
      }
      return .tsv
    }
    return isatty(1) == 1 ? .table : .tsv
  }

  private func graphFormat() throws(QueryOutputError) -> RDFFormat {
    switch format?.value {
    case .graph(let format)?: return format
    case .rows(let format)?:
      throw .query(
        .unsupported(
          "a graph cannot be written as \(format.rawValue), which is for rows: use one of \(Self.names { if case .graph = $0 { true } else { false } })"
        ))
    case nil:
      if let file = document.file, document.format == nil, let rows = ResultsFormat(fileName: file)
      {
        throw .query(
          .unsupported(
            "the name \"\(file)\" is one of \(rows.rawValue), which is for rows, and this is a graph: use another, or give --format"
          ))
      }
      return document.format ?? .turtle
    }
  }
}

extension DocumentOutput {
  /// The output that the options name.
  convenience init(_ options: DocumentOptions) throws(WriteError) {
    if let file = options.file {
      try self.init(path: file, compression: options.outputCompression)
    } else {
      self.init(
        descriptor: 1, name: "standard output", compression: options.outputCompression)
    }
  }
}
