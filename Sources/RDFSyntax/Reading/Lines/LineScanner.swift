// The grammar of an N-Triples or N-Quads statement (RDF 1.1), straight from bytes into a batch.
//
//     statement ::= subject predicate object graph? '.'
//     subject   ::= IRIREF | BLANK_NODE_LABEL
//     object    ::= subject | STRING ('@' tag | '^^' IRIREF)?
//
// Strict by construction: what the grammar does not name is refused at its byte. Nothing is allocated
// for a statement that is accepted. Cost: about 1 ns for 4 bytes of text.
//
// Unsafe: pointers stay within the chunk because its text ends in line ends (`LineChunk.seal`), and no
// step here passes a line end.

/// Reads statements of one chunk; made anew for each.
struct LineScanner {
  let base: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>
  let hasGraphs: Bool
  let tokenBytes: Int

  private typealias Term = (index: UInt32, next: UnsafePointer<UInt8>)

  /// Reads the statement at `start` into the batch and returns where it ends, behind its `.`.
  @inline(__always)
  func statement(
    at start: UnsafePointer<UInt8>, into writer: inout BatchWriter
  ) throws(LineFailure) -> UnsafePointer<UInt8> {
    let subject = try node(at: start, place: .subject, into: &writer)
    let second = skipBlanks(subject.next)
    guard second[0] == UInt8(ascii: "<") else { throw expected("a predicate in < >", at: second) }
    let predicate = try iri(at: second, place: .predicate, into: &writer)
    let third = skipBlanks(predicate.next)
    let object =
      third[0] == UInt8(ascii: "\"")
      ? try literal(at: third, into: &writer) : try node(at: third, place: .object, into: &writer)
    var next = skipBlanks(object.next)
    var graph = StatementSpan.defaultGraph
    if hasGraphs, next[0] != UInt8(ascii: ".") {
      let term = try node(at: next, place: .graph, into: &writer)
      graph = term.index
      next = skipBlanks(term.next)
    }
    guard next[0] == UInt8(ascii: ".") else { throw expected("a . after the statement", at: next) }
    writer.appendStatement(
      subject: subject.index, predicate: predicate.index, object: object.index, graph: graph)
    return next + 1
  }

  /// Steps over spaces and tabs.
  @inline(__always)
  func skipBlanks(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var position = start
    while position[0] == 0x20 || position[0] == 0x09 { position += 1 }
    return position
  }

  /// The failure that something else than `what` stands at `position`.
  func expected(_ what: String, at position: UnsafePointer<UInt8>) -> LineFailure {
    let byte = position[0]
    var hint: String?
    if byte == UInt8(ascii: "@") || byte == UInt8(ascii: "P") || byte == UInt8(ascii: "[") {
      hint = "this looks like Turtle"
    }
    let found =
      position >= end || byte == 0x0A || byte == 0x0D
      ? "the line ends" : "found \(describe(byte))"
    return LineFailure(offset: position - base, message: "expected \(what), \(found)", hint: hint)
  }

  private func describe(_ byte: UInt8) -> String {
    byte > 0x20 && byte < 0x7F
      ? "\(Character(UnicodeScalar(byte)))" : "byte 0x\(String(byte, radix: 16, uppercase: true))"
  }

  @inline(__always)
  private func node(
    at start: UnsafePointer<UInt8>, place: BatchWriter.Place, into writer: inout BatchWriter
  ) throws(LineFailure) -> Term {
    if start[0] == UInt8(ascii: "<") { return try iri(at: start, place: place, into: &writer) }
    guard start[0] == UInt8(ascii: "_"), start[1] == UInt8(ascii: ":") else {
      switch place {
      case .subject: throw expected("a subject: < or _:", at: start)
      case .graph: throw expected("a graph or a .", at: start)
      default: throw expected("an object: <, _: or \"", at: start)
      }
    }
    let label = start + 2
    guard let next = TermChecks.labelEnd(label, end: end) else {
      throw LineFailure(
        offset: label - base, message: "a blank node's label cannot start like this")
    }
    try checkToken(label, next)
    return (writer.node(label, count: next - label, kind: .blankNode, place: place), next)
  }

  @inline(__always)
  private func iri(
    at start: UnsafePointer<UInt8>, place: BatchWriter.Place, into writer: inout BatchWriter
  ) throws(LineFailure) -> Term {
    let text = start + 1
    let stop = try iriEnd(text)
    let next = stop.position + 1
    let count = stop.position - text
    if stop.hasEscapes {
      let written = try unescape(text, stop.position, .iri, into: writer.batch)
      let unescaped = UnsafePointer(writer.batch.reserveBytes(0))
      try checkScheme(unescaped, written, at: text)
      return (writer.node(unescaped, count: written, kind: .iri, place: place), next)
    }
    try checkScheme(text, count, at: text)
    return (writer.node(text, count: count, kind: .iri, place: place), next)
  }

  @inline(__always)
  private func iriEnd(_ text: UnsafePointer<UInt8>) throws(LineFailure) -> ScanStop {
    let stop = ByteScan.iri(text, end: end)
    guard stop.position[0] == UInt8(ascii: ">") else {
      let atEnd = stop.position >= end
      throw LineFailure(
        offset: min(stop.position, end) - base,
        message: TermChecks.iriComplaint(stop.position[0], atEnd: atEnd))
    }
    try checkToken(text, stop.position)
    return stop
  }

  @inline(__always)
  private func literal(
    at start: UnsafePointer<UInt8>, into writer: inout BatchWriter
  ) throws(LineFailure) -> Term {
    let text = start + 1
    var stop = ByteScan.string(text, end: end, quote: UInt8(ascii: "\""))
    while stop.position[0] == 0, stop.position < end {
      // The grammar allows a bare NUL inside a string.
      let rest = ByteScan.string(stop.position + 1, end: end, quote: UInt8(ascii: "\""))
      stop = ScanStop(position: rest.position, hasEscapes: stop.hasEscapes || rest.hasEscapes)
    }
    guard stop.position[0] == UInt8(ascii: "\"") else {
      throw LineFailure(
        offset: min(stop.position, end) - base,
        message: TermChecks.stringComplaint(stop.position[0], atEnd: stop.position >= end))
    }
    try checkToken(text, stop.position)

    let batch = writer.batch
    let offset: UInt32
    let count: Int
    if stop.hasEscapes {
      count = try unescape(text, stop.position, .string, into: batch)
      offset = UInt32(truncatingIfNeeded: batch.byteCount)
      batch.commitBytes(count)
    } else {
      count = stop.position - text
      offset = batch.appendBytes(text, count: count)
    }
    return try annotated(offset, count, after: stop.position + 1, into: &writer)
  }

  /// Finishes a literal whose lexical form is in the arena: its tag or datatype, if any, follows.
  @inline(__always)
  private func annotated(
    _ offset: UInt32, _ count: Int, after quote: UnsafePointer<UInt8>,
    into writer: inout BatchWriter
  ) throws(LineFailure) -> Term {
    let next = skipBlanks(quote)
    if next[0] == UInt8(ascii: "@") {
      guard let tagEnd = TermChecks.languageTagEnd(next + 1) else {
        throw LineFailure(offset: next - base, message: "malformed language tag")
      }
      try checkToken(next, tagEnd)
      let tag = writer.annotation(next + 1, count: tagEnd - next - 1)
      return (
        writer.literal(offset: offset, count: count, kind: .languageLiteral, annotation: tag),
        tagEnd
      )
    }
    guard next[0] == UInt8(ascii: "^") else {
      return (
        writer.literal(offset: offset, count: count, kind: .plainLiteral, annotation: .none), quote
      )
    }
    let datatype = next[1] == UInt8(ascii: "^") ? skipBlanks(next + 2) : next
    guard datatype[0] == UInt8(ascii: "<") else {
      throw expected("^^ and a datatype in < >", at: datatype)
    }
    return try typed(offset, count, datatype: datatype + 1, into: &writer)
  }

  @inline(__always)
  private func typed(
    _ offset: UInt32, _ count: Int, datatype: UnsafePointer<UInt8>, into writer: inout BatchWriter
  ) throws(LineFailure) -> Term {
    let stop = try iriEnd(datatype)
    var bytes = datatype
    var length = stop.position - datatype
    if stop.hasEscapes {
      length = try unescape(datatype, stop.position, .iri, into: writer.batch)
      bytes = UnsafePointer(writer.batch.reserveBytes(0))
    }
    try checkScheme(bytes, length, at: datatype)
    let next = stop.position + 1
    if TermChecks.isXSDString(bytes, count: length) {
      return (
        writer.literal(offset: offset, count: count, kind: .plainLiteral, annotation: .none), next
      )
    }
    let annotation = writer.annotation(bytes, count: length)
    return (
      writer.literal(offset: offset, count: count, kind: .typedLiteral, annotation: annotation),
      next
    )
  }

  /// Unescapes behind the end of the arena, uncounted yet, and returns the length.
  @inline(never)
  private func unescape(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ kind: EscapeKind,
    into batch: StatementBatch
  ) throws(LineFailure) -> Int {
    let target = batch.reserveBytes(end - start)
    switch Unescaping.unescape(from: start, to: end, kind: kind, into: target) {
    case .success(let count): return count
    case .failure(let error):
      throw LineFailure(offset: start - base + error.offset, message: error.message)
    }
  }

  @inline(__always)
  private func checkScheme(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, at position: UnsafePointer<UInt8>
  ) throws(LineFailure) {
    guard TermChecks.hasScheme(bytes, count: count) else {
      throw LineFailure(
        offset: position - base, message: "the IRI is relative",
        hint: "N-Triples and N-Quads have no base: write the IRI in full")
    }
  }

  @inline(__always)
  private func checkToken(
    _ start: UnsafePointer<UInt8>, _ stop: UnsafePointer<UInt8>
  ) throws(LineFailure) {
    guard stop - start <= tokenBytes else {
      throw LineFailure(
        offset: start - base, message: "the length of a term in bytes", allowed: tokenBytes)
    }
  }
}
