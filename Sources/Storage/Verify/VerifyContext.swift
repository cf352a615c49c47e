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
  private var unreachableTerms: Set<UInt64> = []
  private var sums: [UInt32: [IndexOrder: SegmentSums]] = [:]
  private var counted = StatisticsRecord()

  /// The state on disk, which a commit under way may have moved on already.
  let recorded: StoreState
  /// Terms of stream commits, which are in no hash segment yet.
  let recentTerms: Set<UInt64>

  init(_ store: QuadStore, options: VerifyOptions) throws(StorageError) {
    self.options = options
    // Before the view: what a fold takes out of memory in between is in a hash segment of the view.
    let recent = store.recentTerms
    recentTerms = Set(recent.entries(upTo: recent.count).map(\.id))
    view = store.view()
    guard
      let state = try store.database.value(.meta, key: StoreState.key, snapshot: view.snapshot)
    else { throw .corrupted(detail: "the store has no state record") }
    recorded = try StoreState(state)
    report.transaction = view.state.transaction
    report.segments = view.state.segments.count
    report.quads = view.quadCount
    report.namedQuads = view.statistics.graphs.reduce(0) {
      $1.key >> 60 == 0 ? $0 : $0 + $1.value
    }
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

  /// Terms that nothing leads to: left by a load that was killed or met a stream commit's term.
  ///
  /// No quad may use one.
  var orphans: Set<UInt64> {
    get { monitor.withLock { unreachableTerms } }
    set { monitor.withLock { unreachableTerms = newValue } }
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
