// Whether a system's result of a random query is what the reference evaluator says.

import RDF
import SPARQL

extension RandomCase {
  /// The query whose result by the reference evaluator `difference` takes.
  package var referenceText: String {
    if case .part(let whole, _, _) = rule { return whole }
    return text
  }

  /// What is wrong with `actual`, the result of `text`; `expected` is that of `referenceText`.
  package func difference(expected: ReferenceResult, actual: ReferenceResult) -> String? {
    switch (expected, actual) {
    case (.boolean(let expected), .boolean(let actual)):
      return ResultComparison.difference(expected: .boolean(expected), actual: .boolean(actual))
    case (.graph(let expected), .graph(let actual)):
      return Self.difference(
        expected: ReferenceDataset(defaultGraph: Set(expected)),
        actual: ReferenceDataset(defaultGraph: Set(actual)))
    case (.rows(let variables, let rows), .rows(let actualVariables, let actualRows)):
      let actual = TestTable(variables: actualVariables.map(\.name), rows: actualRows)
      return difference(TestTable(variables: variables.map(\.name), rows: rows), actual)
    default: return "expected \(expected), got \(actual)"
    }
  }

  /// What is wrong with the dataset that a system has after an update.
  package static func difference(
    expected: ReferenceDataset, actual: ReferenceDataset
  ) -> String? {
    ConformanceResult.difference(expected: expected, actual: actual)
  }

  private func difference(_ expected: TestTable, _ actual: TestTable) -> String? {
    var expected = expected
    switch rule {
    case .same:
      return ResultComparison.difference(expected: .table(expected), actual: .table(actual))
    case .sameSequence:
      expected.isOrdered = true
      return ResultComparison.difference(expected: .table(expected), actual: .table(actual))
    case .sameDistinct:
      return ResultComparison.difference(
        expected: .table(expected), actual: .table(actual), mode: .laxCardinality)
    case .part(_, let offset, let limit):
      let left = max(0, expected.rows.count - offset)
      let count = min(left, limit ?? left)
      guard actual.rows.count == count else { return "\(actual.rows.count) rows, not \(count)" }
      return strangeRow(expected, actual).map { "\($0) is no row of the whole, or too often" }
    }
  }

  /// A row of `actual` that `expected` has not, or not so often; blank nodes count as one.
  private func strangeRow(_ expected: TestTable, _ actual: TestTable) -> [Term?]? {
    guard Set(expected.variables) == Set(actual.variables) else { return [] }
    let columns = expected.variables.map { actual.variables.firstIndex(of: $0) ?? 0 }
    func masked(_ row: [Term?]) -> [Term?] {
      row.map { if case .blankNode? = $0 { .blankNode(BlankNode("any")) } else { $0 } }
    }
    var left = Dictionary(expected.rows.map { (masked($0), 1) }, uniquingKeysWith: +)
    for row in actual.rows.map({ row in masked(columns.map { row[$0] }) }) {
      guard let count = left[row], count > 0 else { return row }
      left[row] = count - 1
    }
    return nil
  }
}
