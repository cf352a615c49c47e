import ArgumentParser
import Benchmarks
import PipelineFiles
import Sluice
import Telemetry

/// `sluice bench-queries`: times queries inside one process.
struct BenchQueriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-queries",
    abstract: "Time queries on a store.",
    discussion: """
      Each query is run several times, hot, from its text to the last byte of its result as TSV or \
      N-Triples, which is counted and dropped. Rows, bytes and the median, least and most time are printed. \
      A query that fails is told in its place, and the command ends with 1.

      Example: sluice bench-queries lubm.sluice scripts/queries/*.rq
      Example: sluice bench-queries lubm.sluice --series look-ups.txt --timeout 10s
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var output: OutputOptions

  @Argument(help: ArgumentHelp("Files with a query each.", valueName: "file"), completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "File with a query a line, all run one after the other and timed as one; may be given several times.",
      valueName: "file"), completion: .file())
  var series: [String] = []

  @Option(help: ArgumentHelp("How often each query is timed.", valueName: "n"))
  var runs = 7

  @Option(help: ArgumentHelp("How often each query is run before.", valueName: "n"))
  var warmup = 2

  @Option(
    help: ArgumentHelp(
      "Start no more runs of a query after so long, such as 60s, with one timed at least.",
      valueName: "duration"))
  var budget: TimeSpan?

  @Option(help: ArgumentHelp("End a run after so long, such as 120s.", valueName: "duration"))
  var timeout: TimeSpan?

  func validate() throws {
    if runs < 1 || warmup < 0 { throw ValidationError("--runs is at least 1, --warmup at least 0") }
    if files.isEmpty, series.isEmpty { throw ValidationError("name a file with a query") }
  }

  func run() throws {
    let opened = try store.open(for: .read)
    var options = QueryOptions()
    options.memoryBytes = store.memory.queryBytes
    options.timeoutSeconds = timeout.map { Double($0.milliseconds) / 1_000 }
    let runner = QueryRunner(opened, options: options)
    let out = TextOutput()
    var hasFailed = false
    for item in try items() {
      switch Result(catching: { () throws(QueryFailure) in try time(item, runner) }) {
      case .success(let figures): try out.line(output.json ? figures.json : figures.text)
      case .failure(let failure):
        hasFailed = true
        try out.line(output.json ? item.json(failure) : "\(item.name): \(failure)")
      }
      try out.finish()
    }
    if hasFailed { throw ExitCode.failure }
  }

  /// What is timed: each file's query, then each series.
  private func items() throws -> [TimedQueries] {
    try files.map { TimedQueries(file: $0, texts: [try QueryTextArguments.read(file: $0)]) }
      + series.map { file in
        let lines = try QueryTextArguments.read(file: file).split(separator: "\n")
        return TimedQueries(file: file, texts: lines.map(String.init))
      }
  }

  private func time(
    _ item: TimedQueries, _ runner: QueryRunner
  ) throws(QueryFailure) -> QueryTimes {
    let last = budget.map { clockSeconds() + Double($0.milliseconds) / 1_000 } ?? .infinity
    var times: [Double] = []
    var (rows, bytes) = (0, 0)
    for run in 0..<(warmup + runs) {
      let start = clockSeconds()
      // A warm-up run is left out where there is no time for all.
      if start > last, !times.isEmpty { break }
      (rows, bytes) = (0, 0)
      for text in item.texts {
        let outcome = try runner.run(text)
        rows += outcome.rows
        bytes += outcome.bytes
      }
      let end = clockSeconds()
      if run >= warmup || end > last { times.append((end - start) * 1_000) }
    }
    return QueryTimes(name: item.name, rows: rows, bytes: bytes, milliseconds: times.sorted())
  }
}

/// Queries that are timed as one.
private struct TimedQueries {
  let name: String
  let texts: [String]

  /// Named after the file, without folder and ending.
  init(file: String, texts: [String]) {
    let last = file.split(separator: "/").last ?? ""
    name = String(last.split(separator: ".").first ?? last)
    self.texts = texts
  }

  /// A failure in the place of figures.
  func json(_ failure: QueryFailure) -> String {
    JSONValue.object([("query", .string(name)), ("error", .string(failure.description))]).text
  }
}

/// The times of a query, sorted.
private struct QueryTimes {
  let name: String
  let rows: Int
  let bytes: Int
  let milliseconds: [Double]

  private var median: Double { milliseconds[milliseconds.count / 2] }
  private var most: Double { milliseconds[milliseconds.count - 1] }

  var json: String {
    JSONValue.object([
      ("query", .string(name)), ("rows", .integer(rows)), ("bytes", .integer(bytes)),
      ("runs", .integer(milliseconds.count)), ("milliseconds", .number(median)),
      ("least", .number(milliseconds[0])), ("most", .number(most)),
    ]).text
  }

  var text: String {
    median.rounded(to: 3).padded(to: 12) + " ms  \(name): \(rows.grouped) rows, "
      + "\(bytes.grouped) bytes, \(milliseconds[0].rounded(to: 3)) to \(most.rounded(to: 3)) ms"
  }
}
