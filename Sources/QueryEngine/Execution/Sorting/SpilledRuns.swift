// Sorted runs on disk.
//
//     chunk   column │ column │ ... │ keys of a condition │ ...
//     keys    0                                                   the key of the row before
//             1  head (8)  shared (varint)  rest (varint)  bytes  a text shares its beginning with the one before
//
// Keys are written too: to merge, nothing is decoded.

import SPARQL
import Storage

/// Sorted runs in one spill file; one thread.
final class SpilledRuns {
  /// Rows of a run that are read together.
  struct Chunk {
    var start: Int
    var bytes: Int
    var rows: Int
    /// Bytes of the keys' texts once they are read.
    var textBytes: Int
  }

  let conditions: [SortColumn]
  private let file: SpillFile
  private let width: Int
  private let context: EvaluationContext
  private var runs: [[Chunk]] = []
  private var buffer: [UInt8] = []

  static let chunkRows = 1_024
  /// Bytes of texts after which a chunk takes no more rows.
  private static let chunkTextBytes = 256 << 10

  init(
    width: Int, _ conditions: [SortColumn], _ context: EvaluationContext
  ) throws(QueryError) {
    self.width = width
    self.conditions = conditions
    self.context = context
    file = try SpillFile(folder: context.control.temporaryFolder)
  }

  /// Writes the rows of a run in order.
  func append(_ run: SortRun, _ order: [Int32]) throws(QueryError) {
    var chunks: [Chunk] = []
    var place = 0
    while place < order.count {
      try context.control.check()
      let (end, textBytes) = chunkEnd(run, order, from: place)
      let rows = order[place..<end]
      buffer.removeAll(keepingCapacity: true)
      for source in run.rows.columns {
        for row in rows {
          withUnsafeBytes(of: source[Int(row)].littleEndian) { buffer.append(contentsOf: $0) }
        }
      }
      for condition in conditions.indices { appendKeys(run, condition, rows) }
      let start = try file.append(buffer)
      chunks.append(
        Chunk(start: start, bytes: buffer.count, rows: rows.count, textBytes: textBytes))
      place += rows.count
    }
    if !chunks.isEmpty { runs.append(chunks) }
  }

  /// Where a chunk ends that starts at `place`, and how many bytes of texts it has.
  private func chunkEnd(_ run: SortRun, _ order: [Int32], from place: Int) -> (Int, Int) {
    var (end, bytes) = (place, 0)
    while end < order.count, end - place < Self.chunkRows, bytes < Self.chunkTextBytes {
      for condition in conditions.indices { bytes += run.key(condition, order[end]).count }
      end += 1
    }
    return (end, bytes)
  }

  private func appendKeys(_ run: SortRun, _ condition: Int, _ rows: ArraySlice<Int32>) {
    var last = SortKey.unbound
    var isFirst = true
    for row in rows {
      let key = run.key(condition, row)
      if !isFirst, key.id == last.id {
        buffer.append(0)
        continue
      }
      buffer.append(1)
      withUnsafeBytes(of: key.head.littleEndian) { buffer.append(contentsOf: $0) }
      var shared = 0
      if !isFirst, let text = key.text, let before = last.text {
        let most = min(key.count, last.count)
        while shared < most, text[shared] == before[shared] { shared += 1 }
      }
      appendVarint(shared)
      appendVarint(key.count - shared)
      if let text = key.text {
        buffer.append(
          contentsOf: UnsafeBufferPointer(start: text + shared, count: key.count - shared))
      }
      last = key
      isFirst = false
    }
  }

  private func appendVarint(_ value: Int) {
    var left = value
    while left >= 0x80 {
      buffer.append(UInt8(truncatingIfNeeded: left) | 0x80)
      left >>= 7
    }
    buffer.append(UInt8(left))
  }

  /// The runs, each to be read from its start.
  func sources() throws(QueryError) -> [SortedSource] {
    var sources: [SortedSource] = []
    for chunks in runs {
      sources.append(
        try SpilledSource(
          self, chunks, width: width, conditions: conditions.count, context.control))
    }
    return sources
  }

  /// Reads a chunk.
  func read(_ chunk: Chunk, into rows: RowTable, _ keys: [SpilledKeys]) throws(QueryError) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk.bytes, alignment: 8)
    defer { memory.deallocate() }
    try file.read(memory, from: chunk.start)
    var place = 0
    let columnBytes = chunk.rows * MemoryLayout<UInt64>.stride
    for column in rows.columns {
      UnsafeMutableRawBufferPointer(start: column, count: columnBytes)
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[place..<place + columnBytes]))
      place += columnBytes
    }
    rows.count = chunk.rows
    let bytes = UnsafeRawBufferPointer(memory)
    for key in keys { key.read(bytes, &place, rows: chunk.rows) }
  }
}

/// The keys of a chunk for one condition.
final class SpilledKeys {
  private var heads: [UInt64] = []
  private var starts: [Int] = []
  private var lengths: [Int] = []
  private let texts = TextArena()

  /// Reads the keys of `rows` rows from `place` on.
  func read(_ bytes: UnsafeRawBufferPointer, _ place: inout Int, rows: Int) {
    heads.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    texts.removeAll()
    var (head, start, length): (UInt64, Int, Int) = (0, 0, 0)
    for _ in 0..<rows {
      let isNew = bytes[place] != 0
      place += 1
      if isNew {
        head = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        place += 8
        let shared = varint(bytes, &place)
        let rest = varint(bytes, &place)
        let suffix = UnsafeRawBufferPointer(rebasing: bytes[place..<place + rest])
        start = texts.append(sharing: shared, of: start, suffix)
        length = shared + rest
        place += rest
      }
      heads.append(head)
      starts.append(start)
      lengths.append(length)
    }
  }

  @inline(__always)
  private func varint(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) -> Int {
    var (value, shift) = (0, 0)
    while true {
      let byte = bytes[place]
      place += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  /// The key of a row, whose term is `id`.
  @inline(__always)
  func key(_ row: Int, id: UInt64) -> SortKey {
    SortKey(id: id, head: heads[row], text: texts.pointer(starts[row]), count: lengths[row])
  }
}
