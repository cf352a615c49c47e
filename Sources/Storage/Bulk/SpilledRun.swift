import Glibc

// Sorted runs on disk, while a load is larger than its memory.
//
// A file an order: blocks as in a segment, each behind its length. Written once, read once, in order;
// then removed. A run takes about 2 bytes a quad and order, so spilling costs little beside parsing.

/// A sorted run in the temp folder.
final class SpilledRun: @unchecked Sendable {
  private let prefix: String
  private(set) var counts: [IndexOrder: Int] = [:]

  init(folder: String, number: Int, segment: UInt32) {
    prefix = "\(folder)/sluice-\(getpid())-\(segment)-run\(number)"
  }

  func path(_ order: IndexOrder) -> String { "\(prefix)-\(order).tmp" }

  /// Writes one order.
  func write(
    _ order: IndexOrder, _ quads: UnsafeMutableBufferPointer<CodeQuad>,
    idOfRank: UnsafeMutablePointer<UInt64>
  ) throws(StorageError) {
    counts[order] = quads.count
    let file = try SpillWriter(path: path(order))
    let encoder = QuadBlockEncoder()
    let columns = QuadColumns(capacity: maximumBlockRows)
    defer { columns.deallocate() }
    let positions = order.positions
    var start = 0
    while start < quads.count {
      let rows = min(maximumBlockRows, quads.count - start)
      for column in 0..<4 {
        let out = columns.columns[column]
        switch positions[column] {
        case 0: for i in 0..<rows { out[i] = idOfRank[Int(quads[start + i].subject)] }
        case 1: for i in 0..<rows { out[i] = idOfRank[Int(quads[start + i].predicate)] }
        case 2: for i in 0..<rows { out[i] = idOfRank[Int(quads[start + i].object)] }
        default: for i in 0..<rows { out[i] = idOfRank[Int(quads[start + i].graph)] }
        }
      }
      try file.append(encoder.encode(columns, first: 0, count: rows))
      start += rows
    }
    try file.finish()
  }

  /// Merges the files of several runs' order into one.
  static func merge(
    _ paths: [String], into path: String, memoryBytes: Int
  ) throws(StorageError) {
    let merge = try SpillMerge(paths, memoryBytes: memoryBytes)
    let file = try SpillWriter(path: path)
    let encoder = QuadBlockEncoder()
    let columns = QuadColumns(capacity: maximumBlockRows)
    defer { columns.deallocate() }
    var rows = 0
    while try merge.next() {
      var row = merge.first
      while row < merge.end {
        let taken = min(maximumBlockRows - rows, merge.end - row)
        columns.copy(merge.columns, from: row, count: taken, to: rows)
        rows += taken
        row += taken
        if rows == maximumBlockRows {
          try file.append(encoder.encode(columns, first: 0, count: rows))
          rows = 0
        }
      }
    }
    if rows > 0 { try file.append(encoder.encode(columns, first: 0, count: rows)) }
    try file.finish()
  }

  /// Deletes the run's files.
  func remove() { for order in counts.keys { unlink(path(order)) } }
}

/// Writes length-prefixed pieces to a file through one buffer.
final class SpillWriter {
  private let path: String
  private let descriptor: Int32
  private let buffer = UnsafeMutableRawPointer.allocate(
    byteCount: SpillWriter.bufferBytes, alignment: 16)
  private var used = 0
  static let bufferBytes = 1 << 20

  init(path: String) throws(StorageError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw systemError("cannot write \"\(path)\"") }
  }

  deinit {
    close(descriptor)
    buffer.deallocate()
  }

  /// Appends a piece; pieces are far below the buffer's size.
  func append(_ piece: UnsafeRawBufferPointer) throws(StorageError) {
    if used + 4 + piece.count > Self.bufferBytes { try flush() }
    (buffer + used).storeBytes(of: UInt32(piece.count), as: UInt32.self)
    UnsafeMutableRawBufferPointer(start: buffer + used + 4, count: piece.count).copyMemory(
      from: piece)
    used += 4 + piece.count
  }

  private func flush() throws(StorageError) {
    var written = 0
    while written < used {
      let count = Glibc.write(descriptor, buffer + written, used - written)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw systemError("cannot write \"\(path)\"") }
      written += count
    }
    used = 0
  }

  func finish() throws(StorageError) { try flush() }
}

/// The error of the last system call.
func systemError(_ what: String) -> StorageError {
  let code = errno
  let detail = "\(what): \(String(cString: strerror(code)))"
  return code == ENOSPC || code == EDQUOT ? .diskFull(detail: detail) : .io(detail: detail)
}

/// Reads a spilled order block by block; a source of the merge.
final class SpillReader {
  private let path: String
  private let descriptor: Int32
  private let buffer: UnsafeMutableRawPointer
  private let bufferBytes: Int
  private var position = 0
  private var filled = 0
  private let decoder = QuadBlockDecoder()
  let columns = QuadColumns(capacity: maximumBlockRows)
  /// Rows of the current block.
  private(set) var rows = 0
  /// The next row to be taken.
  var row = 0

  /// Bytes of a buffer for a reader that may take so many: a block at least, more than a mebibyte gains
  /// nothing.
  static func bufferBytes(_ bytes: Int) -> Int { min(max(bytes, 64 << 10), 1 << 20) }

  init(
    path: String, bufferBytes: Int = SpillReader.bufferBytes(.max)
  ) throws(StorageError) {
    self.path = path
    self.bufferBytes = bufferBytes
    buffer = .allocate(byteCount: bufferBytes, alignment: 16)
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemError("cannot read \"\(path)\"") }
  }

  deinit {
    close(descriptor)
    buffer.deallocate()
    columns.deallocate()
  }

  @inline(__always)
  func quad(at row: Int) -> IDQuad {
    columns.quad(at: row)
  }

  /// Goes to the next block; false at the end.
  func nextBlock() throws(StorageError) -> Bool {
    guard try hold(4) else { return false }
    let length = Int((buffer + position).loadUnaligned(as: UInt32.self))
    guard length + 4 <= bufferBytes, try hold(4 + length),
      let count = decoder.decode(
        UnsafeRawBufferPointer(start: buffer + position + 4, count: length), into: columns)
    else { throw .corrupted(detail: "the spilled run \"\(path)\" can't be read") }
    position += 4 + length
    rows = count
    row = 0
    return true
  }

  /// Makes `count` bytes available at `position`; false where the file ends before.
  private func hold(_ count: Int) throws(StorageError) -> Bool {
    if filled - position >= count { return true }
    memmove(buffer, buffer + position, filled - position)
    filled -= position
    position = 0
    while filled < count {
      let read = Glibc.read(descriptor, buffer + filled, bufferBytes - filled)
      if read < 0 && errno == EINTR { continue }
      guard read >= 0 else { throw systemError("cannot read \"\(path)\"") }
      if read == 0 { return false }
      filled += read
    }
    return true
  }
}
