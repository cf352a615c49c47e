// Many short ranges of one order, one after the other: what a nested loop join does.
//
// Keeps its cursors and the block that each decoded last, so a look-up in the same or the next block is
// cheap and any other costs one seek and one decode in each segment.

/// Reads ranges of one order; one thread.
package final class RangeFinder {
  private let view: ReadView
  private let order: IndexOrder
  private let cursors: [SegmentCursor]
  private var scan: QuadScan?
  private var current = 0

  /// The columns of the current batch; valid until the next call.
  package private(set) var columns = QuadColumns(capacity: 1)
  /// The first row of the batch.
  package private(set) var first = 0
  /// The row behind its last.
  package private(set) var end = 0
  private let noColumns: QuadColumns

  init(_ view: ReadView, order: IndexOrder, columns count: Int) {
    self.view = view
    self.order = order
    noColumns = columns
    // With a delta quads are compared.
    let count = view.delta.isEmpty ? count : 4
    cursors = view.state.segments.map {
      view.cursor(
        $0, order: order, lower: .lowest, upper: .highest, scan: false, columnCount: count)
    }
  }

  deinit { noColumns.deallocate() }

  /// Goes to the range from `lower` to `upper`, both included.
  package func seek(from lower: IDQuad, to upper: IDQuad) throws(StorageError) {
    current = 0
    scan = nil
    for cursor in cursors { cursor.skip(to: lower, upTo: upper) }
    guard !view.delta.isEmpty else { return }
    let changes = view.delta.changes(in: order, from: lower, to: upper)
    guard changes.count > 0 else { return }
    // Only where the delta has changes in the range is there anything to merge.
    scan = QuadScan(
      order: order, sources: [ScanSource(changes)] + cursors.map { ScanSource($0) },
      residual: [nil, nil, nil, nil])
  }

  /// Goes to the next batch of the range; false at its end.
  ///
  /// Batches of different segments follow one another unsorted, but for ranges that the delta
  /// changes.
  package func next() throws(StorageError) -> Bool {
    if let scan {
      guard try scan.next() else { return false }
      (columns, first, end) = (scan.columns, scan.first, scan.end)
      return true
    }
    while current < cursors.count {
      if try cursors[current].nextBlock() {
        let cursor = cursors[current]
        (columns, first, end) = (cursor.columns, cursor.first, cursor.end)
        return true
      }
      current += 1
    }
    return false
  }
}

extension ReadView {
  /// A reader of many short ranges of one order, each of which binds whole columns.
  ///
  /// Only the leading `columns` of the order are wanted; others may hold anything.
  package func finder(order: IndexOrder, columns: Int = 4) -> RangeFinder {
    RangeFinder(self, order: order, columns: columns)
  }
}
