// SPARQL 1.1 Query Results JSON Format (application/sparql-results+json), a row a line:
//
//     {"head":{"vars":["x"]},"results":{"bindings":[
//     {"x":{"type":"uri","value":"http://example.org/a"}},
//     {"x":{"type":"literal","value":"Text","xml:lang":"de"}}
//     ]}}
//
// Lines are for people and for tools that cut at them; to JSON they are white space.

import RDFSyntax

/// Writes rows, or a boolean, as SPARQL 1.1 Query Results JSON.
///
/// A blank node keeps its label; what JSON strings may not hold is escaped, so every term can be written.
public final class SPARQLJSONWriter: SolutionWriter {
  private let buffer: OutputBuffer
  private var openings: CellOpenings?
  private var hasRows = false

  /// Makes a writer in front of `sink`.
  public init(sink: any ByteSink) { buffer = OutputBuffer(sink: sink) }

  /// Writes the head.
  public func begin(variables: [String]) throws(WriteError) {
    precondition(openings == nil, "a document begins once")
    openings = try CellOpenings(variables) { (buffer, name, kind) throws(WriteError) in
      try buffer.appendJSONOpening(name: name, kind: kind)
    }
    try buffer.append("{\"head\":{\"vars\":[")
    for (index, variable) in variables.enumerated() {
      if index > 0 { try buffer.append(UInt8(ascii: ",")) }
      try buffer.append(UInt8(ascii: "\""))
      try Array(variable.utf8).withUnsafeBufferPointer { (name) throws(WriteError) in
        try buffer.appendEscapedJSON(name)
      }
      try buffer.append(UInt8(ascii: "\""))
    }
    try buffer.append("]},\"results\":{\"bindings\":[\n")
  }

  /// Writes a row as an object without the unbound variables.
  public func write(_ row: UnsafeBufferPointer<TermBytes?>) throws(WriteError) {
    guard let openings else { preconditionFailure("a document begins before its rows") }
    if hasRows { try buffer.append(",\n") }
    hasRows = true
    try buffer.appendJSONRow(row, openings: openings)
  }

  /// Writes `{"head":{},"boolean":true}` or the same with false.
  public func write(boolean: Bool) throws(WriteError) {
    try buffer.append(
      boolean ? "{\"head\":{},\"boolean\":true}\n" : "{\"head\":{},\"boolean\":false}\n")
  }

  /// A writer of further rows into another sink.
  public func rowWriter(to sink: any ByteSink) -> (any SolutionWriter)? {
    let writer = SPARQLJSONWriter(sink: sink)
    writer.openings = openings
    writer.hasRows = true
    return writer
  }

  /// Puts rows of a row writer behind those written so far.
  public func append(rows: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try buffer.append(rows)
  }

  /// Hands what was written so far to the sink.
  public func flush() throws(WriteError) { try buffer.flush() }

  /// Ends the document.
  public func finish() throws(WriteError) {
    if openings != nil { try buffer.append(hasRows ? "\n]}}\n" : "]}}\n") }
    try buffer.flush()
  }
}
