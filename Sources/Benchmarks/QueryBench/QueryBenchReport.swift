// The figures of a benchmark of queries.

/// The figures of one query, over all of its runs.
public struct QueryFigures: Hashable, Sendable {
  /// The benchmark and the query's number, as `bsbm-4`.
  public let name: String
  /// The fewest and the most rows of a run; runs with other parameters have other numbers.
  public let rows: ClosedRange<Int>
  /// The times of the runs.
  public let latency: LatencySummary
  /// What is wrong with the numbers of rows; each problem once.
  public let problems: [RowProblem]

  /// Sums up runs, of which there is at least one.
  init(_ name: String, _ runs: [MeasuredRun], problems: [RowProblem]) {
    self.name = name
    let counts = runs.map(\.rows)
    rows = (counts.min() ?? 0)...(counts.max() ?? 0)
    latency = LatencySummary(milliseconds: runs.map(\.milliseconds))
    self.problems = problems
  }
}

/// The figures of a mix of queries as a whole.
public struct MixFigures: Hashable, Sendable {
  /// Queries of a mix.
  public let queriesPerMix: Int
  /// The times of whole mixes.
  public let mixes: LatencySummary
  /// The times of the single queries of all mixes.
  public let queries: LatencySummary

  /// Query mixes per hour.
  public var mixesPerHour: Double { mixes.perSecond * 3_600 }
}

/// What a benchmark of queries found.
public struct QueryBenchReport: Hashable, Sendable {
  /// The benchmark: `lubm` or `bsbm`.
  public let benchmark: String
  /// Each query, in the order of the benchmark.
  public let queries: [QueryFigures]
  /// The times until the first 1,000 rows of a simple pattern, or all, are serialised.
  public let firstRows: QueryFigures
  /// The mix, where the benchmark has one.
  public let mix: MixFigures?
  /// How long the independent evaluation took, or nil where there was none.
  public let checkSeconds: Double?

  /// What is wrong with numbers of rows.
  public var problems: [RowProblem] { queries.flatMap(\.problems) + firstRows.problems }
}

/// One timed run of a query.
struct MeasuredRun: Hashable, Sendable {
  let rows: Int
  let milliseconds: Double
}
