import QueryEngine
import RDF
import SPARQL
import Storage

// What the body of a transaction calls.

extension Store.Transaction {
  /// Runs an update request; it sees what was changed before it.
  ///
  /// - Throws: ``QueryFailure/syntax(_:)``, ``QueryFailure/update(_:)``; nothing of the request is kept then.
  @discardableResult
  public func update(
    _ text: String, options: QueryOptions = QueryOptions()
  ) async throws(QueryFailure) -> Changes {
    let request: UpdateRequest
    do throws(QuerySyntaxError) { request = try QueryParser().update(text) } catch {
      throw .syntax(error)
    }
    let control = QueryControl(options: options)
    let work = TransactionUpdate(
      transaction: self, request: request, options: options, control: control)
    let result = await withTaskCancellationHandler {
      await work.result()
    } onCancel: {
      control.cancel()
    }
    return try result.get()
  }

  /// Adds quads; labels of blank nodes mean what they do in ``Store/insert(_:durability:)``.
  ///
  /// - Throws: ``StorageError/invalidQuad(detail:)``, ``StorageError/limitExceeded(detail:)``,
  ///   ``StorageError/transactionOver``; none of the quads is added then.
  @discardableResult
  public func insert(_ quads: some Sequence<Quad>) async throws(StorageError) -> Changes {
    try await TransactionChange(transaction: self, inserts: Array(quads), deletes: []).value()
  }

  /// Removes quads; those that are not there are passed over.
  ///
  /// - Throws: As ``insert(_:)``.
  @discardableResult
  public func delete(_ quads: some Sequence<Quad>) async throws(StorageError) -> Changes {
    try await TransactionChange(transaction: self, inserts: [], deletes: Array(quads)).value()
  }

  /// Runs a query on the store with what the transaction has changed so far.
  ///
  /// Rows of a SELECT query are of that moment, also where they are read later.
  ///
  /// - Throws: ``QueryFailure``.
  public func query(
    _ text: String, options: QueryOptions = QueryOptions()
  ) async throws(QueryFailure) -> QueryResult {
    try await query(try PreparedQuery(text), options: options)
  }

  /// Runs a prepared query on the store with what the transaction has changed so far.
  ///
  /// - Throws: ``QueryFailure/query(_:)``.
  public func query(
    _ prepared: PreparedQuery, options: QueryOptions = QueryOptions()
  ) async throws(QueryFailure) -> QueryResult {
    let view: ReadView
    do throws(StorageError) { view = try await TransactionView(transaction: self).value() } catch {
      throw .query(.store(error))
    }
    return try await prepared.result(in: view, options: options, plans: nil)
  }

  /// The rows of a SELECT query on the store with what the transaction has changed so far.
  ///
  /// - Throws: ``QueryFailure``; other forms are ``QueryError/unsupported(_:)``.
  public func select(
    _ text: String, options: QueryOptions = QueryOptions()
  ) async throws(QueryFailure) -> SolutionSequence {
    try await query(text, options: options).solutions
  }

  /// The rows of a prepared SELECT query on the store with what the transaction has changed so far.
  ///
  /// - Throws: ``QueryFailure/query(_:)``; other forms are ``QueryError/unsupported(_:)``.
  public func select(
    _ prepared: PreparedQuery, options: QueryOptions = QueryOptions()
  ) async throws(QueryFailure) -> SolutionSequence {
    try await query(prepared, options: options).solutions
  }
}

private struct TransactionUpdate: BackgroundWork {
  let transaction: Store.Transaction
  let request: UpdateRequest
  let options: QueryOptions
  let control: QueryControl

  func run() throws(QueryFailure) -> Store.Transaction.Changes {
    try transaction.run(request, options: options, control: control)
  }
}

private struct TransactionChange: BackgroundWork {
  let transaction: Store.Transaction
  let inserts: [Quad]
  let deletes: [Quad]

  func run() throws(StorageError) -> Store.Transaction.Changes {
    try transaction.apply(inserts: inserts, deletes: deletes)
  }
}

private struct TransactionView: BackgroundWork {
  let transaction: Store.Transaction

  func run() throws(StorageError) -> ReadView { try transaction.view() }
}
