import ArgumentParser
import Sluice

/// `sluice convert`: documents into another syntax.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write documents in another syntax, without a store.",
    discussion: """
      Statements come in the order of the input, repeated ones included; memory stays small. The blank \
      nodes of several documents stay apart: those of the second are labelled f2.x. Archives (gzip, \
      bzip2, zstd, lz4) are read as they are; - is standard input.

      Example: sluice convert dump-1.nt.gz dump-2.nq --to trig --output dump.trig.gz
      """)

  @Argument(help: ArgumentHelp("Documents, patterns or folders.", valueName: "file"))
  var files: [String]

  @OptionGroup var output: OutputOptions
  @OptionGroup var document: DocumentOptions
  @OptionGroup var prefixes: PrefixOptions

  @Option(
    help: "Syntax of the result: ntriples, nquads, turtle or trig (default: by --output's name).")
  var to: RDFFormat?

  @Option(help: "Syntax of the documents (default: by their names).")
  var format: RDFFormat?

  @Option(help: "Compression of the documents: auto, none, gzip, bzip2, zstd or lz4.")
  var compression: Compression = .auto

  @Option(help: ArgumentHelp("Base of relative IRIs in Turtle and TriG.", valueName: "iri"))
  var base: String?

  @Flag(help: "Leave graph names out where the result has no graphs, instead of failing.")
  var dropGraphs = false

  @OptionGroup(title: "Limits") var limits: DocumentLimitOptions

  func run() throws {
    guard let target = to ?? document.format else {
      throw ValidationError("name the syntax of the result with --to")
    }
    var options = DumpOptions()
    options.format = target
    options.prefixes = try prefixes.table()
    options.namedGraphs = dropGraphs ? .dropName : .refuse
    options.compression = document.outputCompression
    let inputs = try FilePatterns(include: files).files().map {
      LoadInput(path: $0, format: format, compression: compression, base: base)
    }
    let start = clockSeconds()
    Interruption.listen()
    let conversion = Conversion(
      inputs, options: options, limits: limits.syntax, control: Interruption.control)
    let result = try conversion.run(to: DumpDestination(output: document.file))
    let summary = TransferSummary(result, seconds: clockSeconds() - start)
    try summary.show(output, isDataOnOutput: document.file == nil, verb: "converted")
  }
}
