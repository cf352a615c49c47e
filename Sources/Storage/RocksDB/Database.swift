import CRocksDB
import CRocksDBBridge
import Glibc

// The open RocksDB database: families, options, snapshots, point reads, writes, ingests.
//
// RocksDB's handles are safe to use from several threads; that is what the unchecked conformances say.
// Every C call that can fail returns a malloc'ed message, which `check` turns into a StorageError.

/// An open database; closed by `deinit`, after every iterator and snapshot is gone.
package final class Database: @unchecked Sendable {
  package let path: String
  package let tuning: StoreTuning
  /// Held where the database is open for reading.
  private let readerLock: ReaderLock?
  /// Held where it is open for writing.
  private let writerPlace: WriterPlace?
  let handle: OpaquePointer
  private let families: [OpaquePointer]
  private let familyOptions: [OpaquePointer]
  private let cache: OpaquePointer
  private let options: OpaquePointer
  let readOptions: OpaquePointer
  let writeOptions: OpaquePointer
  let syncedWriteOptions: OpaquePointer
  /// Kept as long as the database, which writes through it.
  private let environment: UnsyncedLossEnvironment?
  let pendingChecksums = PendingChecksums()
  let log = WriteLog()
  let mark: LogMark

  /// How a database is opened.
  package enum Opening: Sendable {
    /// For writing, and made.
    case create
    /// For writing, by this process alone.
    case write
    /// For reading: no file changes, and other processes may read too.
    case read
  }

  /// Opens the database at `path`; `environment` is for tests.
  package init(
    path: String, tuning: StoreTuning, _ opening: Opening,
    environment: UnsyncedLossEnvironment? = nil
  ) throws(StorageError) {
    self.path = path
    writerPlace = opening == .read ? nil : try WriterPlace(folder: path)
    readerLock = opening == .read ? try ReaderLock(folder: path) : nil
    self.environment = environment
    self.tuning = tuning
    let cache: OpaquePointer = rocksdb_cache_create_lru(tuning.cacheBytes)
    self.cache = cache
    options = Self.databaseOptions(tuning, cache: cache, create: opening == .create)
    familyOptions = Family.allCases.map {
      Self.familyOptions($0, tuning: tuning, cache: cache)
    }
    if let environment {
      for set in familyOptions + [options] { sluice_options_set_test_env(set, environment.handle) }
    }
    readOptions = rocksdb_readoptions_create()
    writeOptions = rocksdb_writeoptions_create()
    syncedWriteOptions = rocksdb_writeoptions_create()
    rocksdb_writeoptions_set_sync(syncedWriteOptions, 1)

    let names = Family.allCases.map { strdup($0.name) }
    defer { for name in names { free(name) } }
    var namePointers: [UnsafePointer<CChar>?] = names.map { UnsafePointer($0) }
    var optionPointers: [OpaquePointer?] = familyOptions
    var handles = [OpaquePointer?](repeating: nil, count: names.count)
    var message: UnsafeMutablePointer<CChar>?
    let opened =
      opening == .read
      ? rocksdb_open_for_read_only_column_families(
        options, path, Int32(names.count), &namePointers, &optionPointers, &handles, 0, &message)
      : rocksdb_open_column_families(
        options, path, Int32(names.count), &namePointers, &optionPointers, &handles, &message)
    guard let opened, message == nil else {
      for option in familyOptions { rocksdb_options_destroy(option) }
      rocksdb_options_destroy(options)
      rocksdb_cache_destroy(cache)
      rocksdb_readoptions_destroy(readOptions)
      rocksdb_writeoptions_destroy(writeOptions)
      rocksdb_writeoptions_destroy(syncedWriteOptions)
      throw StorageError(rocksDB: Self.take(message), path: path)
    }
    handle = opened
    families = handles.compactMap { $0 }
    // RocksDB has made its identity by now.
    mark = LogMark(folder: path)
    // It has replayed all logs and begun a new one.
    if opening != .read { log.firstLog = currentLog }
  }

  deinit {
    if isWritable {
      settleLog()
      shortenLog()
    }
    rocksdb_cancel_all_background_work(handle, 1)
    for family in families { rocksdb_column_family_handle_destroy(family) }
    rocksdb_close(handle)
    for option in familyOptions { rocksdb_options_destroy(option) }
    rocksdb_options_destroy(options)
    rocksdb_cache_destroy(cache)
    rocksdb_readoptions_destroy(readOptions)
    rocksdb_writeoptions_destroy(writeOptions)
    rocksdb_writeoptions_destroy(syncedWriteOptions)
  }

  /// Whether it was opened for writing.
  package var isWritable: Bool { readerLock == nil }

  /// Throws where the database is open for reading.
  package func checkWritable() throws(StorageError) {
    if !isWritable { throw .readOnly(path: path) }
  }

  func familyHandle(_ family: Family) -> OpaquePointer { families[family.rawValue] }

  func familyOptions(_ family: Family) -> OpaquePointer { familyOptions[family.rawValue] }

  // MARK: reads

  /// The value at a key, or nil.
  package func value(
    _ family: Family, key: [UInt8], snapshot: DatabaseSnapshot? = nil
  ) throws(StorageError) -> [UInt8]? {
    var message: UnsafeMutablePointer<CChar>?
    let pinned = key.withUnsafeBytes { bytes in
      rocksdb_get_pinned_cf(
        handle, snapshot?.readOptions ?? readOptions, familyHandle(family),
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, &message)
    }
    try check(message)
    guard let pinned else { return nil }
    defer { rocksdb_pinnableslice_destroy(pinned) }
    var length = 0
    guard let start = rocksdb_pinnableslice_value(pinned, &length) else { return nil }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: length))
  }

  // MARK: files

  /// Moves finished SST files into their families in one atomic step.
  package func ingest(_ files: [(family: Family, path: String)]) throws(StorageError) {
    try checkWritable()
    let sorted = files.sorted { $0.family.rawValue < $1.family.rawValue }
    let paths = sorted.map { strdup($0.path) }
    defer { for path in paths { free(path) } }
    let pointers: [UnsafePointer<CChar>?] = paths.map { UnsafePointer($0) }
    let handles: [OpaquePointer?] = sorted.map { familyHandle($0.family) }
    let checksums = sorted.map { pendingChecksums.take($0.path) ?? [] }
    let checksumCopies = checksums.map { checksum in
      checksum.withUnsafeBytes { bytes in
        let copy = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 1)
        copy.copyMemory(from: bytes.baseAddress ?? UnsafeRawPointer(copy), byteCount: bytes.count)
        return copy
      }
    }
    defer { for copy in checksumCopies { copy.deallocate() } }
    let checksumPointers: [UnsafePointer<CChar>?] = checksumCopies.map {
      UnsafePointer($0.assumingMemoryBound(to: CChar.self))
    }
    var message: UnsafeMutablePointer<CChar>?
    sluice_ingest_files(
      handle, handles, pointers, checksumPointers, checksums.map(\.count), files.count, &message)
    try check(message)
  }

  /// Rewrites a family's files, which gives the space of deleted keys back.
  package func compact(_ family: Family) {
    rocksdb_compact_range_cf(handle, familyHandle(family), nil, 0, nil, 0)
  }

  /// Rewrites the files of a range, which gives the space of deleted keys back.
  func compact(_ family: Family, from start: [UInt8], to end: [UInt8]) {
    start.withUnsafeBytes { a in
      end.withUnsafeBytes { b in
        rocksdb_compact_range_cf(
          handle, familyHandle(family), a.baseAddress?.assumingMemoryBound(to: CChar.self),
          a.count, b.baseAddress?.assumingMemoryBound(to: CChar.self), b.count)
      }
    }
  }

  /// About how many bytes of files the keys from `start` up to `end` take.
  func approximateBytes(
    _ family: Family, from start: [UInt8], to end: [UInt8]
  ) throws(StorageError) -> Int {
    var bytes: UInt64 = 0
    var message: UnsafeMutablePointer<CChar>?
    start.withUnsafeBytes { a in
      end.withUnsafeBytes { b in
        var starts = [a.baseAddress?.assumingMemoryBound(to: CChar.self)]
        var ends = [b.baseAddress?.assumingMemoryBound(to: CChar.self)]
        rocksdb_approximate_sizes_cf(
          handle, familyHandle(family), 1, &starts, [a.count], &ends, [b.count], &bytes, &message)
      }
    }
    try check(message)
    return Int(bytes)
  }

  /// An integer property of a family, such as `rocksdb.total-sst-files-size`, or nil.
  package func property(_ name: String, _ family: Family) -> UInt64? {
    var value: UInt64 = 0
    return rocksdb_property_int_cf(handle, familyHandle(family), name, &value) == 0 ? value : nil
  }

  /// The options that a family runs with, as RocksDB prints them.
  package func optionsText(_ family: Family) -> String {
    Self.take(sluice_family_options_text(handle, familyHandle(family)))
  }

  /// The options that the whole database runs with, as RocksDB prints them.
  package func optionsText() -> String { Self.take(sluice_database_options_text(handle)) }

  // MARK: errors

  func check(_ message: UnsafeMutablePointer<CChar>?) throws(StorageError) {
    guard let message else { return }
    throw StorageError(rocksDB: Self.take(message), path: path)
  }

  /// The text of a malloc'ed C string, which is freed.
  static func take(_ message: UnsafeMutablePointer<CChar>?) -> String {
    guard let message else { return "" }
    defer { rocksdb_free(message) }
    return String(cString: message)
  }
}

/// A fixed state of the database; reads through it see just that.
package final class DatabaseSnapshot: @unchecked Sendable {
  private let database: Database
  private let snapshot: OpaquePointer
  let readOptions: OpaquePointer
  /// Read options for scans, which read ahead and leave the cache to others.
  let scanOptions: OpaquePointer

  package init(_ database: Database) {
    self.database = database
    snapshot = rocksdb_create_snapshot(database.handle)
    readOptions = rocksdb_readoptions_create()
    rocksdb_readoptions_set_snapshot(readOptions, snapshot)
    scanOptions = rocksdb_readoptions_create()
    rocksdb_readoptions_set_snapshot(scanOptions, snapshot)
    rocksdb_readoptions_set_readahead_size(scanOptions, 2 << 20)
  }

  deinit {
    rocksdb_readoptions_destroy(readOptions)
    rocksdb_readoptions_destroy(scanOptions)
    rocksdb_release_snapshot(database.handle, snapshot)
  }
}
