// Walks the blocks of one order of one segment between two quads.
//
// Blocks come from memory where the order is resident, else from RocksDB; what comes from there is counted,
// as much read orders become resident.

/// A cursor over a segment's quads in one order; one thread.
///
/// `columns` hold the current block, and the rows `first ..< end` of it lie in the range. A block costs
/// a step and a decode; rows outside the range are cut off by binary search.
package final class SegmentCursor {
  private var source: BlockSource
  private let decoder = QuadBlockDecoder()
  package let columns = QuadColumns(capacity: maximumBlockRows)
  private var upper: IDQuad
  private var lower: IDQuad
  /// How many leading columns are decoded; fewer than four only where the range says nothing of the others,
  /// and nobody else compares the quads.
  private let columnCount: Int
  /// Leading columns that the range binds to one value each, where it binds nothing else; 0 otherwise.
  private var boundColumns = 0
  private var isStarted = false
  /// Whether the range ends inside the current block, so that no other needs to be looked at.
  private var isAtEnd = false
  /// Rows of the current block; 0 for none.
  private(set) var blockRows = 0
  /// A quad that is above the block before and not above the rest of this one, and this one's last.
  private var blockFirst = IDQuad.lowest
  private var blockLast = IDQuad.lowest
  /// Whether only the rows of an earlier range were decoded.
  private var isPartial = false
  /// How often rows of the current block were decoded for one range alone.
  private var partialDecodes = 0
  /// The first row in range.
  package private(set) var first = 0
  /// The row behind the last in range.
  package private(set) var end = 0

  init(_ source: consuming BlockSource, lower: IDQuad, upper: IDQuad, columnCount: Int = 4) {
    self.source = source
    self.columnCount = columnCount
    self.lower = lower
    self.upper = upper
    boundColumns = Self.boundColumns(lower, upper)
  }

  deinit { columns.deallocate() }

  /// The quad at a row of the current block.
  @inline(__always)
  package func quad(at row: Int) -> IDQuad {
    columns.quad(at: row)
  }

  /// Starts over from another lower bound.
  func skip(to quad: IDQuad) { skip(to: quad, upTo: upper) }

  /// Starts over with another range.
  ///
  /// Where its front lies in the current block, nothing is read.
  func skip(to lower: IDQuad, upTo upper: IDQuad) {
    self.lower = lower
    self.upper = upper
    boundColumns = Self.boundColumns(lower, upper)
    isStarted = false
    isAtEnd = false
  }

  /// How many leading columns a range says something of: those behind may hold anything when quads are
  /// compared with its ends.
  static func depth(_ lower: IDQuad, _ upper: IDQuad) -> Int {
    if lower.d != 0 || upper.d != .max { return 4 }
    if lower.c != 0 || upper.c != .max { return 3 }
    if lower.b != 0 || upper.b != .max { return 2 }
    return lower.a != 0 || upper.a != .max ? 1 : 0
  }

  private static func boundColumns(_ lower: IDQuad, _ upper: IDQuad) -> Int {
    guard lower.a == upper.a, lower.d == 0, upper.d == .max else { return 0 }
    if lower.b == upper.b {
      if lower.c == upper.c { return 3 }
      return lower.c == 0 && upper.c == .max ? 2 : 0
    }
    return lower.b == 0 && upper.b == .max && lower.c == 0 && upper.c == .max ? 1 : 0
  }

  /// Goes to the next block with rows in range; false at the end.
  package func nextBlock() throws(StorageError) -> Bool {
    if isAtEnd { return false }
    if isStarted {
      try step()
    } else {
      isStarted = true
      if covers(lower) {
        if try cutAgain() { return true }
        if isAtEnd { return false }
        try step()
      } else {
        // Until a block is decoded there is none: a read that fails must not leave the old rows behind
        // new borders.
        blockRows = 0
        partialDecodes = 0
        try source.seek(lower)
        blockFirst = lower
      }
    }
    while let last = try source.last() {
      blockLast = last
      if boundColumns > 0 ? try decodeRange() : try decodeAndCut() { return true }
      if isAtEnd { return false }
      try step()
    }
    blockRows = 0
    isAtEnd = true
    return false
  }

  /// Goes to the block behind the current one, whose quads are all above the current one's last.
  private func step() throws(StorageError) {
    (blockRows, partialDecodes) = (0, 0)
    blockFirst = blockLast
    blockFirst.d &+= 1
    try source.next()
  }

  /// Whether the current block is where `quad` stands or would stand.
  @inline(__always)
  private func covers(_ quad: IDQuad) -> Bool {
    blockRows > 0 && !(quad < blockFirst) && !(blockLast < quad)
  }

  /// Bytes of the current block in a file, its key included.
  var blockBytes: Int { source.value.count + blockKeyBytes }

  private var damage: StorageError {
    .corrupted(detail: "a block of segment \(source.segment) can't be read")
  }

  /// Cuts the block that the cursor still stands on to another range.
  ///
  /// Decoding a range costs a third of decoding all, so a block that is asked often is decoded whole.
  private func cutAgain() throws(StorageError) -> Bool {
    if !isPartial { return cut() }
    if boundColumns > 0, partialDecodes < Self.partialDecodesOfBlock { return try decodeRange() }
    return try decodeAndCut()
  }

  private static let partialDecodesOfBlock = 2

  private func decodeAndCut() throws(StorageError) -> Bool {
    try decodeAll()
    return cut()
  }

  private func decodeAll() throws(StorageError) {
    blockRows = 0
    guard let rows = decoder.decode(source.value, into: columns, columnCount: columnCount) else {
      throw damage
    }
    blockRows = rows
    isPartial = false
  }

  /// Decodes just the rows of a range that binds leading columns.
  private func decodeRange() throws(StorageError) -> Bool {
    blockRows = 0
    guard
      let range = decoder.decode(
        source.value, matching: lower, bound: boundColumns, into: columns, columnCount: columnCount)
    else { throw damage }
    blockRows = range.rows
    isPartial = true
    partialDecodes += 1
    (first, end) = (range.first, range.end)
    if !(blockLast < upper) { isAtEnd = true }
    return first < end
  }

  /// Cuts the decoded block to the range; false where no row of it is inside.
  @inline(__always)
  private func cut() -> Bool {
    first = quad(at: 0) < lower ? lowerBound(lower, from: 0, to: blockRows) : 0
    end = blockRows
    if !(blockLast < upper) {
      end = upperBound(upper, from: first, to: blockRows)
      isAtEnd = true
    }
    return first < end
  }

  /// Whether the segment holds a quad; stays on the block it was looked up in.
  func contains(_ quad: IDQuad) throws(StorageError) -> Bool {
    if !covers(quad) {
      skip(to: quad, upTo: .highest)
      guard try nextBlock() else { return false }
    } else if isPartial {
      try decodeAll()
    }
    let row = lowerBound(quad, from: 0, to: blockRows)
    return row < blockRows && self.quad(at: row) == quad
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
