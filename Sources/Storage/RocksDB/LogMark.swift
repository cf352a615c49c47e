import CRocksDBBridge

// The mark that stands in the write-ahead log behind each synced write.
//
//     magic (16)   the store's IDENTITY (some 36)   first log (8)   crc32c of all this (4)
//
// It is written after the sync has returned. So wherever it is read, all that stands before it in
// the logs from `first log` on was on disk, whatever a power cut has done to what follows. It is a
// blob of RocksDB's, recorded and not applied. The identity is a random name that RocksDB gives a
// database; it keeps those who write data from writing marks.

struct LogMark {
  static let magic: [UInt8] = [
    0x82, 0x52, 0x5a, 0xcb, 0xb1, 0x21, 0x9b, 0x3c,
    0x3c, 0x65, 0x9e, 0x81, 0xae, 0x91, 0x97, 0x80,
  ]
  private static let maximumIdentityBytes = 64
  /// The most that stands in front of a mark in its own record: the headers of two fragments, the
  /// batch's sequence number and count, and the blob's tag and length.
  static let maximumHeaderBytes = 2 * LogRecord.headerBytes + 14

  /// What the marks of a store begin with.
  private let name: [UInt8]

  /// The marks of the store in a folder.
  init(folder: String) {
    let identity = fileBytes(folder + "/IDENTITY") ?? []
    name = Self.magic + identity.prefix(Self.maximumIdentityBytes)
  }

  /// The bytes of a mark.
  var byteCount: Int { name.count + 12 }

  /// A mark that vouches for the logs from `firstLog` on.
  func bytes(firstLog: UInt64) -> [UInt8] {
    let summed = name + withUnsafeBytes(of: firstLog.littleEndian) { Array($0) }
    return summed
      + withUnsafeBytes(of: sluice_crc32c(0, summed, summed.count).littleEndian) { Array($0) }
  }

  /// Whether a mark in `bytes` vouches for a log.
  func vouches(for log: UInt64, in bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes
    while rest.count >= byteCount, let base = rest.baseAddress,
      let found = sluice_find(base, rest.count, name, name.count)
    {
      let start = base.distance(to: found)
      guard rest.count - start >= byteCount else { return false }
      let first = UInt64(
        littleEndian: rest.loadUnaligned(fromByteOffset: start + name.count, as: UInt64.self))
      let crc = UInt32(
        littleEndian: rest.loadUnaligned(fromByteOffset: start + name.count + 8, as: UInt32.self))
      // A mark whose end is torn may name any log.
      if first <= log, crc == sluice_crc32c(0, found, name.count + 8) { return true }
      rest = UnsafeRawBufferPointer(rebasing: rest[(start + 1)...])
    }
    return false
  }
}
