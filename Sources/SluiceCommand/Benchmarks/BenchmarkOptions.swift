import ArgumentParser
import Benchmarks
import Sluice
import Telemetry

/// What the benchmarks of queries have in common.
struct BenchmarkOptions: ParsableArguments {
  @Option(help: "Format of the figures: table, json or csv.")
  var format: BenchmarkFormat?

  @Flag(
    inversion: .prefixedNo,
    help: "Compare numbers of rows with those of an evaluation without planner and indices.")
  var check = true

  /// What is said of the check in each command's help.
  static let discussion = """
    Numbers of rows are compared with those of an independent evaluation over triples in memory, after the \
    timed runs: some seconds and 72 bytes a triple. A query that gives another number, or none where it must \
    have rows, ends the command with 1, after the figures.

    Percentiles are by nearest rank. --json is --format json: an object a query and one for the mix.
    """

  static func check(_ name: String, _ runs: Int, _ warmup: Int) throws {
    if runs < 1 { throw ValidationError("\(name) must be at least 1") }
    if warmup < 0 { throw ValidationError("--warmup must be at least 0") }
  }

  func settings(runs: Int, warmup: Int, memory: MemoryOptions) -> QueryBenchSettings {
    var settings = QueryBenchSettings()
    settings.runs = runs
    settings.warmup = warmup
    settings.checks = check
    settings.options.memoryBytes = memory.queryBytes
    return settings
  }

  /// Prints the figures; wrong numbers of rows are an error after that.
  func show(_ report: QueryBenchReport, _ output: OutputOptions) throws {
    let format = format ?? (output.json ? .json : .table)
    let out = TextOutput()
    for line in format.lines(report) { try out.line(line) }
    try out.finish()
    if let seconds = report.checkSeconds, !output.quiet {
      note("checked in \(seconds.rounded(to: 2)) s")
    }
    if !report.problems.isEmpty {
      throw BenchmarkError.wrongRows(report.problems.map(\.description))
    }
  }
}
