// Merges the sources of a range into one sorted stream of batches.
//
// With one source a batch is its decoded block and costs nothing more. With several, the source with
// the smallest head gives as many rows as lie below the next head: long runs where segments cover
// different ranges, short ones where they interleave.

/// A sorted stream of quads, in columns of the index's order; one thread.
package final class QuadScan {
  /// The order of the columns.
  package let order: IndexOrder
  private var cursors: [SegmentCursor]
  private var rows: [Int] = []
  private let residual: InlineArray<4, UInt64?>
  private let hasResidual: Bool
  private let merged = QuadColumns(capacity: maximumBlockRows)
  private var isStarted = false
  /// Whether the batch is the single source's own block, which must stay until the next call.
  private var isBlockLent = false

  /// The columns of the current batch; valid until the next call of `next`.
  package private(set) var columns: QuadColumns
  /// The first row of the batch.
  package private(set) var first = 0
  /// The row behind its last.
  package private(set) var end = 0

  init(order: IndexOrder, cursors: [SegmentCursor], residual: InlineArray<4, UInt64?>) {
    self.order = order
    self.cursors = cursors
    self.residual = residual
    hasResidual =
      residual[0] != nil || residual[1] != nil || residual[2] != nil || residual[3] != nil
    columns = merged
  }

  deinit { merged.deallocate() }

  /// Goes to the next batch; false at the end.
  package func next() throws(StorageError) -> Bool {
    repeat {
      if !isStarted { try start() }
      if isBlockLent {
        isBlockLent = false
        try refill(0)
      }
      if cursors.isEmpty { return false }
      if cursors.count == 1 {
        // The only source left: its block is the batch.
        columns = cursors[0].columns
        (first, end) = (rows[0], cursors[0].end)
        isBlockLent = true
      } else {
        try mergeBatch()
      }
      if hasResidual { filter() }
    } while first == end
    return true
  }

  private func start() throws(StorageError) {
    isStarted = true
    var live: [SegmentCursor] = []
    for cursor in cursors where try cursor.nextBlock() { live.append(cursor) }
    cursors = live
    rows = live.map(\.first)
  }

  /// Fills a batch from several sources, each of which has a row left.
  private func mergeBatch() throws(StorageError) {
    var filled = 0
    while filled < merged.capacity, cursors.count > 1 {
      var smallest = 0
      var head = cursors[0].quad(at: rows[0])
      var nextHead = IDQuad.highest
      for index in 1..<cursors.count {
        let other = cursors[index].quad(at: rows[index])
        if other < head {
          nextHead = head
          head = other
          smallest = index
        } else if other < nextHead {
          nextHead = other
        }
      }
      let source = cursors[smallest]
      let from = rows[smallest]
      let limit = min(source.end, from + merged.capacity - filled)
      let stop = gallop(source, nextHead, from: from, to: limit)
      copy(source, from: from, to: stop, at: filled)
      filled += stop - from
      rows[smallest] = stop
      if stop == source.end { try refill(smallest) }
    }
    columns = merged
    first = 0
    end = filled
  }

  /// Steps a source that is used up; after its last block it is gone.
  private func refill(_ index: Int) throws(StorageError) {
    if try cursors[index].nextBlock() {
      rows[index] = cursors[index].first
    } else {
      cursors.remove(at: index)
      rows.remove(at: index)
    }
  }

  /// The first row that is not below `quad`, found by doubling steps: runs are short where sources interleave.
  private func gallop(_ source: SegmentCursor, _ quad: IDQuad, from: Int, to: Int) -> Int {
    var step = 1
    var low = from
    var high = from + 1
    while high < to, source.quad(at: high) < quad {
      low = high
      step *= 2
      high = min(high + step, to)
    }
    return source.lowerBound(quad, from: low + 1, to: min(high, to))
  }

  private func copy(_ source: SegmentCursor, from: Int, to: Int, at target: Int) {
    for column in 0..<4 {
      (merged.columns[column] + target).update(
        from: source.columns.columns[column] + from, count: to - from)
    }
  }

  /// Keeps the rows whose bound columns behind the prefix match.
  private func filter() {
    var kept = 0
    for row in first..<end {
      var matches = true
      for column in 0..<4 {
        if let wanted = residual[column], columns.columns[column][row] != wanted { matches = false }
      }
      if matches {
        for column in 0..<4 { merged.columns[column][kept] = columns.columns[column][row] }
        kept += 1
      }
    }
    columns = merged
    first = 0
    end = kept
  }
}
