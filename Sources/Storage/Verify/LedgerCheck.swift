// The ledger: each row decodes, stands under its own key, and names a commit that is there.

/// Reads all rows of the ledger.
struct LedgerCheck: VerifyCheck {
  let name = "ledger"

  func run(_ context: VerifyContext) throws(StorageError) {
    let cursor = context.cursor(.ledger)
    cursor.seekToFirst()
    var rows = 0
    while cursor.isValid {
      // The index by content names rows that may be gone; readers compare.
      if cursor.key.first == LedgerRow.contentPrefix {
        cursor.next()
        continue
      }
      rows += 1
      let key = [UInt8](cursor.key)
      do throws(StorageError) {
        check(try LedgerRow([UInt8](cursor.value)), key: key, context)
      } catch {
        context.found(.undecodable(place: "ledger row \(rows)", detail: "\(error)"))
      }
      cursor.next()
    }
    try cursor.check()
    context.count { $0.ledgerRows = rows }
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
