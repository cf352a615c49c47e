// What the checks of one verification share.

/// The store under check, the ids that exist, and the findings so far.
///
/// Everything mutable is behind the lock; `terms` is set by the dictionary's check before the
/// indices' begin.
final class VerifyContext: @unchecked Sendable {
  let view: ReadView
  let options: VerifyOptions
  private let monitor = Monitor()
  private var report = VerifyReport()
  private var knownTerms = IDIntervals()
  private var sums: [UInt32: [IndexOrder: SegmentSums]] = [:]
  private var counted = StatisticsRecord()

  /// The state that the process works with; a commit under way may have moved on what is on disk.
  let remembered: StoreState

  /// Takes a snapshot, and the state and statistics that are in it: between a commit's ingest and the
  /// moment when it is adopted, memory is a commit behind.
  init(_ store: QuadStore, options: VerifyOptions) throws(StorageError) {
    let current = store.view()
    remembered = current.state
    self.options = options
    let snapshot = current.snapshot
    guard
      let state = try store.database.value(.meta, key: StoreState.key, snapshot: snapshot)
    else { throw .corrupted(detail: "the store has no state record") }
    let statistics = try store.database.value(
      .meta, key: StatisticsRecord.key, snapshot: snapshot)
    view = ReadView(
      store: store, snapshot: snapshot, state: try StoreState(state),
      statistics: try statistics.map(StatisticsRecord.init) ?? StatisticsRecord())
    report.transaction = view.state.transaction
    report.segments = view.state.segments.count
    report.quads = view.quadCount
    report.namedQuads = view.state.segments.reduce(0) { $0 + $1.namedQuadCount }
  }

  var database: Database { view.store.database }

  /// A cursor that checks each block's checksum and reads ahead.
  func cursor(_ family: Family) -> Cursor {
    Cursor(database, family, snapshot: view.snapshot, scan: true)
  }

  // MARK: findings

  func found(_ problem: VerifyProblem) {
    monitor.withLock {
      report.problemCount += 1
      if report.problems.count < VerifyReport.maximumProblems { report.problems.append(problem) }
    }
  }

  /// Moves the report's counts on.
  func count(_ body: (inout VerifyReport) -> Void) { monitor.withLock { body(&report) } }

  var result: VerifyReport { monitor.withLock { report } }

  // MARK: between checks

  /// Ids that the dictionary holds.
  var terms: IDIntervals {
    get { monitor.withLock { knownTerms } }
    set { monitor.withLock { knownTerms = newValue } }
  }

  /// Adds what one order of a segment sums up to.
  func add(_ sum: SegmentSums, _ order: IndexOrder, segment: UInt32) {
    monitor.withLock { sums[segment, default: [:]][order] = sum }
  }

  /// The sums of a segment, by order.
  func sums(segment: UInt32) -> [IndexOrder: SegmentSums] {
    monitor.withLock { sums[segment] ?? [:] }
  }

  /// Adds to the counts that the statistics must equal.
  func add(_ statistics: StatisticsRecord) { monitor.withLock { counted.add(statistics) } }

  /// Counts of the store, from its quads.
  var statistics: StatisticsRecord { monitor.withLock { counted } }
}
