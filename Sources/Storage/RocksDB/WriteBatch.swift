import CRocksDB

/// Puts and deletes that are applied in one atomic step.
package struct WriteBatch: ~Copyable {
  let handle: OpaquePointer

  package init() { handle = rocksdb_writebatch_create() }

  deinit { rocksdb_writebatch_destroy(handle) }

  /// Sets a key, in the named family, to a value.
  package func put(
    _ database: Database, _ family: Family, key: UnsafeRawBufferPointer,
    value: UnsafeRawBufferPointer
  ) {
    rocksdb_writebatch_put_cf(
      handle, database.familyHandle(family),
      key.baseAddress?.assumingMemoryBound(to: CChar.self), key.count,
      value.baseAddress?.assumingMemoryBound(to: CChar.self), value.count)
  }

  /// Sets a key to a value.
  package func put(_ database: Database, _ family: Family, key: [UInt8], value: [UInt8]) {
    key.withUnsafeBytes { k in value.withUnsafeBytes { put(database, family, key: k, value: $0) } }
  }

  /// Removes a key.
  package func delete(_ database: Database, _ family: Family, key: [UInt8]) {
    key.withUnsafeBytes { bytes in
      rocksdb_writebatch_delete_cf(
        handle, database.familyHandle(family),
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
  }

  /// Removes the keys from `start` up to, but not with, `end`.
  package func deleteRange(
    _ database: Database, _ family: Family, from start: [UInt8], to end: [UInt8]
  ) {
    start.withUnsafeBytes { a in
      end.withUnsafeBytes { b in
        rocksdb_writebatch_delete_range_cf(
          handle, database.familyHandle(family),
          a.baseAddress?.assumingMemoryBound(to: CChar.self), a.count,
          b.baseAddress?.assumingMemoryBound(to: CChar.self), b.count)
      }
    }
  }

  /// Adds bytes that go into the write-ahead log and nowhere else.
  func putLogData(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes {
      rocksdb_writebatch_put_log_data(
        handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
    }
  }
}
