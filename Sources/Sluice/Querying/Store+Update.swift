import QueryEngine
import RDF
import SPARQL
import Storage

extension Store {
  /// Runs an update request as one commit; a request that fails leaves no trace.
  ///
  /// - Throws: ``QueryFailure/syntax(_:)``, ``QueryFailure/update(_:)``.
  @discardableResult
  public func update(
    _ text: String, options: QueryOptions = QueryOptions(), durability: Durability = .fsync
  ) async throws(QueryFailure) -> Change {
    let control = QueryControl(
      timeoutSeconds: options.timeoutSeconds, memoryBytes: options.memoryBytes)
    let work = UpdateWork(
      store: self, text: text, options: options, durability: durability, control: control)
    let result = await withTaskCancellationHandler {
      await work.result()
    } onCancel: {
      control.cancel()
    }
    return try result.get()
  }

  /// The same on the calling thread.
  @discardableResult
  package func updateBlocking(
    _ text: String, prefixes: [QueryPrefix] = [], options: QueryOptions,
    durability: Durability, control: QueryControl,
    loader: (any DocumentLoader)? = nil
  ) throws(QueryFailure) -> Change {
    let request: UpdateRequest
    do throws(QuerySyntaxError) {
      request = try QueryParser(prefixes: prefixes).update(text)
    } catch { throw .syntax(error) }
    return try transactionBlocking(durability: durability) {
      (transaction) throws(QueryFailure) in
      try transaction.run(request, options: options, control: control, loader: loader)
    }
  }

  /// Runs `body` in a transaction on the calling thread and commits what it did; where it throws, the store is as
  /// before.
  package func transactionBlocking(
    durability: Durability, _ body: (StoreTransaction) throws(QueryFailure) -> Void
  ) throws(QueryFailure) -> Change {
    let inner = try storing { () throws(StorageError) in try WriteTransaction(try quads) }
    do throws(QueryFailure) {
      try body(StoreTransaction(inner))
    } catch {
      inner.cancel()
      throw error
    }
    let summary = try storing { () throws(StorageError) in
      try inner.commit(durability: durability)
    }
    return Change(
      transaction: TransactionNumber(summary.transaction), added: summary.added,
      removed: summary.removed)
  }

  private func storing<R>(_ body: () throws(StorageError) -> R) throws(QueryFailure) -> R {
    do throws(StorageError) { return try body() } catch { throw .update(.query(.store(error))) }
  }
}

/// Several updates that become one commit; of one thread, inside the call that made it.
package final class StoreTransaction {
  private let inner: WriteTransaction

  init(_ inner: WriteTransaction) { self.inner = inner }

  /// Runs an update request; it sees what those before it did.
  package func run(
    _ request: UpdateRequest, options: QueryOptions, control: QueryControl,
    loader: (any DocumentLoader)?
  ) throws(QueryFailure) {
    let execution = UpdateExecution(inner, options: options, control: control, loader: loader)
    do throws(UpdateError) { try execution.run(request) } catch { throw .update(error) }
  }
}

private struct UpdateWork: BackgroundWork {
  let store: Store
  let text: String
  let options: QueryOptions
  let durability: Durability
  let control: QueryControl

  func run() throws(QueryFailure) -> Store.Change {
    try store.updateBlocking(text, options: options, durability: durability, control: control)
  }
}
