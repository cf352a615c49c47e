// A consistent view of the store: what every query, dump and check reads.
//
//     segments of a snapshot  +  delta of a commit  +  what a transaction has changed and not committed
//
// The last is merged like the delta, whose newest runs it is; its new terms have ids that only its views
// know (see OverlayTerms.swift).

/// Keeps what a view reads from being removed.
final class ViewLease: Sendable {
  let store: QuadStore
  private let generation: Int

  init(_ store: QuadStore, generation: Int) {
    self.store = store
    self.generation = generation
  }

  deinit { store.release(generation: generation) }
}

/// The store as of one commit, or with changes on top that are not committed.
///
/// Safe to share; the cursors it makes are of one thread each.
package final class ReadView: @unchecked Sendable {
  private let lease: ViewLease
  let snapshot: DatabaseSnapshot
  let state: StoreState
  /// Counts of the segments alone.
  let base: StatisticsRecord
  /// Counts of segments and delta.
  let statistics: StatisticsRecord
  let delta: Delta
  /// Terms that are not committed, or nil where all are.
  let newTerms: OverlayTerms?

  init(
    lease: ViewLease, snapshot: DatabaseSnapshot, state: StoreState, base: StatisticsRecord,
    statistics: StatisticsRecord, delta: Delta, newTerms: OverlayTerms? = nil
  ) {
    self.lease = lease
    self.snapshot = snapshot
    self.state = state
    self.base = base
    self.statistics = statistics
    self.delta = delta
    self.newTerms = newTerms
  }

  /// The same view with another delta, which holds this one's changes and more.
  func overlaid(
    _ delta: Delta, statistics: StatisticsRecord, terms: OverlayTerms
  ) -> ReadView {
    ReadView(
      lease: lease, snapshot: snapshot, state: state, base: base, statistics: statistics,
      delta: delta, newTerms: terms)
  }

  var store: QuadStore { lease.store }

  /// The commit that the view shows, without what is on top of it.
  package var transaction: TransactionNumber { TransactionNumber(state.transaction) }

  /// Whether nothing is on top of the commit.
  package var isCommitted: Bool { newTerms == nil }

  /// Number of quads.
  package var quadCount: Int { statistics.graphs.values.reduce(0, +) }

  /// A reader of terms and ids; one thread.
  package func dictionary() -> DictionaryReader {
    DictionaryReader(store.database, snapshot: snapshot, segments: state.hashSegments)
  }

  /// A cursor over one segment; `mayBuild` as of ``BlockSource``.
  func cursor(
    _ segment: SegmentRecord, order: IndexOrder, lower: IDQuad, upper: IDQuad, scan: Bool,
    mayBuild: Bool = true, columnCount: Int = 4
  ) -> SegmentCursor {
    SegmentCursor(
      BlockSource(
        store, order: order, segment: segment.number, quads: segment.quadCount,
        snapshot: snapshot, isScan: scan, mayBuild: mayBuild), lower: lower, upper: upper,
      columnCount: columnCount)
  }

  /// A scan of the quads that match a pattern.
  package func scan(_ pattern: QuadPattern) -> QuadScan {
    let (order, bound) = pattern.bestOrder
    return scan(pattern, order: order, isLong: bound <= 1)
  }

  /// A scan of the quads that match a pattern, in a given order.
  package func scan(_ pattern: QuadPattern, order: IndexOrder, isLong: Bool = true) -> QuadScan {
    let (lower, upper) = pattern.bounds(in: order)
    return scan(pattern, order: order, from: lower, to: upper, isLong: isLong)
  }

  /// A scan of the quads of a range that match a pattern; `lower` and `upper` are within the pattern's bounds.
  ///
  /// Only the leading `columns` of the order are wanted; others may hold anything.
  package func scan(
    _ pattern: QuadPattern, order: IndexOrder, from lower: IDQuad, to upper: IDQuad,
    isLong: Bool = true, columns: Int = 4
  ) -> QuadScan {
    var sources: [ScanSource] = []
    if !delta.isEmpty {
      let changes =
        lower == .lowest && upper == .highest
        ? delta.changes(in: order) : delta.changes(in: order, from: lower, to: upper)
      if changes.count > 0 { sources.append(ScanSource(changes)) }
    }
    let residual = pattern.residual(in: order)
    // Several sources are merged by comparing whole quads.
    let isAlone = sources.isEmpty && state.segments.count == 1
    let isFree =
      residual[0] == nil && residual[1] == nil && residual[2] == nil && residual[3] == nil
    for segment in state.segments {
      sources.append(
        ScanSource(
          cursor(
            segment, order: order, lower: lower, upper: upper, scan: isLong,
            columnCount: isAlone && isFree ? max(columns, SegmentCursor.depth(lower, upper)) : 4)))
    }
    return QuadScan(order: order, sources: sources, residual: residual)
  }
}
