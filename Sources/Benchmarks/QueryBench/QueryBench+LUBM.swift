import SPARQL
import Storage

extension QueryBench {
  /// Runs the fourteen queries of LUBM, each by itself: warm-up, then timed runs.
  ///
  /// - Parameter original: Whether the queries are asked as the benchmark has them, which most answer only
  ///   with inference, or as `LUBMQueries.stated` does.
  /// - Returns: The figures; wrong numbers of rows are among them.
  /// - Throws: `BenchmarkError`.
  public func runLUBM(original: Bool = false) throws(BenchmarkError) -> QueryBenchReport {
    let queries = original ? LUBMQueries.all : LUBMQueries.stated
    var measured: [[(query: BenchmarkQuery, run: MeasuredRun)]] = []
    for query in queries {
      var runs: [(query: BenchmarkQuery, run: MeasuredRun)] = []
      for _ in 0..<settings.warmup { _ = try measure(query) }
      for _ in 0..<settings.runs { runs.append((query, try measure(query))) }
      measured.append(runs)
    }
    let firstRows = try measureFirstRows(LUBMQueries.simplePattern)

    let start = monotonicSeconds()
    let check = try makeCheck()
    var figures: [QueryFigures] = []
    for (query, runs) in zip(queries, measured) {
      figures.append(try self.figures(query.name, runs, check))
    }
    return QueryBenchReport(
      benchmark: "lubm", queries: figures, firstRows: firstRows, mix: nil,
      checkSeconds: settings.checks ? monotonicSeconds() - start : nil)
  }
}
