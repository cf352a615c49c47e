// Merges the sources of a range into one sorted stream of batches.
//
// With one source a batch is its decoded block and costs nothing more. With several, the source with
// the smallest head gives as many rows as lie below the next head: long runs where segments cover
// different ranges, short ones where they interleave. A remove of the delta meets its quad as the
// equal head of a segment, and both are passed over.

/// A sorted stream of quads, in columns of the index's order; one thread.
package final class QuadScan {
  /// The order of the columns.
  package let order: IndexOrder
  /// The delta, where there is one, stands first: it wins ties.
  private var sources: [ScanSource]
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

  init(order: IndexOrder, sources: [ScanSource], residual: InlineArray<4, UInt64?>) {
    self.order = order
    self.sources = sources
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
      if sources.isEmpty { return false }
      if sources.count == 1, sources[0].removes == nil {
        // The only source left: its block is the batch.
        columns = sources[0].columns
        (first, end) = (sources[0].row, sources[0].end)
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
    var live: [ScanSource] = []
    for source in sources where try source.start() { live.append(source) }
    sources = live
  }

  /// Fills a batch from several sources, each of which has a row left.
  private func mergeBatch() throws(StorageError) {
    var filled = 0
    while filled < merged.capacity, !sources.isEmpty {
      if sources.count == 1, sources[0].removes == nil { break }
      let (smallest, head, nextHead) = findHeads()
      let source = sources[smallest]
      if let removes = source.removes, removes[source.row] {
        source.row += 1
        if source.row == source.end { try refill(smallest) }
        try skip(head)
        continue
      }
      let limit = min(stretchLimit(source), source.row + merged.capacity - filled)
      let stop = source.gallop(to: nextHead, limit: limit)
      merged.copy(source.columns, from: source.row, count: stop - source.row, to: filled)
      filled += stop - source.row
      source.row = stop
      if stop == source.end { try refill(smallest) }
    }
    columns = merged
    first = 0
    end = filled
  }

  /// The source with the smallest head, that head, and the smallest of the others.
  @inline(__always)
  private func findHeads() -> (Int, IDQuad, IDQuad) {
    var smallest = 0
    var head = sources[0].quad(at: sources[0].row)
    var nextHead = IDQuad.highest
    for index in 1..<max(sources.count, 1) {
      let other = sources[index].quad(at: sources[index].row)
      if other < head {
        nextHead = head
        head = other
        smallest = index
      } else if other < nextHead {
        nextHead = other
      }
    }
    return (smallest, head, nextHead)
  }

  /// How far a stretch of a source may go: up to its next remove.
  @inline(__always)
  private func stretchLimit(_ source: ScanSource) -> Int {
    guard let removes = source.removes else { return source.end }
    var row = source.row
    // A stretch of the delta is short; looking far ahead would cost more than it saves.
    let limit = min(source.end, row + 64)
    while row < limit, !removes[row] { row += 1 }
    return row
  }

  /// Passes over the quad that a remove takes away.
  private func skip(_ quad: IDQuad) throws(StorageError) {
    for index in sources.indices where sources[index].removes == nil {
      let source = sources[index]
      if source.quad(at: source.row) == quad {
        source.row += 1
        if source.row == source.end { try refill(index) }
        return
      }
    }
    throw .corrupted(detail: "a removed quad is in no segment")
  }

  /// Steps a source that is used up; after its last rows it is gone.
  private func refill(_ index: Int) throws(StorageError) {
    if !(try sources[index].refill()) { sources.remove(at: index) }
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
