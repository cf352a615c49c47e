import ArgumentParser
import Sluice

/// `sluice match`: the quads of a pattern.
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Print the quads that match a pattern.",
    discussion: """
      Terms are written as in N-Triples: <http://example.org/a>, _:b12 (as the store shows it), "text", \
      "Text"@de, "7"^^<http://www.w3.org/2001/XMLSchema#integer>; an IRI may stand without its \
      brackets. A term matches its exact form only: "07" is not "7". What is not given matches \
      anything; without any term the whole store is printed.

      Example: sluice match museum.sluice -s http://example.org/monet -p '<http://example.org/painted>'
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var output: OutputOptions
  @OptionGroup var prefixes: PrefixOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The subject.", valueName: "term"))
  var subject: TermArgument?

  @Option(name: .shortAndLong, help: ArgumentHelp("The predicate.", valueName: "term"))
  var predicate: TermArgument?

  @Option(name: .shortAndLong, help: ArgumentHelp("The object.", valueName: "term"))
  var object: TermArgument?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The graph: an IRI, or default.", valueName: "iri|default"))
  var graph: GraphSelection?

  @Option(name: .shortAndLong, help: ArgumentHelp("Print at most so many quads.", valueName: "n"))
  var limit: Int?

  @Flag(name: .shortAndLong, help: "Print only how many quads match.")
  var count = false

  @Option(help: "Syntax: ntriples, nquads, turtle or trig.")
  var format: RDFFormat = .nquads

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit must not be negative") }
    if count && limit != nil { throw ValidationError("--count and --limit exclude each other") }
    if case .literal = subject?.term { throw ValidationError("a literal cannot be a subject") }
    switch predicate?.term {
    case nil, .iri: break
    default: throw ValidationError("a predicate is an IRI")
    }
  }

  func run() throws {
    let pattern = TermPattern(
      subject: subject?.term, predicate: predicate?.term, object: object?.term,
      graph: graph ?? .any)
    let table = try prefixes.table()
    let reader = try store.open().reader(of: pattern)
    if count {
      try printCount(try reader.countRest())
    } else if output.json {
      try printJSON(reader)
    } else {
      try printDocument(reader, prefixes: table)
    }
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

  private func printDocument(_ reader: QuadReader, prefixes: PrefixTable) throws {
    var policy = NamedGraphPolicy.refuse
    // Whoever asks for the triples of one graph knows its name.
    if case .named = graph { policy = .dropName }
    let writer = makeQuadWriter(
      format, to: FileDescriptorSink.standardOutput(), prefixes: prefixes, namedGraphs: policy)
    while reader.count < limit ?? .max, try reader.next() { try reader.write(to: writer) }
    try writer.finish()
  }
}
