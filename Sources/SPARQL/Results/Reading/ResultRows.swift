// Rows as they are read: the one place where variables and limits are checked.
//
// In JSON the bindings may stand before the head. Then columns are made as variables appear, and
// `finished` brings them into the head's order.

import RDF
import RDFSyntax

/// Collects the rows of a document.
struct ResultRows {
  private var variables: [String] = []
  private var columns: [ExactString: Int] = [:]
  /// Where each column was first named, for errors.
  private var firstPlaces: [Int] = []
  private(set) var rows: [[Term?]] = []
  private var cells = 0

  /// Columns so far.
  var columnCount: Int { variables.count }

  /// Makes a column for a variable.
  ///
  /// - Throws: where the name is empty or taken.
  mutating func declare(
    _ variable: String, at place: Int, in cursor: borrowing ByteCursor
  ) throws(SyntaxError) {
    if variable.isEmpty { throw cursor.error("a variable has no name", at: place) }
    guard columns.updateValue(variables.count, forKey: ExactString(variable)) == nil else {
      throw cursor.error("the variable \"\(variable)\" is declared twice", at: place)
    }
    variables.append(variable)
    firstPlaces.append(place)
    guard variables.count <= cursor.limits.variables else {
      throw cursor.exceeded(
        "the number of variables", allowed: cursor.limits.variables, at: place)
    }
  }

  /// The column of a variable, or nil where there is none.
  func column(of variable: String) -> Int? { columns[ExactString(variable)] }

  /// Sets a cell of a row that grows as its columns do.
  func set(
    _ term: Term, of variable: String, column: Int, in row: inout [Term?], at place: Int,
    cursor: borrowing ByteCursor
  ) throws(SyntaxError) {
    while row.count <= column { row.append(nil) }
    guard row[column] == nil else {
      throw cursor.error("the variable \"\(variable)\" is bound twice in one row", at: place)
    }
    row[column] = term
  }

  /// Adds a row; what it lacks at its end is unbound.
  mutating func append(_ row: [Term?], in cursor: borrowing ByteCursor) throws(SyntaxError) {
    cells += max(variables.count, 1)
    guard cells <= cursor.limits.cells else {
      throw cursor.exceeded("the number of cells", allowed: cursor.limits.cells)
    }
    rows.append(row + repeatElement(nil, count: variables.count - row.count))
  }

  /// The document, its columns in the order of declaration.
  func finished() -> ResultsDocument { .rows(variables: variables, rows) }

  /// The document with the columns of `head`, which was read last.
  ///
  /// - Throws: where a row binds a variable that the head does not declare.
  func finished(
    head: ResultRows, in cursor: borrowing ByteCursor
  ) throws(SyntaxError) -> ResultsDocument {
    for (variable, place) in zip(variables, firstPlaces)
    where head.column(of: variable) == nil {
      throw cursor.error("the head does not declare the variable \"\(variable)\"", at: place)
    }
    guard rows.count * max(head.columnCount, 1) <= cursor.limits.cells else {
      throw cursor.exceeded("the number of cells", allowed: cursor.limits.cells)
    }
    let sources = head.variables.map(column)
    let moved = rows.map { row in
      sources.map { source in source.flatMap { $0 < row.count ? row[$0] : nil } }
    }
    return .rows(variables: head.variables, moved)
  }
}
