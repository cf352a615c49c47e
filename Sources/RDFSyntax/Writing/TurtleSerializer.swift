// The state that Turtle and TriG share: what was written last, and so what may be left out.
//
//     graph, subject, predicate equal     " , object"
//     graph, subject equal                " ;\n    predicate object"
//     graph equal                         " .\n" and a new subject; also where a statement gets long, as
//                                         readers bound the length of one
//     another graph                       " .\n}\n" and a new graph
//
// Invariant: `openStatement` is true exactly while a statement awaits its " .". Memory: a copy of
// the last graph, subject and predicate, reused.

/// Writes the body of a Turtle or TriG document.
final class TurtleSerializer {
  let buffer: OutputBuffer
  private let prefixes: PrefixIndex
  private var graph = LastTerm()
  private var subject = LastTerm()
  private var predicate = LastTerm()
  private var isInGraph = false
  private var openStatement = false
  /// The bytes that were written before the open statement.
  private var statementStart = 0
  private var header: [(prefix: String, namespace: String)]?

  /// Bytes of a statement after which the same subject begins another one.
  private static let statementBytes = 1 << 20

  private static let typeIRI: StaticString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

  init(sink: any ByteSink, prefixes table: PrefixTable) {
    buffer = OutputBuffer(sink: sink)
    prefixes = PrefixIndex(table)
    header = table.namespaces.sorted { $0.key < $1.key }
      .map { (prefix: $0.key, namespace: $0.value) }
  }

  /// Writes one statement.
  func write(
    _ newSubject: TermBytes, _ newPredicate: TermBytes, _ object: TermBytes, graph name: TermBytes?
  ) throws(WriteError) {
    try writeHeader()
    try enterGraph(name)
    let isShort = buffer.writtenBytes - statementStart < Self.statementBytes
    if openStatement && isShort && subject.equals(newSubject) {
      if predicate.equals(newPredicate) {
        try buffer.append(" , ")
      } else {
        try buffer.append(isInGraph ? " ;\n        " : " ;\n    ")
        try startPredicate(newPredicate)
      }
    } else {
      try closeStatement()
      statementStart = buffer.writtenBytes
      if isInGraph { try buffer.append("    ") }
      try appendResource(newSubject, as: "subject")
      subject.assign(newSubject)
      try buffer.append(UInt8(ascii: " "))
      try startPredicate(newPredicate)
      openStatement = true
    }
    try appendObject(object)
  }

  /// Ends the document.
  func finish() throws(WriteError) {
    try writeHeader()
    try closeGraph()
    try buffer.flush()
  }

  private func writeHeader() throws(WriteError) {
    guard let declarations = header else { return }
    header = nil
    for (prefix, namespace) in declarations {
      try buffer.append("@prefix ")
      try append(prefix)
      try buffer.append(": <")
      try appendEscapedIRI(namespace)
      try buffer.append("> .\n")
    }
    if !declarations.isEmpty { try buffer.append(UInt8(ascii: "\n")) }
  }

  private func append(_ text: String) throws(WriteError) {
    for byte in text.utf8 { try buffer.append(byte) }
  }

  private func appendEscapedIRI(_ text: String) throws(WriteError) {
    try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(WriteError) in
      try buffer.appendEscapedIRI(bytes)
    }
  }

  private func enterGraph(_ name: TermBytes?) throws(WriteError) {
    guard let name else {
      if isInGraph { try closeGraph() }
      return
    }
    if isInGraph && graph.equals(name) { return }
    try closeGraph()
    try appendResource(name, as: "graph name")
    try buffer.append(" {\n")
    graph.assign(name)
    isInGraph = true
  }

  private func closeGraph() throws(WriteError) {
    try closeStatement()
    if isInGraph { try buffer.append("}\n") }
    isInGraph = false
  }

  private func closeStatement() throws(WriteError) {
    if openStatement { try buffer.append(" .\n") }
    openStatement = false
  }

  private func startPredicate(_ term: TermBytes) throws(WriteError) {
    guard term.kind == .iri else {
      throw .invalidTerm("\"\(term.text)\" is no IRI and cannot be a predicate")
    }
    if term.value.count == Self.typeIRI.utf8CodeUnitCount && begins(term.value, with: Self.typeIRI)
    {
      try buffer.append("a ")
    } else {
      try appendIRI(term.value)
      try buffer.append(UInt8(ascii: " "))
    }
    predicate.assign(term)
  }

  private func appendResource(_ term: TermBytes, as role: StaticString) throws(WriteError) {
    if term.kind == .iri { return try appendIRI(term.value) }
    try buffer.appendResource(term, as: role)
  }

  /// Appends a prefixed name where there is one, else the IRI in full.
  private func appendIRI(_ iri: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try buffer.appendIRI(iri, shortenedBy: prefixes)
  }

  private func appendObject(_ term: TermBytes) throws(WriteError) {
    switch term.kind {
    case .iri: try appendIRI(term.value)
    case .blankNode: try buffer.appendBlankNode(term.value)
    case .plainLiteral: try appendString(term.value)
    case .languageLiteral:
      try appendString(term.value)
      try buffer.appendLanguage(term.annotation)
    case .typedLiteral:
      if BareLiteral.isBare(term.value, datatype: term.annotation) {
        return try buffer.append(term.value)
      }
      try appendString(term.value)
      try buffer.append("^^")
      try appendIRI(term.annotation)
    }
  }

  private func appendString(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    if bytes.contains(0x0A) {
      try buffer.appendLongLiteral(bytes)
    } else {
      try buffer.appendQuoted(bytes)
    }
  }
}

/// A copy of an IRI or a blank node, to compare the next one with.
private struct LastTerm {
  private var kind = TermSyntaxKind.iri
  private var bytes: [UInt8] = []

  func equals(_ term: TermBytes) -> Bool {
    guard kind == term.kind && bytes.count == term.value.count else { return false }
    return bytes.withUnsafeBufferPointer { compareBytes($0, term.value, count: $0.count) == 0 }
  }

  mutating func assign(_ term: TermBytes) {
    kind = term.kind
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: term.value)
  }
}
