import ArgumentParser
import Benchmarks
import RDFSyntax

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "generate")
  @Option var universities: Int?
  @Option var triples: Int?
  @Option var seed: UInt64 = 1
  @Option var duplicates: Double = 0
  @Option var format: String = "ntriples"
  @Option var output: String?
  @Option var start: Int = 0

  func run() throws {
    let n = universities ?? LUBMGenerator.universities(forTriples: triples ?? 1_000_000)
    let generator = try LUBMGenerator(
      universities: n, seed: seed, startIndex: start, duplicateRatio: duplicates, triples: triples)
    let sink = try output.map { try LUBMFileSink(path: $0) } ?? LUBMFileSink(descriptor: 1)
    _ = try generator.write(format: RDFFormat(rawValue: format) ?? .ntriples, to: sink)
  }
}
