import QueryEngine
import Storage

extension Store {
  /// Runs `body` in a transaction and makes what it changed one commit; where it throws, the store is as before.
  ///
  /// ```swift
  /// let left = try await store.transaction { transaction in
  ///   try await transaction.update("DELETE WHERE { ?loan <http://example.org/returned> ?day }")
  ///   return try await transaction.select("SELECT ?loan { ?loan a <http://example.org/Loan> }").all()
  /// }
  /// ```
  ///
  /// Writers come one after the other: it waits for the one before it, and those that come later, loads too where
  /// they commit, wait for its end; readers do not. So a body should not wait for people or networks. A body that
  /// writes to the same store otherwise than by its transaction gets ``StorageError/insideTransaction``.
  ///
  /// Cancelling the task ends the waiting and the call under way; a cancelled task does not commit.
  ///
  /// - Parameters:
  ///   - durability: When the commit counts as done.
  ///   - isolation: Where `body` runs: as its caller does.
  ///   - body: What is to be done.
  /// - Returns: What `body` returns, once the commit is done.
  /// - Throws: What `body` throws; ``StorageError`` where the transaction cannot begin or commit.
  @discardableResult
  public func transaction<Value>(
    durability: Durability = .fsync, isolation: isolated (any Actor)? = #isolation,
    _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    try checkOutsideTransaction()
    let transaction = try await beginTransaction()
    let around = OpenTransactions.current + [transaction]
    do {
      if Task.isCancelled { throw StorageError.cancelled }
      let value = try await OpenTransactions.$current.withValue(around) {
        try await body(transaction)
      }
      if Task.isCancelled { throw StorageError.cancelled }
      _ = try await TransactionEnd(transaction: transaction, durability: durability).value()
      return value
    } catch {
      // Nothing of it may be kept, also where the task is cancelled; no call is under way when this returns.
      _ = await TransactionEnd(transaction: transaction, durability: nil).result()
      throw error
    }
  }

  private func beginTransaction() async throws(StorageError) -> Transaction {
    let work = TransactionBegin(store: self)
    let result = await withTaskCancellationHandler {
      await work.result()
    } onCancel: {
      work.control.cancel()
    }
    return try result.get()
  }

  /// Runs `body` in a transaction on the calling thread and commits what it did.
  ///
  /// Where it throws, the store is as before. `control` can end the waiting for the writer before it.
  package func transactionBlocking(
    durability: Durability, control: QueryControl,
    _ body: (Transaction) throws(QueryFailure) -> Void
  ) throws(QueryFailure) -> Change {
    let transaction: Transaction
    do throws(StorageError) {
      try checkOutsideTransaction()
      transaction = try Transaction(self) { control.isOver }
    } catch {
      // The wait has ended by the control, which knows whether that was its deadline.
      if error == .cancelled {
        do throws(QueryError) { try control.check() } catch { throw .update(.query(error)) }
      }
      throw .update(.query(.store(error)))
    }
    do throws(QueryFailure) { try body(transaction) } catch {
      transaction.cancel()
      throw error
    }
    do throws(StorageError) {
      let summary = try transaction.commit(durability: durability)
      return Change(
        transaction: TransactionNumber(summary.transaction), added: summary.added,
        removed: summary.removed)
    } catch { throw .update(.query(.store(error))) }
  }
}

private struct TransactionBegin: BackgroundWork {
  let store: Store
  let control = QueryControl()

  func run() throws(StorageError) -> Store.Transaction {
    try Store.Transaction(store) { control.isOver }
  }
}

private struct TransactionEnd: BackgroundWork {
  let transaction: Store.Transaction
  /// Of the commit; nil gives the changes up.
  let durability: Durability?

  func run() throws(StorageError) {
    guard let durability else { return transaction.cancel() }
    _ = try transaction.commit(durability: durability)
  }
}
