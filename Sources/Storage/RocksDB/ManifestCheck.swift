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
// Cost: the manifest is read once at open and hopped through. Everything else in it RocksDB checks.

enum ManifestCheck {
  /// Throws where the manifest of the store in `folder` would be cut short by damage.
  static func check(_ folder: String) throws(StorageError) {
    guard let name = fileBytes(folder + "/CURRENT") else { return }
    // A CURRENT that names no manifest is RocksDB's to refuse.
    let manifest = String(decoding: name.prefix { $0 != 10 }, as: UTF8.self)
    guard manifest.hasPrefix("MANIFEST-"), let bytes = fileBytes(folder + "/" + manifest) else {
      return
    }
    if let offset = damagedRecord(bytes) {
      throw .corrupted(detail: "\(manifest) has a damaged record at byte \(offset)")
    }
  }

  /// Where a log has a record that is damaged in a way that reads like its end.
  static func damagedRecord(_ log: [UInt8]) -> Int? {
    log.withUnsafeBytes { log in
      for start in stride(from: 0, to: log.count, by: LogBlock.byteCount) {
        let end = min(start + LogBlock.byteCount, log.count)
        let block = LogBlock(bytes: UnsafeRawBufferPointer(rebasing: log[start..<end]))
        switch look(block, isLast: end == log.count) {
        case .sound: continue
        case .cut: return nil
        case .damaged(let place): return start + place
        }
      }
      return nil
    }
  }

  private enum Finding {
    case sound
    /// Cut off by a crash, or refused by RocksDB itself.
    case cut
    case damaged(Int)
  }

  private static func look(_ block: LogBlock, isLast: Bool) -> Finding {
    var place = 0
    while let record = block.record(at: place) {
      // Zeros are space that was reserved and never written.
      if record.type == 0 && record.length == 0 { break }
      if record.type > 4 { return .damaged(place) }
      if record.end > block.bytes.count {
        // In a full block RocksDB itself sees that the length is wrong.
        return isLast && hasShorterPayload(block, record) ? .damaged(place) : .cut
      }
      place = record.end
    }
    return .sound
  }

  /// Whether the record's checksum fits a payload that is followed by a sound record or the end.
  private static func hasShorterPayload(_ block: LogBlock, _ record: LogRecord) -> Bool {
    let end = block.bytes.count
    var next = record.start + LogRecord.headerBytes
    var crc = block.checksum(from: next - 1, to: next)
    while true {
      if LogBlock.masked(crc) == record.checksum,
        next == end || block.record(at: next).map(block.isSound) == true
      {
        return true
      }
      if next == end { return false }
      crc = block.checksum(crc, from: next, to: next + 1)
      next += 1
    }
  }
}
