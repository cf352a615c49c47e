import CRocksDB
import CRocksDBBridge
import Glibc

/// Writes one key-sorted SST file for a later ingest.
///
/// Keys must arrive in strictly increasing order; a duplicate or a step back is an error of RocksDB and
/// means that the sort upstream is wrong. Nothing is visible to readers until the file is ingested.
/// `finish` syncs the file. A writer that is dropped unfinished deletes its file. Memory: O(1).
package final class SSTWriter {
  package let family: Family
  package let path: String
  private let writer: OpaquePointer
  private let environment: OpaquePointer
  private let database: Database
  private var isFinished = false
  /// Keys written.
  package private(set) var count = 0

  package init(_ database: Database, family: Family, path: String) throws(StorageError) {
    self.database = database
    self.family = family
    self.path = path
    environment = rocksdb_envoptions_create()
    writer = rocksdb_sstfilewriter_create(environment, database.familyOptions(family))
    var message: UnsafeMutablePointer<CChar>?
    rocksdb_sstfilewriter_open(writer, path, &message)
    try database.check(message)
  }

  deinit {
    if !isFinished { unlink(path) }
    rocksdb_sstfilewriter_destroy(writer)
    rocksdb_envoptions_destroy(environment)
  }

  /// Adds a key behind all earlier ones.
  package func put(
    key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) throws(StorageError) {
    var message: UnsafeMutablePointer<CChar>?
    rocksdb_sstfilewriter_put(
      writer, key.baseAddress?.assumingMemoryBound(to: CChar.self), key.count,
      value.baseAddress?.assumingMemoryBound(to: CChar.self), value.count, &message)
    count += 1
    try database.check(message)
  }

  /// Bytes written so far.
  package var fileBytes: Int {
    var size: UInt64 = 0
    rocksdb_sstfilewriter_file_size(writer, &size)
    return Int(size)
  }

  /// Completes and syncs the file.
  ///
  /// An empty writer leaves no file and returns nil.
  package func finish() throws(StorageError) -> (family: Family, path: String)? {
    guard count > 0 else { return nil }
    var message: UnsafeMutablePointer<CChar>?
    var length = 0
    let checksum = sluice_sstfilewriter_finish(writer, &length, &message)
    defer { free(checksum) }
    try database.check(message)
    database.pendingChecksums.put(
      [UInt8](UnsafeRawBufferPointer(start: checksum, count: length)), path: path)
    isFinished = true
    return (family, path)
  }
}

extension SSTWriter {
  /// Adds a key behind all earlier ones.
  func put(key: [UInt8], value: UnsafeRawBufferPointer) throws(StorageError) {
    // Typed throws do not pass through withUnsafeBytes, so the error is carried out by hand.
    var failure: StorageError?
    key.withUnsafeBytes { key in
      do throws(StorageError) { try put(key: key, value: value) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Adds a small record behind all earlier keys.
  func put(key: [UInt8], value: [UInt8]) throws(StorageError) {
    var failure: StorageError?
    value.withUnsafeBytes { value in
      do throws(StorageError) { try put(key: key, value: value) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
