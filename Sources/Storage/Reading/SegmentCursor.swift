// Walks the blocks of one order of one segment between two quads.

/// A cursor over a segment's quads in one order; one thread.
///
/// `columns` hold the current block, and the rows `first ..< end` of it lie in the range. A block costs
/// a step in RocksDB and a decode; rows outside the range are cut off by binary search.
package final class SegmentCursor {
  private var cursor: Cursor
  private let segment: UInt32
  private let decoder = QuadBlockDecoder()
  package let columns = QuadColumns(capacity: maximumBlockRows)
  private let upper: IDQuad
  private var lower: IDQuad
  private var isStarted = false
  private let key = UnsafeMutableRawPointer.allocate(byteCount: blockKeyBytes, alignment: 8)
  /// The first row in range.
  package private(set) var first = 0
  /// The row behind the last in range.
  package private(set) var end = 0

  init(
    _ database: Database, order: IndexOrder, segment: UInt32, snapshot: DatabaseSnapshot,
    lower: IDQuad, upper: IDQuad, scan: Bool
  ) {
    cursor = Cursor(database, order.family, snapshot: snapshot, scan: scan)
    self.segment = segment
    self.lower = lower
    self.upper = upper
  }

  deinit {
    columns.deallocate()
    key.deallocate()
  }

  /// The quad at a row of the current block.
  @inline(__always)
  package func quad(at row: Int) -> IDQuad {
    IDQuad(
      columns.columns[0][row], columns.columns[1][row], columns.columns[2][row],
      columns.columns[3][row])
  }

  /// Starts over with another range; seeks only where the new lower bound is not in the current block.
  func skip(to quad: IDQuad) {
    lower = quad
    isStarted = false
  }

  /// Goes to the next block with rows in range; false at the end.
  package func nextBlock() throws(StorageError) -> Bool {
    if isStarted {
      cursor.next()
    } else {
      seek(lower)
      isStarted = true
    }
    while cursor.isValid {
      let found = cursor.key
      guard found.count == blockKeyBytes else { throw .corrupted(detail: "a block's key is wrong") }
      guard UInt32(bigEndian: found.loadUnaligned(as: UInt32.self)) == segment else { return false }
      guard let rows = decoder.decode(cursor.value, into: columns) else {
        throw .corrupted(detail: "a block of segment \(segment) can't be read")
      }
      first = quad(at: 0) < lower ? lowerBound(lower, from: 0, to: rows) : 0
      end = rows
      if upper < quad(at: rows - 1) { end = upperBound(upper, from: first, to: rows) }
      if first < end { return true }
      if end < rows { return false }
      cursor.next()
    }
    try cursor.check()
    return false
  }

  /// Whether the segment holds a quad; stays on the block it was looked up in.
  func contains(_ quad: IDQuad) throws(StorageError) -> Bool {
    if end == 0 || quad < self.quad(at: 0) || self.quad(at: end - 1) < quad {
      skip(to: quad)
      guard try nextBlock() else {
        end = 0
        return false
      }
    }
    let row = lowerBound(quad, from: 0, to: end)
    return row < end && self.quad(at: row) == quad
  }

  private func seek(_ quad: IDQuad) {
    key.storeBytes(of: segment.bigEndian, as: UInt32.self)
    (key + 4).storeBytes(of: quad.a.bigEndian, as: UInt64.self)
    (key + 12).storeBytes(of: quad.b.bigEndian, as: UInt64.self)
    (key + 20).storeBytes(of: quad.c.bigEndian, as: UInt64.self)
    (key + 28).storeBytes(of: quad.d.bigEndian, as: UInt64.self)
    cursor.seek(UnsafeRawBufferPointer(start: key, count: blockKeyBytes))
  }

  /// The first row in `from ..< to` that is not below `quad`.
  @inline(__always)
  package func lowerBound(_ quad: IDQuad, from: Int, to: Int) -> Int {
    var (low, high) = (from, to)
    while low < high {
      let middle = (low + high) / 2
      if self.quad(at: middle) < quad { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first row in `from ..< to` that is above `quad`.
  @inline(__always)
  package func upperBound(_ quad: IDQuad, from: Int, to: Int) -> Int {
    var (low, high) = (from, to)
    while low < high {
      let middle = (low + high) / 2
      if quad < self.quad(at: middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
