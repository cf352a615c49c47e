import Glibc

// Finds damage in the write-ahead log that RocksDB takes for the end of a crashed write.
//
// RocksDB replays the log up to the first record that is not sound, and drops the rest without a
// word. After a power cut that is right: what was not synced may be torn or have holes, in any
// order. But a flipped bit would undo commits that were on disk. The marks behind synced writes
// (LogMark) tell the two apart: what is not sound in front of a mark was on disk, so it is damage.
// Without a mark behind it, it may be a torn end and is RocksDB's to cut.
//
//     a  a  S  M  a  a  S  M  a  a      a: write, S: synced write, M: mark
//     └──── damage ─────┘  └ torn ┘
//
// Marks are searched in the raw bytes, since a damaged length hides where records start. Their
// bytes stand together but for one place: at the border of a block a header may stand inside. A
// mark does not vouch for its own record, of which a power cut may leave the end alone. Logs of
// earlier sessions, which RocksDB has replayed and not yet removed, are older than the mark's first
// log and may end torn.
//
// Not told apart from a torn end: damage of the last synced write where a power cut took its mark.
//
// Cost: one read of the logs, 30 to 45 ms for 100 MB that the system has in memory.

enum LogCheck {
  /// Throws where the logs of the store in `folder` are damaged in front of a mark.
  static func check(_ folder: String) throws(StorageError) {
    let mark = LogMark(folder: folder)
    let logs = logs(in: folder)
    for (index, log) in logs.enumerated() {
      guard let damage = try firstDamage(log.path) else { continue }
      for (later, next) in logs[index...].enumerated() {
        let isMarked = try isMarked(
          next.path, from: later == 0 ? damage + LogMark.maximumHeaderBytes + 1 : 0, mark,
          for: log.number)
        // A store that another process writes may have been read in the middle of a write. All that
        // stands before the mark is written by now.
        if isMarked, try firstDamage(log.path) == damage {
          throw .corrupted(
            detail: "\(log.name) has a damaged record at byte \(damage), which had been on disk")
        }
      }
    }
  }

  private struct Log {
    let number: UInt64
    let name: String
    let path: String
  }

  /// The write-ahead logs in the order of writing.
  private static func logs(in folder: String) -> [Log] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var logs: [Log] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasSuffix(".log"), let number = UInt64(name.dropLast(4)) else { continue }
      logs.append(Log(number: number, name: name, path: folder + "/" + name))
    }
    return logs.sorted { $0.number < $1.number }
  }

  /// Where a log has the first bytes that its writer did not leave so.
  static func firstDamage(_ path: String) throws(StorageError) -> Int? {
    guard var file = try LogFile(path) else { return nil }
    var isInside = false
    var end = 0
    while let (block, start) = try file.next() {
      var place = 0
      while let record = block.record(at: place) {
        guard block.isSound(record), record.continues == isInside else { return start + place }
        isInside = record.isContinued
        place = record.end
      }
      // Zeros fill a block up to its border only.
      let isFull = block.bytes.count == LogBlock.byteCount
      let rest = block.bytes[place...]
      if !rest.isEmpty, !isFull || rest.contains(where: { $0 != 0 }) { return start + place }
      end = start + block.bytes.count
    }
    return isInside ? end : nil
  }

  /// Whether a mark that starts at `offset` or behind vouches for the log of a number.
  private static func isMarked(
    _ path: String, from offset: Int, _ mark: LogMark, for number: UInt64
  ) throws(StorageError) -> Bool {
    guard var file = try LogFile(path, at: offset) else { return false }
    var tail: [UInt8] = []
    while let (block, start) = try file.next() {
      let bytes = UnsafeRawBufferPointer(rebasing: block.bytes.dropFirst(max(offset - start, 0)))
      if mark.vouches(for: number, in: bytes) { return true }
      // A mark in two fragments, without the header between them.
      let joined = tail + bytes.dropFirst(LogRecord.headerBytes).prefix(mark.byteCount)
      if !tail.isEmpty, joined.withUnsafeBytes({ mark.vouches(for: number, in: $0) }) {
        return true
      }
      tail = Array(bytes.suffix(mark.byteCount))
    }
    return false
  }
}
