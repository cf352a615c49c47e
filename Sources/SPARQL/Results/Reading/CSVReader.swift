// SPARQL 1.1 Query Results CSV (RFC 4180).
//
//     x,name
//     http://example.org/a,"Lovelace, Ada"
//
// CSV has lost what kind of term a value was. A field that begins with `_:` is read as a blank node, every
// other as a plain literal, IRIs too; a field of nothing is unbound, and `""` is the empty text.

import RDF
import RDFSyntax

/// Reads SPARQL 1.1 Query Results CSV, as far as CSV can tell.
///
/// A document that is the line `true` or `false` is a boolean, as ``CSVWriter`` writes it; so a table of
/// one variable `true` without rows cannot be told from it. Line ends are CR LF or LF. Memory: the
/// document and its rows.
public struct CSVReader: Sendable {
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
    let header = try cursor.record()
    if cursor.isAtEnd, header.count == 1, !header[0].isQuoted,
      let answer = ["true": true, "false": false][header[0].text]
    {
      return .boolean(answer)
    }
    var rows = ResultRows()
    if !Self.isNothing(header) {
      for field in header { try rows.declare(field.text, at: field.place, in: cursor) }
    }
    while !cursor.isAtEnd {
      let record = try cursor.record()
      let isRowOfNothing = rows.columnCount == 0 && Self.isNothing(record)
      guard record.count == rows.columnCount || isRowOfNothing else {
        throw cursor.error(
          "the row has \(record.count) fields for \(rows.columnCount) variables",
          at: record.first?.place)
      }
      try rows.append(isRowOfNothing ? [] : record.map(\.term), in: cursor)
    }
    return rows.finished()
  }

  /// Whether a record is an empty line.
  private static func isNothing(_ record: [CSVField]) -> Bool {
    record.count == 1 && record[0].text.isEmpty && !record[0].isQuoted
  }
}

/// A field of CSV.
private struct CSVField {
  var text: String
  var isQuoted: Bool
  /// Offset of the field.
  var place: Int

  var term: Term? {
    if text.isEmpty, !isQuoted { return nil }
    guard text.utf8.count > 2, text.hasPrefix("_:") else { return .literal(Literal(text)) }
    return .blankNode(BlankNode(String(text.dropFirst(2))))
  }
}

extension ByteCursor {
  /// Reads a record and its line end.
  fileprivate mutating func record() throws(SyntaxError) -> [CSVField] {
    var fields: [CSVField] = []
    repeat {
      guard fields.count <= limits.variables else {
        throw exceeded("the number of variables", allowed: limits.variables)
      }
      fields.append(try field())
    } while skip(UInt8(ascii: ","))
    guard isAtEnd || skip("\r\n") || skip(UInt8(ascii: "\n")) else {
      throw expected("\",\" or a line end")
    }
    return fields
  }

  private mutating func field() throws(SyntaxError) -> CSVField {
    let start = place
    if skip(UInt8(ascii: "\"")) { return try quotedField(from: start) }
    while let next, next != UInt8(ascii: ","), next != 0x0A, next != 0x0D {
      if next == UInt8(ascii: "\"") {
        throw error("a quote can only stand in a field that is in quotes")
      }
      place += 1
    }
    try checkToken(from: start)
    return CSVField(text: text(start..<place), isQuoted: false, place: start)
  }

  /// Reads on behind the opening quote; a doubled one stands for one.
  private mutating func quotedField(from start: Int) throws(SyntaxError) -> CSVField {
    var content: [UInt8] = []
    while true {
      let piece = place
      while let next, next != UInt8(ascii: "\"") { place += 1 }
      content.append(contentsOf: bytes[piece..<place])
      guard skip(UInt8(ascii: "\"")) else {
        throw error("the field has no closing quote", at: start)
      }
      try checkToken(from: start)
      guard skip(UInt8(ascii: "\"")) else { break }
      content.append(UInt8(ascii: "\""))
    }
    return CSVField(text: String(decoding: content, as: UTF8.self), isQuoted: true, place: start)
  }
}
