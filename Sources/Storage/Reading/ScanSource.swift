/// A sorted source of a merge: a segment's blocks, or the delta's changes.
final class ScanSource {
  private let cursor: SegmentCursor?
  /// The changes, which the source keeps alive.
  private let changes: SortedChanges?
  private(set) var columns: QuadColumns
  /// For each row whether it takes the quad away; nil for a segment.
  let removes: UnsafeMutablePointer<Bool>?
  /// The next row.
  var row = 0
  /// The row behind the last that is at hand.
  private(set) var end = 0

  init(_ cursor: SegmentCursor) {
    self.cursor = cursor
    changes = nil
    columns = cursor.columns
    removes = nil
  }

  init(_ changes: SortedChanges) {
    cursor = nil
    self.changes = changes
    columns = changes.columns
    removes = changes.removes
  }

  /// Brings the first rows to hand; false where there are none.
  func start() throws(StorageError) -> Bool {
    if let changes {
      row = 0
      end = changes.count
      return end > 0
    }
    return try refill()
  }

  /// Brings the next rows to hand after all were taken; false at the end.
  func refill() throws(StorageError) -> Bool {
    guard let cursor, try cursor.nextBlock() else { return false }
    row = cursor.first
    end = cursor.end
    return true
  }

  @inline(__always)
  func quad(at row: Int) -> IDQuad {
    columns.quad(at: row)
  }

  /// The row behind the stretch that starts at `row` and stays below `quad`: a row at least, to `limit` at
  /// most.
  func gallop(to quad: IDQuad, limit: Int) -> Int {
    columns.gallop(to: quad, from: row, limit: limit)
  }
}
