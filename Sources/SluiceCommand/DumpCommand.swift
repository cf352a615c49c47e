import ArgumentParser
import Sluice
import Telemetry

/// `sluice dump`: a store as a document.
struct DumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump",
    abstract: "Write the quads of a store as a document.",
    discussion: """
      The document is one snapshot, to standard output or to a file that is replaced in one step. \
      Lexical forms are those that were loaded; blank nodes are labelled b1, b2 ... as the store \
      knows them.

      Example: sluice dump museum.sluice --format trig --prefix ex=http://example.org/ --output all.trig.zst
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var output: OutputOptions
  @OptionGroup var document: DocumentOptions
  @OptionGroup var prefixes: PrefixOptions

  @Option(
    help: "Syntax: ntriples, nquads, turtle or trig (default: by --output's name, or nquads).")
  var format: RDFFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Only one graph: an IRI, or default. In ntriples and turtle its triples.",
      valueName: "iri|default"))
  var graph: GraphSelection?

  @Flag(help: "Leave graph names out where the format has no graphs, instead of failing.")
  var dropGraphs = false

  func run() throws {
    var options = DumpOptions()
    options.format = try format ?? document.formatByName ?? .nquads
    options.graph = graph ?? .any
    options.prefixes = try prefixes.table()
    options.namedGraphs = dropGraphs ? .dropName : .refuse
    options.compression = document.outputCompression
    let start = clockSeconds()
    let store = try store.open(for: .read)
    Interruption.listen()
    let result = try store.dumpBlocking(
      to: DumpDestination(output: document.file), options: options, control: Interruption.control)
    let summary = TransferSummary(result, seconds: clockSeconds() - start)
    try summary.show(output, isDataOnOutput: document.file == nil, verb: "dumped")
  }
}

extension DumpDestination {
  /// A file, or standard output where none is named.
  init(output: String?) { self = output.map { .file($0) } ?? .descriptor(1) }
}

/// What `dump` and `convert` say at their end.
struct TransferSummary {
  private let result: DumpResult
  private let seconds: Double

  init(_ result: DumpResult, seconds: Double) {
    self.result = result
    self.seconds = seconds
  }

  /// Shows the summary: on standard error where the data took standard output.
  func show(_ output: OutputOptions, isDataOnOutput: Bool, verb: String) throws {
    guard !output.quiet else { return }
    let text: String
    if output.json {
      let summary = JSONValue.object([
        ("quads", .integer(result.quads)), ("bytes", .integer(result.bytes)),
        ("seconds", .number(seconds)),
      ])
      text = summary.text
    } else {
      let rate = Int(Double(result.quads) / max(seconds, 1e-6))
      text =
        "\(verb) \(result.quads.grouped) quads, \(result.bytes.asBytes), "
        + "\(seconds.rounded(to: 2)) s, \(rate.grouped) quads/s"
    }
    guard output.json && !isDataOnOutput else { return note(text) }
    let out = TextOutput()
    try out.line(text)
    try out.finish()
  }
}
