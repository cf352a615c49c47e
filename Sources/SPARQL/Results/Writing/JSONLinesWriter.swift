// JSON Lines: a row a line, each an object of its own, for tools such as jq and for streams.
//
//     {"x":{"type":"uri","value":"http://example.org/a"},"n":{"type":"literal","value":"Ada"}}
//
// There is no head: a variable that no row binds does not appear.

import RDFSyntax

/// Writes each row as a line with an object of terms as in SPARQL 1.1 Query Results JSON.
///
/// What is unbound is left out. A boolean is the line `{"boolean":true}`.
public final class JSONLinesWriter: SolutionWriter {
  private let buffer: OutputBuffer
  private var openings: CellOpenings?

  /// Makes a writer in front of `sink`.
  public init(sink: any ByteSink) { buffer = OutputBuffer(sink: sink) }

  /// Takes the names; nothing is written.
  public func begin(variables: [String]) throws(WriteError) {
    precondition(openings == nil, "a document begins once")
    openings = try CellOpenings(variables) { (buffer, name, kind) throws(WriteError) in
      try buffer.appendJSONOpening(name: name, kind: kind)
    }
  }

  /// Writes a row.
  public func write(_ row: UnsafeBufferPointer<TermBytes?>) throws(WriteError) {
    guard let openings else { preconditionFailure("a document begins before its rows") }
    try buffer.appendJSONRow(row, openings: openings)
    try buffer.append(UInt8(ascii: "\n"))
  }

  /// Writes `{"boolean":true}` or the same with false.
  public func write(boolean: Bool) throws(WriteError) {
    try buffer.append(boolean ? "{\"boolean\":true}\n" : "{\"boolean\":false}\n")
  }

  /// A writer of further rows into another sink.
  public func rowWriter(to sink: any ByteSink) -> (any SolutionWriter)? {
    let writer = JSONLinesWriter(sink: sink)
    writer.openings = openings
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
