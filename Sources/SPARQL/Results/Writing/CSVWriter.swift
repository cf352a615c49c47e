// SPARQL 1.1 Query Results CSV (text/csv, RFC 4180): values without their kinds, lines ended by CR LF.
//
//     x,name
//     http://example.org/a,Ada
//     _:b1,"Lovelace, Ada"
//
// The format loses datatypes, tags and the difference between an IRI and a text. Three things are ours,
// because the standard leaves them open:
//   * an empty text is `""` and an unbound cell is nothing, which the readers that care tell apart;
//   * a boolean is a line with `true` or `false` and no header;
//   * without variables the header and each row are an empty line.

import RDFSyntax

/// Writes rows as SPARQL 1.1 Query Results CSV.
///
/// A blank node is `_:` and its label, encoded where Turtle would not know the label.
public final class CSVWriter: SolutionWriter {
  private let buffer: OutputBuffer
  private var columnCount: Int?

  /// Makes a writer in front of `sink`.
  public init(sink: any ByteSink) { buffer = OutputBuffer(sink: sink) }

  /// Writes the header: the names of the variables.
  public func begin(variables: [String]) throws(WriteError) {
    precondition(columnCount == nil, "a document begins once")
    columnCount = variables.count
    for (index, variable) in variables.enumerated() {
      if index > 0 { try buffer.append(UInt8(ascii: ",")) }
      try Array(variable.utf8).withUnsafeBufferPointer { (name) throws(WriteError) in
        try buffer.appendCSVField(name)
      }
    }
    try buffer.append("\r\n")
  }

  /// Writes a row.
  public func write(_ row: UnsafeBufferPointer<TermBytes?>) throws(WriteError) {
    precondition(row.count == columnCount, "a row has a cell for each variable")
    for column in 0..<row.count {
      if column > 0 { try buffer.append(UInt8(ascii: ",")) }
      guard let term = row[column] else { continue }
      if term.kind == .blankNode {
        // Labels have no character that needs quotes.
        try buffer.appendBlankNode(term.value)
      } else if term.value.isEmpty {
        try buffer.append("\"\"")
      } else {
        try buffer.appendCSVField(term.value)
      }
    }
    try buffer.append("\r\n")
  }

  /// Writes the line `true` or `false`.
  public func write(boolean: Bool) throws(WriteError) {
    try buffer.append(boolean ? "true\r\n" : "false\r\n")
  }

  /// A writer of further rows into another sink.
  public func rowWriter(to sink: any ByteSink) -> (any SolutionWriter)? {
    let writer = CSVWriter(sink: sink)
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
