// Packs sorted quads of one order into blocks and writes them as SST files of a segment.

/// Rows a block is filled with: large enough to pack well, small enough that a point look-up decodes little.
package let segmentBlockRows = 512

/// The key of a block: its segment and its last quad.
@inline(__always)
func writeBlockKey(
  segment: UInt32, _ columns: QuadColumns, row: Int, to key: UnsafeMutableRawPointer
) {
  key.storeBytes(of: segment.bigEndian, as: UInt32.self)
  for column in 0..<4 {
    (key + 4 + 8 * column).storeBytes(
      of: columns.columns[column][row].bigEndian, as: UInt64.self)
  }
}

/// Bytes of a block's key.
let blockKeyBytes = 36

/// Writes one order of one segment; quads come in sorted and distinct.
final class SegmentOrderWriter {
  private let database: Database
  let order: IndexOrder
  private let segment: UInt32
  private let folder: String
  private let encoder = QuadBlockEncoder()
  private let columns = QuadColumns(capacity: segmentBlockRows)
  private let key = UnsafeMutableRawPointer.allocate(byteCount: blockKeyBytes, alignment: 8)
  private var rows = 0
  private var writer: SSTWriter?
  private(set) var files: [(family: Family, path: String)] = []
  private(set) var quadCount = 0
  private var counter: SegmentCounter

  /// Bytes after which a new file is begun, so that the last ones can be read while others are written.
  private static let fileBytes = 256 << 20

  init(_ database: Database, order: IndexOrder, segment: UInt32, folder: String) {
    self.database = database
    self.order = order
    self.segment = segment
    self.folder = folder
    counter = SegmentCounter(order: order)
  }

  deinit {
    columns.deallocate()
    key.deallocate()
  }

  /// Adds quads that are ranks of `idOfRank`, in the order of this index.
  func append(
    _ quads: UnsafeMutablePointer<CodeQuad>, count: Int, idOfRank: UnsafeMutablePointer<UInt64>
  ) throws(StorageError) {
    let positions = order.positions
    var start = 0
    while start < count {
      let taken = min(segmentBlockRows - rows, count - start)
      for column in 0..<4 {
        let out = columns.columns[column] + rows
        let source = quads + start
        switch positions[column] {
        case 0: for i in 0..<taken { out[i] = idOfRank[Int(source[i].subject)] }
        case 1: for i in 0..<taken { out[i] = idOfRank[Int(source[i].predicate)] }
        case 2: for i in 0..<taken { out[i] = idOfRank[Int(source[i].object)] }
        default: for i in 0..<taken { out[i] = idOfRank[Int(source[i].graph)] }
        }
      }
      rows += taken
      start += taken
      if rows == segmentBlockRows { try flush() }
    }
  }

  /// Adds rows of columns that are in the order of this index.
  func append(_ source: QuadColumns, from first: Int, to end: Int) throws(StorageError) {
    var start = first
    while start < end {
      let taken = min(segmentBlockRows - rows, end - start)
      columns.copy(source, from: start, count: taken, to: rows)
      rows += taken
      start += taken
      if rows == segmentBlockRows { try flush() }
    }
  }

  private func flush() throws(StorageError) {
    guard rows > 0 else { return }
    let value = encoder.encode(columns, first: 0, count: rows)
    writeBlockKey(segment: segment, columns, row: rows - 1, to: key)
    if writer == nil {
      writer = try SSTWriter(
        database, family: order.family,
        path: "\(folder)/\(segment)-\(order)-\(files.count).sst")
    }
    try writer?.put(key: UnsafeRawBufferPointer(start: key, count: blockKeyBytes), value: value)
    counter.count(columns, rows: rows)
    quadCount += rows
    rows = 0
    if let writer, writer.fileBytes > Self.fileBytes { try closeFile() }
  }

  private func closeFile() throws(StorageError) {
    if let file = try writer?.finish() { files.append(file) }
    writer = nil
  }

  /// Writes what is left and syncs the files; returns what was counted on the way.
  func finish() throws(StorageError) -> SegmentCounter {
    try flush()
    try closeFile()
    counter.finish()
    return counter
  }
}

/// Counts predicates, distinct subjects and objects, and graphs while an order is written.
struct SegmentCounter {
  private let order: IndexOrder
  private var current: UInt64?
  private var lastSecond: UInt64 = 0
  private var quads = 0
  private var distinct = 0
  /// By predicate (psog: quads and distinct subjects; posg: distinct objects).
  private(set) var predicates: [UInt64: (quads: Int, distinct: Int)] = [:]
  /// Quads by graph, from spog.
  private(set) var graphs: [UInt64: Int] = [:]

  init(order: IndexOrder) { self.order = order }

  mutating func count(_ columns: QuadColumns, rows: Int) {
    switch order {
    case .psog, .posg: countPredicates(columns.columns[0], columns.columns[1], rows: rows)
    case .spog: countGraphs(columns.columns[3], rows: rows)
    default: break
    }
  }

  private mutating func countPredicates(
    _ first: UnsafeMutablePointer<UInt64>, _ second: UnsafeMutablePointer<UInt64>, rows: Int
  ) {
    for row in 0..<rows {
      if first[row] != current {
        finish()
        current = first[row]
        lastSecond = ~second[row]
      }
      quads += 1
      if second[row] != lastSecond {
        distinct += 1
        lastSecond = second[row]
      }
    }
  }

  private mutating func countGraphs(_ column: UnsafeMutablePointer<UInt64>, rows: Int) {
    var row = 0
    while row < rows {
      var end = row + 1
      while end < rows, column[end] == column[row] { end += 1 }
      graphs[column[row], default: 0] += end - row
      row = end
    }
  }

  mutating func finish() {
    if let current { predicates[current] = (quads, distinct) }
    current = nil
    quads = 0
    distinct = 0
  }
}
