// A cell of TSV: one term in the syntax of Turtle, nothing before or behind it.
//
//     <iri>   _:label   "form"   'form'   "form"@tag   "form"^^<iri>   42   4.2   4.2e0   true
//
// Forms in three quotes and prefixed names are not among them: a cell is a line, and there are no prefixes.

import RDF
import RDFSyntax

/// Reads the term of a cell.
struct TSVCell {
  private let cell: Range<Int>
  private let cursor: ByteCursor

  /// The cell at `range`, which is not empty.
  init(_ range: Range<Int>, in cursor: ByteCursor) {
    cell = range
    self.cursor = cursor
  }

  /// The term.
  func term() throws(SyntaxError) -> Term {
    guard cell.count <= cursor.limits.tokenBytes else {
      throw cursor.exceeded(
        "the length of a term in bytes", allowed: cursor.limits.tokenBytes, at: cell.lowerBound)
    }
    switch cursor.bytes[cell.lowerBound] {
    case UInt8(ascii: "<"):
      guard cursor.bytes[cell.upperBound - 1] == UInt8(ascii: ">"), cell.count > 1 else {
        throw cursor.error("the IRI has no closing \">\"", at: cell.lowerBound)
      }
      return .iri(try iri(cell.lowerBound + 1..<cell.upperBound - 1))
    case UInt8(ascii: "_"): return try blankNode()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try quoted()
    default: return try bare()
    }
  }

  private func iri(_ range: Range<Int>) throws(SyntaxError) -> IRI {
    try cursor.iri(try unescaped(range, .iri), at: range.lowerBound)
  }

  private func blankNode() throws(SyntaxError) -> Term {
    let label = cell.dropFirst(2)
    let isLabel =
      cursor.bytes[cell].starts(with: "_:".utf8)
      && cursor.bytes[label].withUnsafeBufferPointer(isBlankNodeLabel)
    guard isLabel else { throw cursor.error("malformed blank node", at: cell.lowerBound) }
    return .blankNode(BlankNode(cursor.text(label)))
  }

  private func quoted() throws(SyntaxError) -> Term {
    let quote = cursor.bytes[cell.lowerBound]
    let start = cell.lowerBound + 1
    var end = start
    while end < cell.upperBound, cursor.bytes[end] != quote {
      if cursor.bytes[end] == 0x0D {
        throw cursor.error("a string cannot hold a bare line end", at: end)
      }
      // A backslash takes the byte behind it along, be it a quote.
      end += cursor.bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < cell.upperBound else {
      throw cursor.error("the string has no closing quote", at: cell.lowerBound)
    }
    let form = try unescaped(start..<end, .string)
    return try annotated(form, end + 1..<cell.upperBound)
  }

  /// The literal of `form`, with what stands behind its quotes.
  private func annotated(_ form: String, _ rest: Range<Int>) throws(SyntaxError) -> Term {
    let bytes = cursor.bytes[rest]
    if bytes.isEmpty { return .literal(Literal(form)) }
    if bytes.first == UInt8(ascii: "@") {
      return try cursor.literal(
        form, language: cursor.text(rest.dropFirst()), datatype: nil, at: rest.lowerBound)
    }
    guard bytes.starts(with: "^^<".utf8), bytes.last == UInt8(ascii: ">") else {
      throw cursor.error("expected \"@\" and a tag or \"^^<\" and a datatype", at: rest.lowerBound)
    }
    let datatype = try unescaped(rest.lowerBound + 3..<rest.upperBound - 1, .iri)
    return try cursor.literal(form, language: nil, datatype: datatype, at: rest.lowerBound)
  }

  private func bare() throws(SyntaxError) -> Term {
    let form = cursor.text(cell)
    if let datatype = cursor.bytes[cell].withUnsafeBufferPointer(BareLiteral.datatype) {
      return .literal(Literal(form, datatype: datatype))
    }
    guard form == "true" || form == "false" else {
      throw cursor.error(
        "expected a term in Turtle's syntax", at: cell.lowerBound,
        hint: "IRIs stand in < >, texts in quotes")
    }
    return .literal(Literal(form, datatype: XSD.boolean))
  }

  private func unescaped(_ range: Range<Int>, _ kind: EscapeKind) throws(SyntaxError) -> String {
    guard cursor.bytes[range].contains(UInt8(ascii: "\\")) else { return cursor.text(range) }
    let result = cursor.bytes[range].withUnsafeBufferPointer { source in
      Self.unescaped(source, kind)
    }
    switch result {
    case .success(let text): return text
    case .failure(let failure):
      throw cursor.error(failure.message, at: range.lowerBound + failure.offset)
    }
  }

  private static func unescaped(
    _ source: UnsafeBufferPointer<UInt8>, _ kind: EscapeKind
  ) -> Result<String, EscapeError> {
    guard let start = source.baseAddress else { return .success("") }
    // The result is never longer than the source.
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: source.count) { room in
      guard let target = room.baseAddress else { return .success("") }
      return Unescaping.unescape(from: start, to: start + source.count, kind: kind, into: target)
        .map { String(decoding: UnsafeBufferPointer(start: target, count: $0), as: UTF8.self) }
    }
  }
}
