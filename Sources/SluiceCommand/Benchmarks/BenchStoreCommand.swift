import ArgumentParser
import Benchmarks
import Sluice
import Telemetry

/// `sluice bench store`: measures a store from inside the process.
struct BenchStoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Measure scans, look-ups and commits of a store.",
    discussion: """
      Scans and look-ups change nothing. `--commits` writes into the store: use a copy.

      Example: sluice bench store lubm.sluice --json
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var output: OutputOptions

  @Option(help: "Measure streams of commits too, with so many quads each.")
  var commits: Int?

  @Option(help: "Measure commits while this file is loaded too.")
  var beside: String?

  @Option(help: "Compare scans with those of this other store, in turn.")
  var against: String?

  @Option(help: "Seed of what is looked up and committed.")
  var seed: UInt64 = 1

  func validate() throws {
    if let commits, commits < 1 { throw ValidationError("--commits must be at least 1") }
  }

  func run() throws {
    let opened = try store.open(for: .write)
    let bench = StoreBench(opened, seed: seed)
    if let against {
      var options = StoreOptions()
      options.createIfMissing = false
      let other = try Store.open(at: against, options: options)
      return try print(try bench.scans(against: other))
    }
    var figures = try bench.scans() + bench.lookUps()
    if let commits {
      let label = "run\(seed)"
      figures += try bench.commits(
        total: commits, perCommit: 1000, durability: .async, label: label + "a")
      figures += try bench.scans().map { $0.named("unfolded ") }
      figures += try bench.commits(
        total: commits / 20, perCommit: 1, durability: .async, label: label + "b")
      figures += try bench.commits(
        total: commits / 10, perCommit: 1000, durability: .fsync, label: label + "c")
      figures += try bench.commits(
        total: commits / 1000, perCommit: 1, durability: .fsync, label: label + "d")
      try opened.compactBlocking()
      figures += try bench.scans().map { $0.named("folded ") }
    }
    if let commits {
      figures += try bench.spreadCommits(total: commits, label: "run\(seed)")
      figures += try bench.scans().map { $0.named("spread, unfolded ") }
      try opened.compactBlocking(everything: true)
      figures += try bench.scans().map { $0.named("spread, folded ") }
    }
    if let beside { figures += try bench.commits(beside: beside, label: "run\(seed)e") }
    try print(figures)
  }

  private func print(_ figures: [BenchFigure]) throws {
    let out = TextOutput()
    for figure in figures {
      try out.line(
        output.json
          ? JSONValue.object([
            ("name", .string(figure.name)), ("value", .number(figure.value)),
            ("unit", .string(figure.unit)),
          ]).text
          : figure.value.rounded(to: 2).padded(to: 14) + " \(figure.unit)  \(figure.name)")
    }
    try out.finish()
  }
}
