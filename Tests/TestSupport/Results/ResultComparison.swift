// Whether two results are the same up to the names of blank nodes.
//
// Tables are multisets of rows, and one renaming of blank nodes must serve all rows. That is graph
// isomorphism with rows for edges, and it is made easy where it is easy:
//
//   1. equal rows become one row with a count;
//   2. blank nodes whose rows are equal but for themselves are twins: one stands for all, with their number;
//   3. rows that share a blank node, directly or over others, are one piece; rows without are compared as
//      they are, and pieces are matched one by one (being isomorphic is an equivalence, so the first
//      partner that fits is as good as any);
//   4. what is left of a piece goes to `GraphIsomorphism`: refinement of colours, then backtracking.
//
// Only a large piece full of symmetry (a regular graph) can take long.

import RDF

package enum ResultComparison {
  /// How the rows of two tables are compared.
  package enum Mode: Sendable {
    /// In order where the expected table is ordered, else as multisets.
    case exact
    /// Rows may stand less often than expected, but each at least once: `REDUCED`.
    case laxCardinality
    /// Values only, as CSV keeps them: unbound is the empty text, an IRI its text.
    case csv
  }

  /// Whether `actual` is the result `expected`.
  package static func areEquivalent(
    expected: TestResult, actual: TestResult, mode: Mode = .exact
  ) -> Bool {
    difference(expected: expected, actual: actual, mode: mode) == nil
  }

  /// What keeps `actual` from being the result `expected`, or nil where nothing does.
  package static func difference(
    expected: TestResult, actual: TestResult, mode: Mode = .exact
  ) -> String? {
    switch (expected, actual) {
    case (.boolean(let expected), .boolean(let actual)):
      return expected == actual ? nil : "the answer is \(actual), expected \(expected)"
    case (.table(let expected), .table(let actual)):
      return difference(expected, actual, mode)
    case (.table, .boolean), (.boolean, .table): return "rows against a boolean"
    }
  }

  private static func difference(
    _ expected: TestTable, _ actual: TestTable, _ mode: Mode
  ) -> String? {
    guard Set(expected.variables) == Set(actual.variables),
      expected.variables.count == actual.variables.count
    else { return "the variables are \(actual.variables), expected \(expected.variables)" }
    let columns = expected.variables.map { actual.variables.firstIndex(of: $0) ?? 0 }
    let moved = actual.rows.map { row in columns.map { row[$0] } }
    let isSame: Bool
    switch mode {
    case .exact:
      isSame =
        expected.isOrdered
        ? areEqualInOrder(expected.rows, moved) : areIsomorphic(expected.rows, moved)
    case .laxCardinality:
      isSame =
        moved.count <= expected.rows.count
        && areIsomorphic(distinct(expected.rows), distinct(moved))
    case .csv:
      isSame = areIsomorphic(expected.rows.map(csvValues), moved.map(csvValues))
    }
    if isSame { return nil }
    return """
      expected \(expected.rows.count) rows\(expected.isOrdered ? " in this order" : ""):
      \(listing(expected.rows))
      got \(moved.count) rows:
      \(listing(moved))
      """
  }

  /// Whether the rows are the same one by one, under one renaming of blank nodes.
  private static func areEqualInOrder(_ left: [[Term?]], _ right: [[Term?]]) -> Bool {
    guard left.count == right.count else { return false }
    var forward: [Term: Term] = [:]
    var backward: [Term: Term] = [:]
    for (leftTerm, rightTerm) in zip(left.joined(), right.joined()) {
      if case .blankNode? = leftTerm, case .blankNode? = rightTerm,
        let leftTerm, let rightTerm
      {
        if forward[leftTerm, default: rightTerm] != rightTerm { return false }
        if backward[rightTerm, default: leftTerm] != leftTerm { return false }
        forward[leftTerm] = rightTerm
        backward[rightTerm] = leftTerm
      } else if leftTerm != rightTerm {
        return false
      }
    }
    return true
  }

  /// Whether both are the same multiset of rows under a renaming of blank nodes.
  package static func areIsomorphic(_ left: [[Term?]], _ right: [[Term?]]) -> Bool {
    guard left.count == right.count else { return false }
    return RowPieces(left).match(RowPieces(right))
  }

  private static func distinct(_ rows: [[Term?]]) -> [[Term?]] { Array(Set(rows)) }

  private static func csvValues(_ row: [Term?]) -> [Term?] {
    row.map { term in
      switch term {
      case nil: .literal(Literal(""))
      case .iri(let iri)?: .literal(Literal(iri.string))
      case .literal(let literal)?: .literal(Literal(literal.lexicalForm))
      case .blankNode?: term
      }
    }
  }

  private static func listing(_ rows: [[Term?]]) -> String {
    let lines = rows.prefix(40).map { row in
      "  " + row.map { $0.map(RowPieces.text) ?? "-" }.joined(separator: "  ")
    }
    return lines.joined(separator: "\n") + (rows.count > 40 ? "\n  ..." : "")
  }
}
