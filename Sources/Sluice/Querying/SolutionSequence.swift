import QueryEngine
import RDF
import SPARQL
import Storage

/// The rows of a SELECT query, as of the moment it was asked.
///
/// Rows come in batches, each made on a thread of its own while the query goes on; the first comes before the last is
/// found, where the query allows. An iterator keeps its snapshot until it ends or goes away. It can be gone through
/// once: each iterator runs the query anew.
public struct SolutionSequence: AsyncSequence, Sendable {
  /// A row.
  public typealias Element = Solution
  /// What an iterator throws.
  public typealias Failure = QueryFailure

  /// The names of the query's variables, without `?`.
  public let variables: [String]
  let query: Query
  let view: ReadView
  let options: QueryOptions
  let plans: PlanCache?

  /// Makes an iterator from the first row on; it runs the query.
  public func makeAsyncIterator() -> Iterator {
    Iterator(
      source: SolutionBatchSource(query: query, view: view, options: options, plans: plans),
      names: variables)
  }

  /// All rows.
  public func all() async throws(QueryFailure) -> [Solution] {
    var rows: [Solution] = []
    var iterator = makeAsyncIterator()
    while let row = try await iterator.next() { rows.append(row) }
    return rows
  }

  /// Reads the rows one after the other; of one task.
  public struct Iterator: AsyncIteratorProtocol {
    /// A row.
    public typealias Element = Solution
    /// What running the query throws.
    public typealias Failure = QueryFailure

    private let source: SolutionBatchSource
    private let names: [String]
    private var batch: [[Term?]] = []
    private var place = 0
    private var isAtEnd = false

    init(source: SolutionBatchSource, names: [String]) {
      self.source = source
      self.names = names
    }

    /// The next row, or nil at the end.
    ///
    /// - Throws: ``QueryFailure/query(_:)``; ``QueryError/cancelled`` in a cancelled task.
    public mutating func next() async throws(QueryFailure) -> Solution? {
      if place == batch.count {
        guard !isAtEnd else { return nil }
        let source = source
        let result = await withTaskCancellationHandler {
          await source.result()
        } onCancel: {
          source.control.cancel()
        }
        batch = try result.get()
        place = 0
        isAtEnd = batch.isEmpty
        if isAtEnd { return nil }
      }
      place += 1
      return Solution(variables: names, terms: batch[place - 1])
    }
  }
}

/// Runs a query batch by batch.
final class SolutionBatchSource: BackgroundWork, @unchecked Sendable {
  // Unchecked: an iterator waits for a batch before it asks for the next, so no two threads meet here.
  private let query: Query
  private let view: ReadView
  private let options: QueryOptions
  private let plans: PlanCache?
  private var execution: QueryExecution?
  let control: QueryControl

  init(query: Query, view: ReadView, options: QueryOptions, plans: PlanCache?) {
    self.plans = plans
    self.query = query
    self.view = view
    self.options = options
    control = QueryControl(options: options)
  }

  func run() throws(QueryFailure) -> [[Term?]] {
    do throws(QueryError) {
      if execution == nil {
        execution = try QueryExecution(
          query, in: view, options: options, control: control, plans: plans)
      }
      return try execution?.nextRows() ?? []
    } catch { throw .query(error) }
  }
}
