// Reading and mending the ledger.
//
//     p path 0 source        ─► row                     the newest of a path and source
//     c size hash path 0 src ─► (present)               by content; may be stale, so rows are compared
//
// Rows are written by the commits that load the files; what is here besides is small and synced.

/// The ledger as of one commit; one thread.
package struct LedgerReader: ~Copyable {
  private let database: Database
  private let snapshot: DatabaseSnapshot

  package init(_ view: ReadView) {
    database = view.store.database
    snapshot = view.snapshot
  }

  /// The row of a path and source.
  package func row(path: String, source: String) throws(StorageError) -> LedgerRow? {
    let key = LedgerRow.keyPrefix(path: path) + Array(source.utf8)
    guard let bytes = try database.value(.ledger, key: key, snapshot: snapshot) else { return nil }
    return try LedgerRow(bytes)
  }

  /// The rows of a path, one a source.
  package func rows(path: String) throws(StorageError) -> [LedgerRow] {
    try rows(prefix: LedgerRow.keyPrefix(path: path))
  }

  /// All rows, by path.
  package func allRows() throws(StorageError) -> [LedgerRow] {
    try rows(prefix: [LedgerRow.rowPrefix])
  }

  /// Whether some file of this size was loaded.
  package func hasSize(_ sizeBytes: Int) throws(StorageError) -> Bool {
    let prefix = LedgerRow.contentPrefix(sizeBytes: sizeBytes)
    let cursor = Cursor(database, .ledger, snapshot: snapshot, scan: false)
    cursor.seek(prefix)
    try cursor.check()
    return cursor.isValid && cursor.key.starts(with: prefix)
  }

  /// The rows of loaded files with this content.
  package func rows(sizeBytes: Int, contentHash: String) throws(StorageError) -> [LedgerRow] {
    let prefix = LedgerRow.contentPrefix(sizeBytes: sizeBytes) + Array(contentHash.utf8)
    let cursor = Cursor(database, .ledger, snapshot: snapshot, scan: false)
    var found: [LedgerRow] = []
    cursor.seek(prefix)
    while cursor.isValid, cursor.key.starts(with: prefix) {
      let key = [LedgerRow.rowPrefix] + Array(cursor.key.dropFirst(prefix.count))
      if let bytes = try database.value(.ledger, key: key, snapshot: snapshot) {
        let row = try LedgerRow(bytes)
        if row.state == .done, row.contentHash == contentHash { found.append(row) }
      }
      cursor.next()
    }
    try cursor.check()
    return found
  }

  private func rows(prefix: [UInt8]) throws(StorageError) -> [LedgerRow] {
    let cursor = Cursor(database, .ledger, snapshot: snapshot, scan: false)
    var rows: [LedgerRow] = []
    cursor.seek(prefix)
    while cursor.isValid, cursor.key.starts(with: prefix) {
      rows.append(try LedgerRow([UInt8](cursor.value)))
      cursor.next()
    }
    try cursor.check()
    return rows
  }
}

extension QuadStore {
  /// Writes rows outside of a load: for files whose data is in the store already.
  package func writeLedger(_ rows: [LedgerRow]) throws(StorageError) {
    guard !rows.isEmpty else { return }
    try writer.withLock { () throws(StorageError) in
      let batch = WriteBatch()
      for record in LedgerRow.records(of: rows) {
        batch.put(database, .ledger, key: record.key, value: record.value)
      }
      try database.write(batch, sync: true)
    }
  }

  /// Forgets what the ledger knows of a path, so that the next load takes the file; returns how many rows.
  ///
  /// The quads stay. Walks the index by content, as the path may have entries of earlier contents too.
  package func forgetLedger(path: String) throws(StorageError) -> Int {
    try writer.withLock { () throws(StorageError) -> Int in
      let view = view()
      let rows = try LedgerReader(view).rows(path: path)
      guard !rows.isEmpty else { return 0 }
      let batch = WriteBatch()
      for row in rows { batch.delete(database, .ledger, key: row.key) }
      let prefix = LedgerRow.keyPrefix(path: path)
      let cursor = Cursor(database, .ledger, snapshot: view.snapshot, scan: true)
      cursor.seek([LedgerRow.contentPrefix])
      while cursor.isValid, cursor.key.first == LedgerRow.contentPrefix {
        let key = [UInt8](cursor.key)
        if let row = LedgerRow.rowKey(ofContentKey: key), row.starts(with: prefix) {
          batch.delete(database, .ledger, key: key)
        }
        cursor.next()
      }
      try cursor.check()
      try database.write(batch, sync: true)
      return rows.count
    }
  }
}
