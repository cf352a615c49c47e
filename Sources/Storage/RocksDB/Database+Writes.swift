import CRocksDB
import CRocksDBBridge

// Writes, one at a time, and the marks that follow synced ones in the write-ahead log (LogMark).

/// What the writes of an open database share; only with `monitor` held.
final class WriteLog: @unchecked Sendable {
  /// Held over a write, its sync and its mark: no other write may come before the mark, which would
  /// vouch for it.
  let monitor = Monitor()
  /// The first log that marks vouch for, or nil where it is to be asked.
  ///
  /// After an error a log may have a torn record and RocksDB goes on in another one, if at all.
  var firstLog: UInt64?
  /// Whether writes were not synced.
  var isUnsynced = false
}

extension Database {
  /// Applies a batch atomically; returns after it is on disk where `sync` says so.
  package func write(_ batch: borrowing WriteBatch, sync: Bool) throws(StorageError) {
    try checkWritable()
    let batch = batch.handle
    try log.monitor.withLock { () throws(StorageError) in
      try append(batch, sync: sync)
      log.isUnsynced = !sync
      if sync { putMark() }
    }
  }

  /// Deletes all keys of a family from `start` up to, but not with, `end`, and drops whole files of it.
  package func deleteRange(
    _ family: Family, from start: [UInt8], to end: [UInt8]
  ) throws(StorageError) {
    let batch = WriteBatch()
    batch.deleteRange(self, family, from: start, to: end)
    try write(batch, sync: false)
  }

  /// Makes all writes durable, before the database is closed.
  ///
  /// So every byte of a log that was closed in peace stands in front of a mark.
  func settleLog() {
    log.monitor.withLock {
      guard log.isUnsynced else { return }
      var message: UnsafeMutablePointer<CChar>?
      rocksdb_flush_wal(handle, 1, &message)
      // Nothing that was not synced was promised to be on disk; nobody is left to tell.
      if message == nil { putMark() } else { _ = Self.take(message) }
    }
  }

  /// Moves what the log holds into files where a later open would read it for longer than this takes.
  ///
  /// Readers cannot do it: they would read the log anew at each open.
  func shortenLog() {
    let bytes = Family.allCases.reduce(0) {
      $0 + Int(property("rocksdb.cur-size-all-mem-tables", $1) ?? 0)
    }
    guard bytes > Self.keptLogBytes else { return }
    let options: OpaquePointer? = rocksdb_flushoptions_create()
    defer { rocksdb_flushoptions_destroy(options) }
    for family in Family.allCases {
      var message: UnsafeMutablePointer<CChar>?
      rocksdb_flush_cf(handle, options, familyHandle(family), &message)
      // The log still has all of it.
      if message != nil { _ = Self.take(message) }
    }
  }

  /// Bytes of writes that may stay in the log when the database is closed: some 20 ms of each open.
  private static let keptLogBytes = 8 << 20

  private func append(_ batch: OpaquePointer, sync: Bool) throws(StorageError) {
    var message: UnsafeMutablePointer<CChar>?
    rocksdb_write(handle, sync ? syncedWriteOptions : writeOptions, batch, &message)
    if message != nil { log.firstLog = nil }
    try check(message)
  }

  /// Notes in the log that all before is on disk.
  private func putMark() {
    let first = log.firstLog ?? currentLog
    log.firstLog = first
    let batch = WriteBatch()
    batch.putLogData(mark.bytes(firstLog: first))
    // What it is about is done; a log without the mark is worse guarded and as good.
    do throws(StorageError) { try append(batch.handle, sync: false) } catch {}
  }

  /// The log that the next write goes to; where that cannot be told, one that vouches for none.
  var currentLog: UInt64 {
    let number = sluice_database_log_number(handle)
    return number == 0 ? .max : number
  }
}
