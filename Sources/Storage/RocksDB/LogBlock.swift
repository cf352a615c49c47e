import CRocksDBBridge
import Glibc

// The format that RocksDB's manifest and its write-ahead log share, and the reading of it.
//
//     log:    blocks of 32 KiB; the last one may be shorter
//     block:  records, then up to 6 zeros where no header fits
//     record: crc32c of type and payload, masked (4)   length (2)   type (1)   payload
//     type:   1 whole, 2 first, 3 middle, 4 last fragment
//
// What does not fit into the rest of a block is cut into fragments, so no record crosses a border.
// The checksum does not cover the length.

/// A record's header, and where in its block it stands.
struct LogRecord: Equatable {
  static let headerBytes = 7

  let start: Int
  let length: Int
  let type: UInt8
  let checksum: UInt32

  /// Where the next record starts, if the length is right.
  var end: Int { start + Self.headerBytes + length }
  /// Whether it goes on with what the record before has begun.
  var continues: Bool { type == 3 || type == 4 }
  /// Whether the next record goes on with it.
  var isContinued: Bool { type == 2 || type == 3 }
}

/// A block's bytes, which must outlive it.
struct LogBlock {
  static let byteCount = 32 << 10

  let bytes: UnsafeRawBufferPointer

  /// The record at `start`, or nil where no header fits.
  func record(at start: Int) -> LogRecord? {
    guard start + LogRecord.headerBytes <= bytes.count else { return nil }
    return LogRecord(
      start: start,
      length: Int(
        UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt16.self))),
      type: bytes[start + 6],
      checksum: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
  }

  /// Whether the record ends inside of the block and is what was written.
  func isSound(_ record: LogRecord) -> Bool {
    guard record.end <= bytes.count, 1...4 ~= record.type else { return false }
    return Self.masked(checksum(from: record.start + 6, to: record.end)) == record.checksum
  }

  /// CRC-32C of bytes that follow others whose checksum is `crc`.
  func checksum(_ crc: UInt32 = 0, from start: Int, to end: Int) -> UInt32 {
    sluice_crc32c(
      crc, UnsafeRawBufferPointer(rebasing: bytes[start..<end]).baseAddress, end - start)
  }

  /// RocksDB stores checksums turned and shifted, as they may stand inside data that is summed
  /// again.
  static func masked(_ crc: UInt32) -> UInt32 { (crc >> 15 | crc << 17) &+ 0xa282_ead8 }
}

/// A log on disk, read block by block: 32 KiB of memory.
struct LogFile: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private let buffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: LogBlock.byteCount, alignment: 8)
  private var end: Int

  /// Opens the log at the block that holds `offset`; nil where it is gone.
  init?(_ path: String, at offset: Int = 0) throws(StorageError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    let failure = errno
    end = offset / LogBlock.byteCount * LogBlock.byteCount
    guard descriptor < 0 else { return }
    if failure == ENOENT { return nil }
    throw .io(detail: "cannot open \"\(path)\": \(String(cString: strerror(failure)))")
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    buffer.deallocate()
  }

  /// The next block and where it starts, or nil at the end; it stays until the next call.
  mutating func next() throws(StorageError) -> (block: LogBlock, start: Int)? {
    var count = 0
    while count < buffer.count {
      let read = pread(
        descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).baseAddress,
        buffer.count - count, end + count)
      if read == 0 { break }
      if read > 0 {
        count += read
      } else if errno != EINTR {
        throw .io(detail: "cannot read \"\(path)\": \(String(cString: strerror(errno)))")
      }
    }
    guard count > 0 else { return nil }
    let start = end
    end += count
    return (LogBlock(bytes: UnsafeRawBufferPointer(rebasing: buffer[..<count])), start)
  }
}

/// The bytes of a small file, or nil where it can't be read.
func fileBytes(_ path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  let size = max(Int(lseek(descriptor, 0, SEEK_END)), 0)
  var bytes = [UInt8](repeating: 0, count: size)
  return pread(descriptor, &bytes, size, 0) == size ? bytes : nil
}
