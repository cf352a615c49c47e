// The ledger: each row decodes, stands under its own key, and names a commit that is there; rows of loaded
// files and the index by content lead to each other.
//
// Both are walked, and each step looks the other side up: some microseconds a file, no memory.

/// Reads all rows of the ledger.
struct LedgerCheck: VerifyCheck {
  let name = "ledger"

  func run(_ context: VerifyContext) throws(StorageError) {
    let cursor = context.cursor(.ledger)
    cursor.seekToFirst()
    var rows = 0
    while cursor.isValid {
      if cursor.key.first == LedgerRow.contentPrefix {
        try checkEntry([UInt8](cursor.key), context)
        cursor.next()
        continue
      }
      rows += 1
      let key = [UInt8](cursor.key)
      if let row = decoded([UInt8](cursor.value), number: rows, context) {
        check(row, key: key, context)
        try checkIsFound(row, key: key, context)
      }
      cursor.next()
    }
    try cursor.check()
    context.count { $0.ledgerRows = rows }
  }

  private func decoded(
    _ value: [UInt8], number: Int, _ context: VerifyContext
  ) -> LedgerRow? {
    do throws(StorageError) { return try LedgerRow(value) } catch {
      context.found(.undecodable(place: "ledger row \(number)", detail: "\(error)"))
      return nil
    }
  }

  /// Whether the index by content leads to the row of a loaded file; else a copy would be loaded again.
  private func checkIsFound(
    _ row: LedgerRow, key: [UInt8], _ context: VerifyContext
  ) throws(StorageError) {
    guard row.state == .done, row.key == key else { return }
    let entry = try context.database.value(
      .ledger, key: row.contentKey, snapshot: context.view.snapshot)
    if entry == nil {
      context.found(.ledger(path: row.path, detail: "is not in the index by content"))
    }
  }

  /// An entry may outlive the content that its row had, which readers compare, but not the row.
  private func checkEntry(_ key: [UInt8], _ context: VerifyContext) throws(StorageError) {
    guard let rowKey = LedgerRow.rowKey(ofContentKey: key) else {
      return context.found(
        .undecodable(place: "the ledger's index by content", detail: "\(key.count) bytes of key"))
    }
    let row = try context.database.value(.ledger, key: rowKey, snapshot: context.view.snapshot)
    if row == nil {
      let path = rowKey.dropFirst().prefix { $0 != 0 }
      context.found(
        .ledger(
          path: String(decoding: path, as: UTF8.self),
          detail: "is missing, and the index by content leads to it"))
    }
  }

  private func check(_ row: LedgerRow, key: [UInt8], _ context: VerifyContext) {
    func problem(_ detail: String) { context.found(.ledger(path: row.path, detail: detail)) }
    if row.key != key { problem("stands under another key") }
    if row.transaction > context.view.state.transaction { problem("names a commit to come") }
    if row.sizeBytes < 0 || row.quads < 0 || row.rejects < 0 || row.attempts < 0 {
      problem("has a negative count")
    }
    switch row.state {
    case .done: if row.transaction == 0 { problem("is done without a commit") }
    case .failed: if row.error.isEmpty { problem("has failed without a reason") }
    case .gone: break
    }
  }
}
