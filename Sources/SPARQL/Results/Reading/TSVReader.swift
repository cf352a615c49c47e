// SPARQL 1.1 Query Results TSV.
//
//     ?x ⇥ ?y
//     <http://example.org/a> ⇥ "text"@en
//     ⇥ 42                                   x is unbound
//
// A tab always ends a cell and a line end a row: inside terms both are escaped. So lines and cells are cut
// first, and each cell is then read as a term of Turtle.

import RDF
import RDFSyntax

/// Reads SPARQL 1.1 Query Results TSV.
///
/// A document that is the line `true` or `false` is a boolean, as ``TSVWriter`` writes it. Line ends are LF
/// or CR LF. Memory: the document and its rows.
public struct TSVReader: Sendable {
  private let file: String
  private let limits: ResultsLimits

  /// Makes a reader; `file` names the document in errors.
  public init(file: String = "results", limits: ResultsLimits = ResultsLimits()) {
    self.file = file
    self.limits = limits
  }

  /// Reads a whole document.
  public func read(_ bytes: [UInt8]) throws(SyntaxError) -> ResultsDocument {
    var cursor = try ByteCursor(bytes, file: file, limits: limits)
    guard !cursor.isAtEnd else { throw cursor.error("the document has no header") }
    let header = cursor.line()
    if cursor.isAtEnd, let answer = ["true": true, "false": false][cursor.text(header)] {
      return .boolean(answer)
    }
    var rows = ResultRows()
    if !header.isEmpty {
      for cell in cursor.cells(of: header) { try Self.declare(cell, in: &rows, cursor) }
    }
    while !cursor.isAtEnd {
      let line = cursor.line()
      let row = try Self.row(cursor.cells(of: line), columns: rows.columnCount, cursor)
      try rows.append(row, in: cursor)
    }
    return rows.finished()
  }

  private static func declare(
    _ cell: Range<Int>, in rows: inout ResultRows, _ cursor: ByteCursor
  ) throws(SyntaxError) {
    guard cursor.bytes[cell].first == UInt8(ascii: "?") else {
      throw cursor.error("a variable begins with \"?\"", at: cell.lowerBound)
    }
    try rows.declare(cursor.text(cell.dropFirst()), at: cell.lowerBound, in: cursor)
  }

  private static func row(
    _ cells: [Range<Int>], columns: Int, _ cursor: ByteCursor
  ) throws(SyntaxError) -> [Term?] {
    // A table without columns has rows of nothing.
    let isRowOfNothing = columns == 0 && cells.count == 1 && cells[0].isEmpty
    guard cells.count == columns || isRowOfNothing else {
      throw cursor.error(
        "the row has \(cells.count) cells for \(columns) variables",
        at: cells.first?.lowerBound)
    }
    if isRowOfNothing { return [] }
    var row: [Term?] = []
    row.reserveCapacity(columns)
    for cell in cells {
      row.append(cell.isEmpty ? nil : try TSVCell(cell, in: cursor).term())
    }
    return row
  }
}

extension ByteCursor {
  /// Steps over a line and its end, LF or CR LF, and returns where the line is.
  fileprivate mutating func line() -> Range<Int> {
    let start = place
    while let next, next != 0x0A { place += 1 }
    let hasReturn = next == 0x0A && place > start && bytes[place - 1] == 0x0D
    let end = hasReturn ? place - 1 : place
    if next == 0x0A { place += 1 }
    return start..<end
  }

  /// The cells of a line: one more than there are tabs.
  fileprivate func cells(of line: Range<Int>) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    var start = line.lowerBound
    for place in line where bytes[place] == 0x09 {
      cells.append(start..<place)
      start = place + 1
    }
    cells.append(start..<line.upperBound)
    return cells
  }
}
