import ArgumentParser
import Benchmarks
import Sluice
import Telemetry

/// `sluice generate`: data to try things on.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write benchmark data.",
    discussion: "Example: sluice generate lubm --triples 1000000 --output lubm.nt",
    subcommands: [GenerateLUBMCommand.self, GenerateBSBMCommand.self])
}

/// `sluice generate lubm`: universities.
struct GenerateLUBMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lubm",
    abstract: "Write data of the Lehigh University Benchmark.",
    discussion: """
      The same settings give the same bytes. A university has about 100,000 triples.

      Example: sluice generate lubm --universities 10 --seed 1 --output lubm-10.nt.zst
      Example: sluice generate lubm --triples 10000000 --duplicates 0.03 > lubm-10M.nt
      Example: sluice generate lubm --ontology --format turtle
      """)

  @OptionGroup var output: OutputOptions
  @OptionGroup var document: DocumentOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How many universities (default: 1, or as many as --triples needs).", valueName: "n"))
  var universities: Int?

  @Option(name: .shortAndLong, help: "What all random choices follow from.")
  var seed: UInt64 = 1

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Stop after so many triples, repeated ones included.", valueName: "n"))
  var triples: Int?

  @Option(
    help: ArgumentHelp(
      "The part of the lines that repeat an earlier one, 0 to 0.5.", valueName: "ratio"))
  var duplicates = 0.0

  @Flag(help: "Give each person an age, an integer; the benchmark's own data has no numbers.")
  var ages = false

  @Option(help: ArgumentHelp("Index of the first university.", valueName: "n"))
  var start = 0

  @Option(
    help: "Syntax: ntriples, nquads, turtle or trig (default: by --output's name, or ntriples).")
  var format: RDFFormat?

  @Flag(help: "Write the benchmark's ontology instead of data.")
  var ontology = false

  func run() throws {
    // Before the file is made, so that an interruption never leaves one behind.
    Interruption.listen()
    let began = clockSeconds()
    let format = try format ?? document.formatByName ?? .ntriples
    let target = try document.generatedOutput()
    let sink = GeneratedByteSink(target)
    if ontology {
      try LUBMOntology.write(format: format, to: sink)
      try target.finish()
      return
    }
    let count =
      universities ?? triples.map { LUBMGenerator.universities(forTriples: $0) } ?? 1
    let generator = try LUBMGenerator(
      universities: count, seed: seed, startIndex: start, duplicateRatio: duplicates,
      ages: ages, triples: triples)
    let summary = try stoppingOnRequest { try generator.write(format: format, to: sink) }
    try target.finish()
    try show(summary, seconds: clockSeconds() - began)
  }

  private func show(_ summary: LUBMGenerator.Summary, seconds: Double) throws {
    guard !output.quiet else { return }
    guard output.json else {
      let rate = Int(Double(summary.statements) / max(seconds, 1e-6))
      return note(
        "wrote \(summary.statements.grouped) triples (\(summary.repeated.grouped) repeated) of "
          + "\(summary.universities.grouped) universities, \(summary.bytes.asBytes), "
          + "\(seconds.rounded(to: 2)) s, \(rate.grouped) triples/s")
    }
    let text = JSONValue.object([
      ("triples", .integer(summary.statements)), ("repeated", .integer(summary.repeated)),
      ("universities", .integer(summary.universities)), ("bytes", .integer(summary.bytes)),
      ("seconds", .number(seconds)),
    ]).text
    guard document.file != nil else { return note(text) }
    let out = TextOutput()
    try out.line(text)
    try out.finish()
  }
}
