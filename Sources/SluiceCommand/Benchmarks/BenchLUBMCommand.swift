import ArgumentParser
import Benchmarks
import Sluice

/// `sluice bench lubm`: the fourteen queries of LUBM.
struct BenchLUBMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lubm",
    abstract: "Time the queries of the Lehigh University Benchmark.",
    discussion: """
      For stores with the data of `sluice generate lubm`. Each of the 14 queries is run hot, after warm-up, \
      from its text to the last byte of its result as TSV, which is counted and dropped. The queries ask for \
      the classes and properties that the data states; --original asks as the benchmark does, which without \
      inference most queries have no answer to.

      \(BenchmarkOptions.discussion)

      Example: sluice bench lubm lubm.sluice
      Example: sluice bench lubm lubm.sluice --runs 1000 --format csv > lubm.csv
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var benchmark: BenchmarkOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("How often each query is timed.", valueName: "n"))
  var runs = 100

  @Option(help: ArgumentHelp("How often each query is run before.", valueName: "n"))
  var warmup = 10

  @Flag(help: "Ask the benchmark's own queries, which count on inference.")
  var original = false

  func validate() throws { try BenchmarkOptions.check("--runs", runs, warmup) }

  func run() throws {
    let settings = benchmark.settings(runs: runs, warmup: warmup, memory: store.memory)
    let bench = QueryBench(try store.open(for: .read), settings: settings)
    try benchmark.show(try bench.runLUBM(original: original), output)
  }
}
