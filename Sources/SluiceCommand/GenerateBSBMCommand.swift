import ArgumentParser
import Benchmarks
import Sluice
import Telemetry

/// `sluice generate bsbm`: products, offers and reviews.
struct GenerateBSBMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bsbm",
    abstract: "Write data of the Berlin SPARQL Benchmark.",
    discussion: """
      The same settings give the same bytes. A product brings about 350 triples: its 20 offers and
      10 reviews are among them.

      Example: sluice generate bsbm --products 1000 --seed 1 --output bsbm-1000.nt.zst
      Example: sluice generate bsbm --products 284826 --format turtle > bsbm-100M.ttl
      """)

  @OptionGroup var output: OutputOptions
  @OptionGroup var document: DocumentOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("How many products.", valueName: "n"))
  var products = 1_000

  @Option(name: .shortAndLong, help: "What all random choices follow from.")
  var seed: UInt64 = 1

  @Option(
    help: "Syntax: ntriples, nquads, turtle or trig (default: by --output's name, or ntriples).")
  var format: RDFFormat?

  func run() throws {
    // Before the file is made, so that an interruption never leaves one behind.
    Interruption.listen()
    let began = clockSeconds()
    let format = try format ?? document.formatByName ?? .ntriples
    let generator = try BSBMGenerator(products: products, seed: seed)
    let target = try document.generatedOutput()
    let sink = GeneratedByteSink(target)
    let summary = try stoppingOnRequest { try generator.write(format: format, to: sink) }
    try target.finish()
    try show(summary, seconds: clockSeconds() - began)
  }

  private func show(_ summary: BSBMGenerator.Summary, seconds: Double) throws {
    guard !output.quiet else { return }
    guard output.json else {
      let rate = Int(Double(summary.statements) / max(seconds, 1e-6))
      return note(
        "wrote \(summary.statements.grouped) triples of \(summary.products.grouped) products, "
          + "\(summary.offers.grouped) offers and \(summary.reviews.grouped) reviews, "
          + "\(summary.bytes.asBytes), \(seconds.rounded(to: 2)) s, \(rate.grouped) triples/s")
    }
    let text = JSONValue.object([
      ("triples", .integer(summary.statements)), ("products", .integer(summary.products)),
      ("productTypes", .integer(summary.productTypes)), ("features", .integer(summary.features)),
      ("producers", .integer(summary.producers)), ("vendors", .integer(summary.vendors)),
      ("offers", .integer(summary.offers)), ("reviewers", .integer(summary.reviewers)),
      ("reviews", .integer(summary.reviews)), ("bytes", .integer(summary.bytes)),
      ("seconds", .number(seconds)),
    ]).text
    guard document.file != nil else { return note(text) }
    let out = TextOutput()
    try out.line(text)
    try out.finish()
  }
}
