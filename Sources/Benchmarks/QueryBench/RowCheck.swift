// Whether a query gave as many rows as it must.

import SPARQL
import Storage

/// What is wrong with the number of rows of a query.
public enum RowProblem: Hashable, Sendable {
  /// The independent evaluation has another number.
  case wrongCount(query: String, rows: Int, expected: Int)
  /// There are no rows, and the catalogue says that there are some.
  case empty(query: String)
}

extension RowProblem: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .wrongCount(let query, let rows, let expected):
      "\(query) gave \(rows) rows, the independent evaluation \(expected)"
    case .empty(let query): "\(query) gave no rows, and it must have some"
    }
  }
}

/// Compares numbers of rows with those of an evaluation that shares no plan with the engine.
package final class RowCheck {
  /// Nil where only emptiness is looked at.
  private let evaluator: PlainEvaluator?
  private var expected: [String: Int] = [:]

  /// A check against the store as of `view`; without one, only queries that may not be empty are looked at.
  package init(_ view: ReadView?) throws(BenchmarkError) {
    guard let view else {
      evaluator = nil
      return
    }
    do throws(PlainEvaluationError) { evaluator = try PlainEvaluator(view) } catch {
      throw .evaluation(query: nil, error)
    }
  }

  /// What is wrong with `rows` rows of a query, or nil.
  package func problem(
    _ query: BenchmarkQuery, rows: Int
  ) throws(BenchmarkError) -> RowProblem? {
    if let expected = try expectedRows(query), expected != rows {
      return .wrongCount(query: query.name, rows: rows, expected: expected)
    }
    return rows == 0 && !query.mayBeEmpty ? .empty(query: query.name) : nil
  }

  private func expectedRows(_ query: BenchmarkQuery) throws(BenchmarkError) -> Int? {
    guard let evaluator else { return nil }
    if let known = expected[query.text] { return known }
    let parsed: Query
    do throws(QuerySyntaxError) { parsed = try QueryParser().query(query.text) } catch {
      throw .query(query.name, .syntax(error))
    }
    do throws(PlainEvaluationError) {
      let count = try evaluator.rowCount(of: parsed)
      expected[query.text] = count
      return count
    } catch { throw .evaluation(query: query.name, error) }
  }
}
