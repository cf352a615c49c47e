import CRocksDB

/// A place in a family's keys, under one snapshot.
package struct Cursor: ~Copyable {
  private let iterator: OpaquePointer
  private let database: Database
  private let snapshot: DatabaseSnapshot

  /// Makes a cursor that stands nowhere; `scan` reads ahead, for long ranges.
  package init(_ database: Database, _ family: Family, snapshot: DatabaseSnapshot, scan: Bool) {
    self.database = database
    self.snapshot = snapshot
    iterator = rocksdb_create_iterator_cf(
      database.handle, scan ? snapshot.scanOptions : snapshot.readOptions,
      database.familyHandle(family))
  }

  deinit { rocksdb_iter_destroy(iterator) }

  /// Goes to the first key not below `key`.
  @inline(__always)
  package func seek(_ key: UnsafeRawBufferPointer) {
    rocksdb_iter_seek(
      iterator, key.baseAddress?.assumingMemoryBound(to: CChar.self), key.count)
  }

  package func seek(_ key: [UInt8]) { key.withUnsafeBytes { seek($0) } }

  /// Goes to the first key of all.
  package func seekToFirst() { rocksdb_iter_seek_to_first(iterator) }

  /// Goes to the last key of all.
  package func seekToLast() { rocksdb_iter_seek_to_last(iterator) }

  @inline(__always)
  package func next() { rocksdb_iter_next(iterator) }

  /// Whether the cursor stands on a key; false at the end and after an error, see `check`.
  @inline(__always)
  package var isValid: Bool { rocksdb_iter_valid(iterator) != 0 }

  /// The key; valid until the cursor moves.
  @inline(__always)
  package var key: UnsafeRawBufferPointer {
    var length = 0
    let start = rocksdb_iter_key(iterator, &length)
    return UnsafeRawBufferPointer(start: start, count: length)
  }

  /// The value; valid until the cursor moves.
  @inline(__always)
  package var value: UnsafeRawBufferPointer {
    var length = 0
    let start = rocksdb_iter_value(iterator, &length)
    return UnsafeRawBufferPointer(start: start, count: length)
  }

  /// Throws what ended the cursor, if it was not the end of the keys.
  package func check() throws(StorageError) {
    var message: UnsafeMutablePointer<CChar>?
    rocksdb_iter_get_error(iterator, &message)
    try database.check(message)
  }
}
