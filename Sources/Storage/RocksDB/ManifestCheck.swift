import Glibc

// Finds the damage of a manifest that RocksDB takes for the end of a crashed write.
//
// RocksDB reads a record that reaches behind the end of the file, or that has the type of a
// recycled log, as "the writer died here": it drops everything from there on without a word, and
// removes the files that only the dropped records named. One flipped bit in a length or a type
// would undo commits. Two facts tell damage from a crash. A record's checksum covers its type and
// payload, not its length: where the checksum fits a shorter payload that ends at the end of the
// file, or at another sound record, the length is what is wrong. And Sluice never recycles logs,
// so such a type is damage.
//
//     block of 32 KiB: records
//     record: crc32c of type and payload, masked (4)   length (2)   type (1)   payload
//
// Cost: the manifest is read once at open and hopped through. Everything else in it RocksDB checks.

enum ManifestCheck {
  private static let blockBytes = 32 << 10
  private static let headerBytes = 7

  /// Throws where the manifest of the store in `folder` would be cut short by damage.
  static func check(_ folder: String) throws(StorageError) {
    guard let name = read(folder + "/CURRENT") else { return }
    // A CURRENT that names no manifest is RocksDB's to refuse.
    let manifest = String(decoding: name.prefix { $0 != 10 }, as: UTF8.self)
    guard manifest.hasPrefix("MANIFEST-"), let bytes = read(folder + "/" + manifest) else { return }
    if let offset = damagedRecord(bytes) {
      throw .corrupted(detail: "\(manifest) has a damaged record at byte \(offset)")
    }
  }

  /// Where a log has a record that is damaged in a way that reads like its end.
  static func damagedRecord(_ log: [UInt8]) -> Int? {
    for block in stride(from: 0, to: log.count, by: blockBytes) {
      let end = min(block + blockBytes, log.count)
      var start = block
      while start + headerBytes <= end {
        let length = length(log, start)
        let type = log[start + 6]
        // Zeros are space that was reserved and never written.
        if type == 0 && length == 0 { break }
        if type > 4 { return start }
        let next = start + headerBytes + length
        if next > end {
          // In a full block RocksDB itself sees that the length is wrong.
          return end == log.count && hasShorterPayload(log, start, end: end) ? start : nil
        }
        start = next
      }
    }
    return nil
  }

  /// Whether the record's checksum fits a payload that is followed by a sound record or the end.
  private static func hasShorterPayload(_ log: [UInt8], _ start: Int, end: Int) -> Bool {
    let wanted = word(log, start)
    var crc = updated(.max, log[start + 6])
    var next = start + headerBytes
    while true {
      if masked(~crc) == wanted, next == end || isSound(log, next, end: end) { return true }
      if next == end { return false }
      crc = updated(crc, log[next])
      next += 1
    }
  }

  private static func isSound(_ log: [UInt8], _ start: Int, end: Int) -> Bool {
    guard start + headerBytes <= end else { return false }
    let next = start + headerBytes + length(log, start)
    guard next <= end else { return false }
    let crc = log[(start + 6)..<next].reduce(UInt32.max, updated)
    return masked(~crc) == word(log, start)
  }

  private static func length(_ log: [UInt8], _ start: Int) -> Int {
    Int(log[start + 4]) | Int(log[start + 5]) << 8
  }

  private static func word(_ log: [UInt8], _ index: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(log[index + $1]) << UInt32(8 * $1) }
  }

  /// CRC-32C (Castagnoli), bit by bit: at most one block is summed.
  private static func updated(_ crc: UInt32, _ byte: UInt8) -> UInt32 {
    var crc = crc ^ UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82f6_3b78 : crc >> 1 }
    return crc
  }

  /// RocksDB stores checksums turned and shifted, as they may stand inside data that is summed
  /// again.
  private static func masked(_ crc: UInt32) -> UInt32 { (crc >> 15 | crc << 17) &+ 0xa282_ead8 }

  /// The bytes of a file, or nil where it can't be read.
  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let size = max(Int(lseek(descriptor, 0, SEEK_END)), 0)
    var bytes = [UInt8](repeating: 0, count: size)
    return pread(descriptor, &bytes, size, 0) == size ? bytes : nil
  }
}
