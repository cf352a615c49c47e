// One query, from its text to the last byte of its result.

import QueryEngine
import RDFSyntax
import SPARQL
import Sluice
import Storage

/// Runs queries and drops their results, on the calling thread.
package struct QueryRunner {
  private let store: Store
  private let options: QueryOptions

  /// What a query gave.
  package struct Outcome: Hashable, Sendable {
    /// Rows, or triples of a graph; 1 for ASK.
    package let rows: Int
    /// Bytes of the result.
    package let bytes: Int
  }

  /// Makes a runner; each query gets the limits of `options`.
  package init(_ store: Store, options: QueryOptions = QueryOptions()) {
    self.store = store
    self.options = options
  }

  /// Parses, plans and runs a query and serialises all of its result: rows as TSV, graphs as
  /// N-Triples, into a sink that counts.
  package func run(_ text: String) throws(QueryFailure) -> Outcome {
    let execution = try execution(text)
    let sink = CountingSink()
    do throws(QueryOutputError) {
      let rows: Int
      switch execution.query.form {
      case .select: rows = try execution.write(to: ResultsFormat.tsv.makeWriter(to: sink))
      case .ask:
        try execution.writeAnswer(to: ResultsFormat.tsv.makeWriter(to: sink))
        rows = 1
      case .construct, .describe:
        rows = try execution.writeTriples(to: makeQuadWriter(.ntriples, to: sink))
      }
      return Outcome(rows: rows, bytes: sink.bytes)
    } catch { throw QueryFailure(error) }
  }

  /// Parses, plans and runs a SELECT query until `count` rows are serialised, or all it has.
  package func firstRows(_ count: Int, of text: String) throws(QueryFailure) -> Outcome {
    let execution = try execution(text)
    let sink = CountingSink()
    let writer = FirstRowsWriter(ResultsFormat.tsv.makeWriter(to: sink), limit: count)
    do throws(QueryOutputError) {
      _ = try execution.write(to: writer)
    } catch {
      // Enough rows end the query with an error, which is none.
      if !writer.isFull { throw QueryFailure(error) }
    }
    return Outcome(rows: writer.rows, bytes: sink.bytes)
  }

  private func execution(_ text: String) throws(QueryFailure) -> QueryExecution {
    let query: Query
    do throws(QuerySyntaxError) { query = try QueryParser().query(text) } catch {
      throw .syntax(error)
    }
    let control = QueryControl(
      timeoutSeconds: options.timeoutSeconds, memoryBytes: options.memoryBytes)
    return try store.execution(query, options: options, control: control)
  }
}

/// Counts bytes and drops them.
package final class CountingSink: ByteSink {
  /// Bytes so far.
  package private(set) var bytes = 0

  package init() {}

  package func write(_ bytes: UnsafeRawBufferPointer) throws(WriteError) {
    self.bytes += bytes.count
  }
}
