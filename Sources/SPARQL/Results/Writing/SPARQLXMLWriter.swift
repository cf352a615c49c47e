// SPARQL Query Results XML Format, second edition (application/sparql-results+xml), a row a line:
//
//     <?xml version="1.0" encoding="UTF-8"?>
//     <sparql xmlns="http://www.w3.org/2005/sparql-results#">
//     <head><variable name="x"/></head>
//     <results>
//     <result><binding name="x"><literal xml:lang="de">Text</literal></binding></result>
//     </results>
//     </sparql>

import RDFSyntax

/// Writes rows, or a boolean, as SPARQL Query Results XML.
///
/// XML 1.0 cannot hold most control characters, U+FFFE and U+FFFF. A term with one of them ends the
/// document with ``WriteError/invalidTerm(_:)``: to drop or replace it would give another term.
public final class SPARQLXMLWriter: SolutionWriter {
  private let buffer: OutputBuffer
  private var openings: CellOpenings?

  private static let start: StaticString = """
    <?xml version="1.0" encoding="UTF-8"?>
    <sparql xmlns="http://www.w3.org/2005/sparql-results#">

    """

  /// Makes a writer in front of `sink`.
  public init(sink: any ByteSink) { buffer = OutputBuffer(sink: sink) }

  /// Writes the head.
  public func begin(variables: [String]) throws(WriteError) {
    precondition(openings == nil, "a document begins once")
    openings = try CellOpenings(variables) { (buffer, name, kind) throws(WriteError) in
      try Self.append(to: buffer, openingFor: name, kind)
    }
    try buffer.append(Self.start)
    try buffer.append("<head>")
    for variable in variables {
      try buffer.append("<variable name=\"")
      try Array(variable.utf8).withUnsafeBufferPointer { (name) throws(WriteError) in
        try buffer.appendXMLAttribute(name)
      }
      try buffer.append("\"/>")
    }
    try buffer.append("</head>\n<results>\n")
  }

  private static func append(
    to buffer: OutputBuffer, openingFor name: UnsafeBufferPointer<UInt8>, _ kind: TermSyntaxKind
  ) throws(WriteError) {
    try buffer.append("<binding name=\"")
    try buffer.appendXMLAttribute(name)
    switch kind {
    case .iri: try buffer.append("\"><uri>")
    case .blankNode: try buffer.append("\"><bnode>")
    case .plainLiteral: try buffer.append("\"><literal>")
    case .languageLiteral: try buffer.append("\"><literal xml:lang=\"")
    case .typedLiteral: try buffer.append("\"><literal datatype=\"")
    }
  }

  /// Writes a row without the unbound variables.
  public func write(_ row: UnsafeBufferPointer<TermBytes?>) throws(WriteError) {
    guard let openings else { preconditionFailure("a document begins before its rows") }
    precondition(row.count == openings.columnCount, "a row has a cell for each variable")
    try buffer.append("<result>")
    for column in 0..<row.count {
      guard let term = row[column] else { continue }
      try buffer.append(openings.opening(column, term.kind))
      try appendRest(of: term)
    }
    try buffer.append("</result>\n")
  }

  /// Appends what follows the opening of a cell.
  @inline(__always)
  private func appendRest(of term: TermBytes) throws(WriteError) {
    if term.kind == .languageLiteral || term.kind == .typedLiteral {
      try buffer.appendXMLAttribute(term.annotation)
      try buffer.append("\">")
    }
    try buffer.appendXMLText(term.value)
    switch term.kind {
    case .iri: try buffer.append("</uri></binding>")
    case .blankNode: try buffer.append("</bnode></binding>")
    case .plainLiteral, .languageLiteral, .typedLiteral:
      try buffer.append("</literal></binding>")
    }
  }

  /// Writes a document with `<boolean>` instead of rows.
  public func write(boolean: Bool) throws(WriteError) {
    try buffer.append(Self.start)
    try buffer.append("<head></head>\n<boolean>")
    try buffer.append(boolean ? "true" : "false")
    try buffer.append("</boolean>\n</sparql>\n")
  }

  /// A writer of further rows into another sink.
  public func rowWriter(to sink: any ByteSink) -> (any SolutionWriter)? {
    let writer = SPARQLXMLWriter(sink: sink)
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
  public func finish() throws(WriteError) {
    if openings != nil { try buffer.append("</results>\n</sparql>\n") }
    try buffer.flush()
  }
}
