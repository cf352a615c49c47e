// A consistent view of the store: what every query, dump and check reads.

/// The store as of one commit.
///
/// Safe to share; the cursors it makes are of one thread each.
package final class ReadView: @unchecked Sendable {
  let store: QuadStore
  let snapshot: DatabaseSnapshot
  let state: StoreState
  /// Counts of the segments alone.
  let base: StatisticsRecord
  /// Counts of segments and delta.
  let statistics: StatisticsRecord
  let delta: Delta
  private let generation: Int

  init(
    store: QuadStore, snapshot: DatabaseSnapshot, state: StoreState,
    base: StatisticsRecord, statistics: StatisticsRecord, delta: Delta, generation: Int
  ) {
    self.store = store
    self.snapshot = snapshot
    self.state = state
    self.base = base
    self.statistics = statistics
    self.delta = delta
    self.generation = generation
  }

  deinit { store.release(generation: generation) }

  /// The commit that the view shows.
  package var transaction: TransactionNumber { TransactionNumber(state.transaction) }

  /// Number of quads.
  package var quadCount: Int { statistics.graphs.values.reduce(0, +) }

  /// A reader of terms and ids; one thread.
  package func dictionary() -> DictionaryReader {
    DictionaryReader(store.database, snapshot: snapshot, segments: state.hashSegments)
  }

  /// A cursor over one segment.
  func cursor(
    _ segment: SegmentRecord, order: IndexOrder, lower: IDQuad, upper: IDQuad, scan: Bool
  ) -> SegmentCursor {
    SegmentCursor(
      store.database, order: order, segment: segment.number, snapshot: snapshot, lower: lower,
      upper: upper, scan: scan)
  }

  /// A scan of the quads that match a pattern.
  package func scan(_ pattern: QuadPattern) -> QuadScan {
    let (order, bound) = pattern.bestOrder
    return scan(pattern, order: order, isLong: bound <= 1)
  }

  /// A scan of the quads that match a pattern, in a given order.
  package func scan(_ pattern: QuadPattern, order: IndexOrder, isLong: Bool = true) -> QuadScan {
    let (lower, upper) = pattern.bounds(in: order)
    var sources: [ScanSource] = []
    if !delta.isEmpty {
      let changes =
        lower == .lowest && upper == .highest
        ? delta.changes(in: order) : delta.changes(in: order, from: lower, to: upper)
      if changes.count > 0 { sources.append(ScanSource(changes)) }
    }
    for segment in state.segments {
      sources.append(
        ScanSource(cursor(segment, order: order, lower: lower, upper: upper, scan: isLong)))
    }
    return QuadScan(order: order, sources: sources, residual: pattern.residual(in: order))
  }
}
