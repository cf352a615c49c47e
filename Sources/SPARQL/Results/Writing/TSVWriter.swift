// SPARQL 1.1 Query Results TSV (text/tab-separated-values): terms in the syntax of Turtle.
//
//     ?x ⇥ ?name
//     <http://example.org/a> ⇥ "Ada"@en
//     _:b1 ⇥ 1815
//
// Nothing is lost. A number stands without quotes where Turtle's grammar reads its very form with its very
// datatype: `007` of xsd:integer is bare, `1.` of xsd:decimal and `INF` are not. The standard names only
// the three numeric datatypes, so a boolean keeps its quotes. Two things are ours, because the
// standard leaves them open: a boolean result is a line with `true` or `false` and no header, and without
// variables the header and each row are an empty line.

import RDFSyntax

/// Writes rows as SPARQL 1.1 Query Results TSV.
///
/// Tabs and line ends inside a term are escaped, so a row is a line and a tab always ends a cell.
public final class TSVWriter: SolutionWriter {
  private let buffer: OutputBuffer
  private var columnCount: Int?

  /// Makes a writer in front of `sink`.
  public init(sink: any ByteSink) { buffer = OutputBuffer(sink: sink) }

  /// Writes the header: the names of the variables, each with its `?`.
  public func begin(variables: [String]) throws(WriteError) {
    precondition(columnCount == nil, "a document begins once")
    columnCount = variables.count
    for (index, variable) in variables.enumerated() {
      if index > 0 { try buffer.append(UInt8(ascii: "\t")) }
      try buffer.append(UInt8(ascii: "?"))
      try Array(variable.utf8).withUnsafeBufferPointer { (name) throws(WriteError) in
        try buffer.append(name)
      }
    }
    try buffer.append(UInt8(ascii: "\n"))
  }

  /// Writes a row; an unbound cell is empty.
  public func write(_ row: UnsafeBufferPointer<TermBytes?>) throws(WriteError) {
    precondition(row.count == columnCount, "a row has a cell for each variable")
    for column in 0..<row.count {
      if column > 0 { try buffer.append(UInt8(ascii: "\t")) }
      if let term = row[column] { try append(term) }
    }
    try buffer.append(UInt8(ascii: "\n"))
  }

  @inline(__always)
  private func append(_ term: TermBytes) throws(WriteError) {
    switch term.kind {
    case .iri: try buffer.appendIRI(term.value)
    case .blankNode: try buffer.appendBlankNode(term.value)
    case .plainLiteral: try buffer.appendTabFreeQuoted(term.value)
    case .languageLiteral:
      try buffer.appendTabFreeQuoted(term.value)
      try buffer.appendLanguage(term.annotation)
    case .typedLiteral:
      if BareLiteral.isBareNumber(term.value, datatype: term.annotation) {
        return try buffer.append(term.value)
      }
      try buffer.appendTabFreeQuoted(term.value)
      try buffer.append("^^")
      try buffer.appendIRI(term.annotation)
    }
  }

  /// Writes the line `true` or `false`.
  public func write(boolean: Bool) throws(WriteError) {
    try buffer.append(boolean ? "true\n" : "false\n")
  }

  /// A writer of further rows into another sink.
  public func rowWriter(to sink: any ByteSink) -> (any SolutionWriter)? {
    let writer = TSVWriter(sink: sink)
    writer.columnCount = columnCount
    return writer
  }

  /// Puts rows of a row writer behind those written so far.
  public func append(rows: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try buffer.append(rows)
  }

  /// Hands what was written so far to the sink.
  public func flush() throws(WriteError) { try buffer.flush() }

  /// Ends the document.
  public func finish() throws(WriteError) { try buffer.flush() }
}
