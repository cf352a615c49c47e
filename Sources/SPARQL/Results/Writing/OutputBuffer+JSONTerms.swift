// Terms as SPARQL 1.1 Query Results JSON Format, section 3.2.2, has them.

import RDFSyntax

extension OutputBuffer {
  /// Appends `"name":{"type":"KIND","value":"`.
  func appendJSONOpening(
    name: UnsafeBufferPointer<UInt8>, kind: TermSyntaxKind
  ) throws(WriteError) {
    try append(UInt8(ascii: "\""))
    try appendEscapedJSON(name)
    try append("\":{\"type\":\"")
    switch kind {
    case .iri: try append("uri")
    case .blankNode: try append("bnode")
    case .plainLiteral, .languageLiteral, .typedLiteral: try append("literal")
    }
    try append("\",\"value\":\"")
  }

  /// Appends what follows the opening: the value, its tag or datatype, and the end of the object.
  @inline(__always)
  func appendJSONRest(of term: TermBytes) throws(WriteError) {
    try appendEscapedJSON(term.value)
    switch term.kind {
    case .iri, .blankNode, .plainLiteral: break
    case .languageLiteral:
      try append("\",\"xml:lang\":\"")
      try appendEscapedJSON(term.annotation)
    case .typedLiteral:
      try append("\",\"datatype\":\"")
      try appendEscapedJSON(term.annotation)
    }
    try append("\"}")
  }

  /// Appends a row as an object; what is unbound is left out.
  @inline(__always)
  func appendJSONRow(
    _ row: UnsafeBufferPointer<TermBytes?>, openings: CellOpenings
  ) throws(WriteError) {
    precondition(row.count == openings.columnCount, "a row has a cell for each variable")
    try append(UInt8(ascii: "{"))
    var isFirst = true
    for column in 0..<row.count {
      guard let term = row[column] else { continue }
      if !isFirst { try append(UInt8(ascii: ",")) }
      isFirst = false
      try append(openings.opening(column, term.kind))
      try appendJSONRest(of: term)
    }
    try append(UInt8(ascii: "}"))
  }
}
