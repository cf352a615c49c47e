import QueryEngine
import RDF
import RDFSyntax
import SPARQL
import Storage

extension Store {
  /// Runs a query on the store as of now.
  ///
  /// The rows of a SELECT query are found while they are read; ASK, CONSTRUCT and DESCRIBE are answered whole.
  ///
  /// - Throws: ``QueryFailure``.
  public func query(
    _ text: String, options: QueryOptions = QueryOptions()
  ) async throws(QueryFailure) -> QueryResult {
    try await query(try PreparedQuery(text), options: options)
  }

  /// Runs a prepared query on the store as of now.
  ///
  /// - Throws: ``QueryFailure/query(_:)``.
  public func query(
    _ prepared: PreparedQuery, options: QueryOptions = QueryOptions()
  ) async throws(QueryFailure) -> QueryResult {
    try await prepared.result(in: try queryView(), options: options, plans: plans)
  }

  /// The rows of a SELECT query.
  ///
  /// ```swift
  /// var titles: [String] = []
  /// let rows = try await store.select(
  ///   "SELECT ?title { ?work <http://example.org/title> ?title } LIMIT 10")
  /// for try await row in rows {
  ///   if let title = row.string("title") { titles.append(title) }
  /// }
  /// ```
  ///
  /// - Throws: ``QueryFailure``; other forms are ``QueryError/unsupported(_:)``.
  public func select(
    _ text: String, options: QueryOptions = QueryOptions()
  ) async throws(QueryFailure) -> SolutionSequence {
    try await query(text, options: options).solutions
  }

  /// The rows of a prepared SELECT query.
  ///
  /// - Throws: ``QueryFailure/query(_:)``; other forms are ``QueryError/unsupported(_:)``.
  public func select(
    _ prepared: PreparedQuery, options: QueryOptions = QueryOptions()
  ) async throws(QueryFailure) -> SolutionSequence {
    try await query(prepared, options: options).solutions
  }

  func queryView() throws(QueryFailure) -> ReadView {
    do throws(StorageError) { return try quads.view() } catch { throw .query(.store(error)) }
  }

  /// A query on the calling thread, to be read or written out.
  package func execution(
    _ query: Query, options: QueryOptions, control: QueryControl, analyzes: Bool = false
  ) throws(QueryFailure) -> QueryExecution {
    let view = try queryView()
    do throws(QueryError) {
      return try QueryExecution(
        query, in: view, options: options, control: control, analyzes: analyzes, plans: plans)
    } catch { throw .query(error) }
  }
}

extension QueryResult {
  /// The rows; other results than those of SELECT are refused.
  var solutions: SolutionSequence {
    get throws(QueryFailure) {
      guard case .solutions(let rows) = self else {
        throw .query(.unsupported("the query is no SELECT query"))
      }
      return rows
    }
  }
}

extension PreparedQuery {
  /// The query's result in a view: rows are found while they are read, the rest is answered whole.
  ///
  /// `plans` are those of the store, or nil where the view has terms that are not committed.
  func result(
    in view: ReadView, options: QueryOptions, plans: PlanCache?
  ) async throws(QueryFailure) -> QueryResult {
    if case .select = query.form {
      return .solutions(
        SolutionSequence(
          variables: variables, query: query, view: view, options: options, plans: plans))
    }
    let work = QueryWork(query: query, view: view, options: options, plans: plans)
    let result = await withTaskCancellationHandler {
      await work.result()
    } onCancel: {
      work.control.cancel()
    }
    return try result.get()
  }
}

private struct QueryWork: BackgroundWork {
  let query: Query
  let view: ReadView
  let options: QueryOptions
  let plans: PlanCache?
  let control: QueryControl

  init(query: Query, view: ReadView, options: QueryOptions, plans: PlanCache?) {
    self.plans = plans
    self.query = query
    self.view = view
    self.options = options
    control = QueryControl(options: options)
  }

  func run() throws(QueryFailure) -> QueryResult {
    do throws(QueryOutputError) {
      let execution = try makeExecution()
      if case .ask = query.form { return .boolean(try ask(execution)) }
      return .graph(try execution.allTriples())
    } catch { throw QueryFailure(error) }
  }

  private func makeExecution() throws(QueryOutputError) -> QueryExecution {
    do throws(QueryError) {
      return try QueryExecution(
        query, in: view, options: options, control: control, plans: plans)
    } catch { throw .query(error) }
  }

  private func ask(_ execution: QueryExecution) throws(QueryOutputError) -> Bool {
    do throws(QueryError) { return try execution.ask() } catch { throw .query(error) }
  }
}
