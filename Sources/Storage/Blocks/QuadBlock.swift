// A block: up to 1,024 quads of one order, column by column.
//
//     0   version (1)          8   offset of column 1 (u16)    14  columns ...
//     1   reserved             10  offset of column 2          ... eight bytes of padding
//     2   rows (u16)           12  offset of column 3
//     4   distinct values of the first column (u16)
//     6   reserved
//
// Columns stand in the order of the index: s p o g for spog. The key of a block is the segment and its
// last quad, so that one forward seek finds the block in which a quad would be.

/// What a block's header says.
struct QuadBlockHeader {
  static let version: UInt8 = 1
  static let byteCount = 14
  static let paddingBytes = 8

  /// Rows in the block.
  var rows: Int
  /// Distinct values of its first column.
  var distinctFirst: Int
  /// Where columns 1, 2 and 3 start.
  var offsets: InlineArray<3, Int>

  /// Reads a header, or nil where the bytes are not a block.
  @inline(__always)
  init?(_ value: UnsafeRawBufferPointer) {
    guard value.count >= Self.byteCount + Self.paddingBytes + 4, let base = value.baseAddress,
      base.load(as: UInt8.self) == Self.version
    else { return nil }
    func field(_ offset: Int) -> Int {
      Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
    }
    rows = field(2)
    distinctFirst = field(4)
    offsets = [field(8), field(10), field(12)]
    let limit = value.count - Self.paddingBytes
    guard rows >= 1, rows <= maximumBlockRows, offsets[0] >= Self.byteCount,
      offsets[1] >= offsets[0], offsets[2] >= offsets[1], offsets[2] < limit
    else { return nil }
  }
}

/// Four columns of ids that blocks are decoded into and encoded from.
package struct QuadColumns {
  /// The columns, in the order of the index they belong to.
  package let columns: InlineArray<4, UnsafeMutablePointer<UInt64>>
  /// Rows that fit.
  package let capacity: Int

  package init(capacity: Int) {
    self.capacity = capacity
    columns = InlineArray { _ in
      let column = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
      column.initialize(repeating: 0, count: capacity)
      return column
    }
  }

  /// The quad at a row, its ids in the order of the columns.
  @inline(__always)
  package func quad(at row: Int) -> IDQuad {
    IDQuad(columns[0][row], columns[1][row], columns[2][row], columns[3][row])
  }

  /// Writes a quad, its ids in the order of the columns.
  @inline(__always)
  package func set(_ quad: IDQuad, at row: Int) {
    columns[0][row] = quad.a
    columns[1][row] = quad.b
    columns[2][row] = quad.c
    columns[3][row] = quad.d
  }

  /// Copies rows of other columns to those from `target` on.
  func copy(_ source: QuadColumns, from first: Int, count: Int, to target: Int) {
    for column in 0..<4 {
      (columns[column] + target).update(from: source.columns[column] + first, count: count)
    }
  }

  /// Of sorted rows, the one behind the stretch that starts at `row` and stays below `quad`: `row` itself is
  /// taken whatever it is, and `limit` ends it.
  ///
  /// Found by doubling steps: stretches are short where sources interleave.
  func gallop(to quad: IDQuad, from row: Int, limit: Int) -> Int {
    var step = 1
    var low = row
    var high = row + 1
    while high < limit, self.quad(at: high) < quad {
      low = high
      step *= 2
      high = min(high + step, limit)
    }
    var (from, to) = (low + 1, min(high, limit))
    while from < to {
      let middle = (from + to) / 2
      if self.quad(at: middle) < quad { from = middle + 1 } else { to = middle }
    }
    return from
  }

  /// Gives the memory back; the owner calls it once.
  package func deallocate() {
    for index in 0..<4 { columns[index].deallocate() }
  }
}

/// Encodes blocks; one a thread.
final class QuadBlockEncoder {
  private let columnEncoder = ColumnEncoder()
  private let buffer: UnsafeMutableRawPointer

  init() {
    buffer = .allocate(
      byteCount: QuadBlockHeader.byteCount + 4 * ColumnEncoder.maximumColumnBytes
        + QuadBlockHeader.paddingBytes, alignment: 8)
  }

  deinit { buffer.deallocate() }

  /// Encodes `count` rows, which are sorted and distinct, from row `first` on.
  ///
  /// The bytes are valid until the next call.
  func encode(_ columns: QuadColumns, first: Int, count: Int) -> UnsafeRawBufferPointer {
    precondition(count >= 1 && count <= maximumBlockRows, "a block has 1 to 1,024 rows")
    columnEncoder.startBlock()
    var target = buffer + QuadBlockHeader.byteCount
    let base = buffer
    for index in 0..<4 {
      if index > 0 {
        let offset = UInt16(target - base)
        (base + 6 + 2 * index).storeBytes(of: offset.littleEndian, as: UInt16.self)
      }
      target = columnEncoder.encode(columns.columns[index] + first, count: count, to: target)
    }
    base.storeBytes(of: QuadBlockHeader.version, as: UInt8.self)
    (base + 1).storeBytes(of: 0, as: UInt8.self)
    (base + 2).storeBytes(of: UInt16(count).littleEndian, as: UInt16.self)
    let distinct = distinctValues(columns.columns[0] + first, count: count)
    (base + 4).storeBytes(of: UInt16(distinct).littleEndian, as: UInt16.self)
    (base + 6).storeBytes(of: 0, as: UInt16.self)
    (target).initializeMemory(as: UInt8.self, repeating: 0, count: QuadBlockHeader.paddingBytes)
    return UnsafeRawBufferPointer(
      start: buffer, count: target - base + QuadBlockHeader.paddingBytes)
  }

  private func distinctValues(_ column: UnsafeMutablePointer<UInt64>, count: Int) -> Int {
    var distinct = 1
    for row in 1..<max(count, 1) where column[row] != column[row - 1] { distinct += 1 }
    return distinct
  }
}

/// Decodes blocks; one a thread.
package final class QuadBlockDecoder {
  private let columnDecoder = ColumnDecoder()

  package init() {}

  deinit { columnDecoder.deallocate() }

  /// Decodes a whole block into `columns` from row `first` on, its leading `columnCount` columns alone, and
  /// returns its rows, or nil where the bytes are not a block.
  package func decode(
    _ value: UnsafeRawBufferPointer, into columns: QuadColumns, at first: Int = 0,
    columnCount: Int = 4
  ) -> Int? {
    guard let header = QuadBlockHeader(value), let base = value.baseAddress,
      first + header.rows <= columns.capacity
    else { return nil }
    let rows = header.rows
    for column in 0..<columnCount {
      guard decode(column, of: header, base, limit: rows, into: columns.columns[column] + first)
      else { return nil }
    }
    return rows
  }

  /// The first value of a block's first column; `columns` are there to be written to.
  func firstValue(
    _ value: UnsafeRawBufferPointer, _ header: QuadBlockHeader, into columns: QuadColumns
  ) -> UInt64? {
    guard let base = value.baseAddress else { return nil }
    let start = base + QuadBlockHeader.byteCount
    if let first = columnDecoder.first(start) { return first }
    guard columnDecoder.decode(start, count: header.rows, limit: 1, into: columns.columns[0]) else {
      return nil
    }
    return columns.columns[0][0]
  }

  @inline(__always)
  private func decode(
    _ column: Int, of header: QuadBlockHeader, _ base: UnsafeRawPointer, from: Int = 0,
    limit: Int, into out: UnsafeMutablePointer<UInt64>
  ) -> Bool {
    let offset = column == 0 ? QuadBlockHeader.byteCount : header.offsets[column - 1]
    return columnDecoder.decode(
      base + offset, count: header.rows, from: from, limit: limit, into: out)
  }

  /// Decodes just the rows whose first `bound` columns are those of `prefix`, and returns them.
  ///
  /// Each column narrows the rows before the next is decoded, and none is decoded behind them: what a
  /// look-up needs, at a fraction of the cost. Rows before the range are not to be relied on.
  func decode(
    _ value: UnsafeRawBufferPointer, matching prefix: IDQuad, bound: Int, into columns: QuadColumns,
    columnCount: Int = 4
  ) -> (rows: Int, first: Int, end: Int)? {
    guard let header = QuadBlockHeader(value), let base = value.baseAddress,
      header.rows <= columns.capacity
    else { return nil }
    let wanted: InlineArray<4, UInt64> = [prefix.a, prefix.b, prefix.c, prefix.d]
    var (first, end) = (0, header.rows)
    var start = 0
    if let range = columnDecoder.find(
      prefix.a, base + QuadBlockHeader.byteCount, count: header.rows, into: columns.columns[0])
    {
      (first, end) = (range.lowerBound, range.upperBound)
      start = 1
    }
    for column in start..<columnCount where first < end {
      let out = columns.columns[column]
      guard decode(column, of: header, base, from: first, limit: end, into: out) else { return nil }
      guard column < bound else { continue }
      first = lowerBound(out, wanted[column], from: first, to: end)
      end = upperBound(out, wanted[column], from: first, to: end)
    }
    return (header.rows, first, end)
  }

  private func lowerBound(
    _ column: UnsafeMutablePointer<UInt64>, _ value: UInt64, from: Int, to: Int
  ) -> Int {
    var (low, high) = (from, to)
    while low < high {
      let middle = (low + high) / 2
      if column[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func upperBound(
    _ column: UnsafeMutablePointer<UInt64>, _ value: UInt64, from: Int, to: Int
  ) -> Int {
    var (low, high) = (from, to)
    while low < high {
      let middle = (low + high) / 2
      if value < column[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
