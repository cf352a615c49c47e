// Runs the queries of a benchmark, hot, one at a time, and checks how many rows come.
//
// All queries are drawn first, then run, then checked: an evaluation for the check never stands
// between two timed runs.

import Sluice
import Storage

/// How a benchmark of queries is run.
public struct QueryBenchSettings: Sendable {
  /// Timed runs of each query, or timed mixes; default 100, so that there is a 99th percentile.
  public var runs = 100
  /// Runs or mixes before that are not timed; default 10.
  public var warmup = 10
  /// Whether numbers of rows are compared with those of an independent evaluation; default true.
  ///
  /// It takes some seconds and 72 bytes a triple.
  public var checks = true
  /// The limits of each query.
  public var options = QueryOptions()

  /// Makes the default settings.
  public init() {}
}

/// Runs benchmarks of queries on a store, on the calling thread.
public struct QueryBench {
  /// How many rows are waited for in the measurement of first rows.
  public static let firstRowCount = 1_000

  let store: Store
  let settings: QueryBenchSettings
  let runner: QueryRunner

  /// Makes a bench of an open store.
  public init(_ store: Store, settings: QueryBenchSettings = QueryBenchSettings()) {
    precondition(settings.runs > 0 && settings.warmup >= 0, "there is at least one run")
    self.store = store
    self.settings = settings
    runner = QueryRunner(store, options: settings.options)
  }

  /// Runs a query and takes its time.
  func measure(_ query: BenchmarkQuery) throws(BenchmarkError) -> MeasuredRun {
    let start = monotonicSeconds()
    do throws(QueryFailure) {
      let outcome = try runner.run(query.text)
      let seconds = monotonicSeconds() - start
      return MeasuredRun(rows: outcome.rows, milliseconds: seconds * 1_000)
    } catch { throw .query(query.name, error) }
  }

  /// Times the first rows of a query, after warm-up.
  func measureFirstRows(_ query: BenchmarkQuery) throws(BenchmarkError) -> QueryFigures {
    var runs: [MeasuredRun] = []
    do throws(QueryFailure) {
      for number in 0..<settings.warmup + settings.runs {
        let start = monotonicSeconds()
        let rows = try runner.firstRows(Self.firstRowCount, of: query.text).rows
        let seconds = monotonicSeconds() - start
        if number >= settings.warmup {
          runs.append(MeasuredRun(rows: rows, milliseconds: seconds * 1_000))
        }
      }
    } catch { throw .query(query.name, error) }
    let isEmpty = runs.contains { $0.rows == 0 }
    return QueryFigures(query.name, runs, problems: isEmpty ? [.empty(query: query.name)] : [])
  }

  /// A check of the store as it is, or one that looks at emptiness alone.
  func makeCheck() throws(BenchmarkError) -> RowCheck {
    guard settings.checks else { return try RowCheck(nil) }
    let view: ReadView
    do throws(StorageError) { view = try store.quads.view() } catch { throw .store(error) }
    return try RowCheck(view)
  }

  /// The figures of one query's runs, each of which is checked.
  func figures(
    _ name: String, _ runs: [(query: BenchmarkQuery, run: MeasuredRun)], _ check: RowCheck
  ) throws(BenchmarkError) -> QueryFigures {
    var problems: [RowProblem] = []
    for (query, run) in runs {
      if let problem = try check.problem(query, rows: run.rows), !problems.contains(problem) {
        problems.append(problem)
      }
    }
    return QueryFigures(name, runs.map(\.run), problems: problems)
  }
}
