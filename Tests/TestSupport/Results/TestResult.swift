import RDF

/// The result of a query as tests compare it.
package enum TestResult: Sendable {
  /// The rows of a SELECT query.
  case table(TestTable)
  /// The answer of an ASK query.
  case boolean(Bool)
}

/// Rows with a cell for each variable; nil is unbound.
package struct TestTable: Sendable {
  /// Names without `?`.
  package var variables: [String]
  package var rows: [[Term?]]
  /// Whether the rows' order is part of the result.
  package var isOrdered: Bool

  package init(variables: [String], rows: [[Term?]], isOrdered: Bool = false) {
    self.variables = variables
    self.rows = rows
    self.isOrdered = isOrdered
  }
}
