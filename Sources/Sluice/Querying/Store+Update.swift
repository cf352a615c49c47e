import QueryEngine
import RDF
import SPARQL
import Storage

extension Store {
  /// Runs an update request as one commit; a request that fails leaves no trace.
  ///
  /// ```swift
  /// let change = try await store.update(
  ///   """
  ///   PREFIX m: <http://example.org/>
  ///   DELETE { ?loan m:due ?day } WHERE { ?loan m:due ?day ; m:returned ?then } ;
  ///   INSERT DATA { m:log m:cleaned true }
  ///   """)
  /// print("\(change.added) quads added, \(change.removed) removed")
  /// ```
  ///
  /// - Throws: ``QueryFailure/syntax(_:)``, ``QueryFailure/update(_:)``.
  @discardableResult
  public func update(
    _ text: String, options: QueryOptions = QueryOptions(), durability: Durability = .fsync
  ) async throws(QueryFailure) -> Change {
    do throws(StorageError) { try checkOutsideTransaction() } catch {
      throw .update(.query(.store(error)))
    }
    let control = QueryControl(options: options)
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
    _ text: String, base: IRI? = nil, prefixes: [QueryPrefix] = [], options: QueryOptions,
    durability: Durability, control: QueryControl
  ) throws(QueryFailure) -> Change {
    let request: UpdateRequest
    do throws(QuerySyntaxError) {
      request = try QueryParser(base: base, prefixes: prefixes).update(text)
    } catch { throw .syntax(error) }
    return try transactionBlocking(durability: durability, control: control) {
      (transaction) throws(QueryFailure) in
      try transaction.run(request, options: options, control: control)
    }
  }
}

extension QueryControl {
  /// Starts the clock of a query with options.
  convenience init(options: QueryOptions) {
    self.init(
      timeoutSeconds: options.timeoutSeconds, memoryBytes: options.memoryBytes,
      temporaryFolder: options.temporaryFolder)
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
