import ArgumentParser
import Benchmarks
import Sluice

/// `sluice bench bsbm`: the explore use case of BSBM.
struct BenchBSBMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bsbm",
    abstract: "Time the explore queries of the Berlin SPARQL Benchmark.",
    discussion: """
      For stores with the data of `sluice generate bsbm`. Mixes of 25 queries are run hot, after warm-up, each \
      query with parameters drawn from the data, from its text to the last byte of its result as TSV or \
      N-Triples, which is counted and dropped. Query 6 is no part of the mix: it is run once after each and \
      left out of the mix's figures.

      \(BenchmarkOptions.discussion)

      Example: sluice bench bsbm bsbm.sluice
      Example: sluice bench bsbm bsbm.sluice --mixes 500 --seed 7 --format json
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var benchmark: BenchmarkOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("How many mixes are timed.", valueName: "n"))
  var mixes = 100

  @Option(help: ArgumentHelp("How many mixes are run before.", valueName: "n"))
  var warmup = 10

  @Option(name: .shortAndLong, help: "What the parameters of the queries follow from.")
  var seed: UInt64 = 1

  @Option(help: "The seed that the data was generated with.")
  var dataSeed: UInt64 = 1

  func validate() throws { try BenchmarkOptions.check("--mixes", mixes, warmup) }

  func run() throws {
    let settings = benchmark.settings(runs: mixes, warmup: warmup, memory: store.memory)
    let bench = QueryBench(try store.open(for: .read), settings: settings)
    try benchmark.show(try bench.runBSBM(seed: seed, dataSeed: dataSeed), output)
  }
}
