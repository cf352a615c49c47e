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
    let view = try queryView()
    if case .select = prepared.query.form {
      return .solutions(
        SolutionSequence(
          variables: prepared.variables, query: prepared.query, view: view, options: options,
          plans: plans))
    }
    let work = QueryWork(query: prepared.query, view: view, options: options, plans: plans)
    let result = await withTaskCancellationHandler {
      await work.result()
    } onCancel: {
      work.control.cancel()
    }
    return try result.get()
  }

  /// The rows of a SELECT query.
  ///
  /// - Throws: ``QueryFailure``; other forms are ``QueryError/unsupported(_:)``.
  public func select(
    _ text: String, options: QueryOptions = QueryOptions()
  ) async throws(QueryFailure) -> SolutionSequence {
    guard case .solutions(let rows) = try await query(text, options: options) else {
      throw .query(.unsupported("the query is no SELECT query"))
    }
    return rows
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

private struct QueryWork: BackgroundWork {
  let query: Query
  let view: ReadView
  let options: QueryOptions
  let plans: PlanCache
  let control: QueryControl

  init(query: Query, view: ReadView, options: QueryOptions, plans: PlanCache) {
    self.plans = plans
    self.query = query
    self.view = view
    self.options = options
    control = QueryControl(
      timeoutSeconds: options.timeoutSeconds, memoryBytes: options.memoryBytes)
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
