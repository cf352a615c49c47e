import ArgumentParser
import Glibc
import Sluice
import Telemetry

/// `sluice bench-queries`: times queries inside one process.
struct BenchQueriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-queries",
    abstract: "Time queries on a store.",
    discussion: """
      Each query is run several times, hot, from its text to the last byte of its result as TSV, which is \
      counted and dropped. Rows, bytes and the median, least and most time are printed.

      Example: sluice bench-queries lubm.sluice scripts/queries/*.rq
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var output: OutputOptions

  @Argument(help: ArgumentHelp("Files with a query each.", valueName: "file"), completion: .file())
  var files: [String]

  @Option(help: ArgumentHelp("How often each query is timed.", valueName: "n"))
  var runs = 7

  @Option(help: ArgumentHelp("How often each query is run before.", valueName: "n"))
  var warmup = 2

  func validate() throws {
    if runs < 1 || warmup < 0 { throw ValidationError("--runs is at least 1, --warmup at least 0") }
  }

  func run() throws {
    let opened = try store.open()
    var options = QueryOptions()
    options.memoryBytes = store.memory.queryBytes
    let out = TextOutput()
    for file in files {
      let text = try QueryTextArguments.read(file: file)
      var times: [Double] = []
      var (rows, bytes) = (0, 0)
      for run in 0..<(warmup + runs) {
        let start = clockSeconds()
        (rows, bytes) = try time(text, opened, options)
        if run >= warmup { times.append((clockSeconds() - start) * 1_000) }
      }
      times.sort()
      try print(file, rows, bytes, times, to: out)
      try out.finish()
    }
  }

  /// Runs a query; the rows and bytes of its result.
  private func time(
    _ text: String, _ store: Store, _ options: QueryOptions
  ) throws -> (Int, Int) {
    let query: Query
    do throws(QuerySyntaxError) { query = try QueryParser().query(text) } catch {
      throw QueryFailure.syntax(error)
    }
    let execution = try store.execution(query, options: options, control: QueryControl(options))
    let sink = CountingSink()
    do throws(QueryOutputError) {
      let writer = ResultsFormat.tsv.makeWriter(to: sink)
      if case .ask = query.form {
        try execution.writeAnswer(to: writer)
        return (1, sink.bytes)
      }
      return (try execution.write(to: writer), sink.bytes)
    } catch { throw QueryFailure(error) }
  }

  private func print(
    _ file: String, _ rows: Int, _ bytes: Int, _ times: [Double], to out: TextOutput
  ) throws {
    let name = String(file.split(separator: "/").last?.dropLast(3) ?? "")
    let median = times[times.count / 2]
    if output.json {
      try out.line(
        JSONValue.object([
          ("query", .string(name)), ("rows", .integer(rows)), ("bytes", .integer(bytes)),
          ("milliseconds", .number(median)), ("least", .number(times[0])),
          ("most", .number(times[times.count - 1])),
        ]).text)
    } else {
      try out.line(
        median.rounded(to: 3).padded(to: 12) + " ms  \(name): \(rows.grouped) rows, "
          + "\(bytes.grouped) bytes, \(times[0].rounded(to: 3)) to "
          + "\(times[times.count - 1].rounded(to: 3)) ms")
    }
  }
}

/// Counts bytes and drops them.
final class CountingSink: ByteSink {
  private(set) var bytes = 0

  func write(_ bytes: UnsafeRawBufferPointer) throws(WriteError) { self.bytes += bytes.count }
}
