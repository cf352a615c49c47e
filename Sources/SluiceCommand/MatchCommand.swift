import ArgumentParser
import Sluice
import Telemetry

/// `sluice match`: the quads of a pattern.
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Print the quads that match a pattern.",
    discussion: """
      Terms are written as in N-Triples: <http://example.org/a>, _:b12 (as the store shows it), "text", \
      "Text"@de, "7"^^<http://www.w3.org/2001/XMLSchema#integer>; an IRI may stand without its \
      brackets, or shortened by a name that --prefix gives: ex:monet. The predicate a is rdf:type. A term matches its exact form only: "07" is not "7". What is not given matches \
      anything; without any term the whole store is printed.

      Example: sluice match museum.sluice -s http://example.org/monet -p '<http://example.org/painted>'
      Example: sluice match museum.sluice --prefix ex=http://example.org/ -p ex:painted -o ex:lilies
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var output: OutputOptions
  @OptionGroup var prefixes: PrefixOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The subject.", valueName: "term"))
  var subject: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The predicate.", valueName: "term"))
  var predicate: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The object.", valueName: "term"))
  var object: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The graph: an IRI, or default.", valueName: "iri|default"))
  var graph: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Print at most so many quads.", valueName: "n"))
  var limit: Int?

  @Flag(name: .shortAndLong, help: "Print only how many quads match.")
  var count = false

  @Option(help: "Syntax: ntriples, nquads, turtle or trig.")
  var format: RDFFormat = .nquads

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit must not be negative") }
    if count && limit != nil { throw ValidationError("--count and --limit exclude each other") }
    // Here already, so that a mistake shows the usage.
    _ = try pattern(try prefixes.table())
  }

  func run() throws {
    let table = try prefixes.table()
    let pattern = try pattern(table)
    let reader = try store.open(for: .read).reader(of: pattern)
    if count {
      try printCount(try reader.countRest())
    } else if output.json {
      try printJSON(reader)
    } else {
      // Whoever asks for the triples of one graph knows its name.
      var policy = NamedGraphPolicy.refuse
      if case .named = pattern.graph { policy = .dropName }
      try printDocument(reader, table, policy)
    }
  }

  private func pattern(_ table: PrefixTable) throws(ValidationError) -> TermPattern {
    let terms = TermArguments(table)
    return TermPattern(
      subject: try subject.map { text throws(ValidationError) in try terms.subject(text) },
      predicate: try predicate.map { text throws(ValidationError) in try terms.predicate(text) },
      object: try object.map { text throws(ValidationError) in try terms.object(text) },
      graph: try graph.map { text throws(ValidationError) in try terms.graph(text) } ?? .any)
  }

  private func printCount(_ count: Int) throws {
    let out = TextOutput()
    try out.line(
      output.json ? JSONValue.object([("count", .integer(count))]).text : String(count))
    try out.finish()
  }

  private func printJSON(_ reader: QuadReader) throws {
    let out = TextOutput()
    while reader.count < limit ?? .max, try reader.next() {
      try out.line(JSONValue(try reader.quad()))
    }
    try out.finish()
  }

  private func printDocument(
    _ reader: QuadReader, _ table: PrefixTable, _ policy: NamedGraphPolicy
  ) throws {
    let writer = makeQuadWriter(
      format, to: FileDescriptorSink.standardOutput(), prefixes: table, namedGraphs: policy)
    while reader.count < limit ?? .max, try reader.next() { try reader.write(to: writer) }
    try writer.finish()
  }
}
