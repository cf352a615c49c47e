import RDF

/// A term as bytes that someone else owns: what the dump of a store and converters hand to a
/// writer.
///
/// The bytes must stay in place until the call they are passed to returns, and be valid UTF-8.
public struct TermBytes {
  /// The kind of the term.
  public var kind: TermSyntaxKind
  /// The IRI, the blank node's label or the lexical form.
  public var value: UnsafeBufferPointer<UInt8>
  /// The language tag or the datatype's IRI; empty for the other kinds.
  public var annotation: UnsafeBufferPointer<UInt8>

  /// Makes a term of bytes.
  @inlinable
  public init(
    kind: TermSyntaxKind, value: UnsafeBufferPointer<UInt8>,
    annotation: UnsafeBufferPointer<UInt8> = UnsafeBufferPointer(start: nil, count: 0)
  ) {
    self.kind = kind
    self.value = value
    self.annotation = annotation
  }

  /// The term that `span` names in the arena `bytes`.
  init(_ span: TermSpan, in bytes: UnsafePointer<UInt8>) {
    guard let kind = TermSyntaxKind(rawValue: span.kind) else {
      preconditionFailure("\(span.kind) is no kind of term")
    }
    self.kind = kind
    value = UnsafeBufferPointer(start: bytes + Int(span.offset), count: Int(span.length))
    annotation = UnsafeBufferPointer(
      start: bytes + Int(span.annotationOffset), count: Int(span.annotationLength))
  }

  /// The value as text, for messages.
  var text: String { String(decoding: value, as: UTF8.self) }
}

/// Turns values into bytes, in memory that is used again for each quad or row.
package final class TermScratch {
  private var base: UnsafeMutablePointer<UInt8> = .allocate(capacity: 1_024)
  private var capacity = 1_024
  private var count = 0
  private var places: [Place?] = []
  private var row: [TermBytes?] = []

  /// Makes a scratch with room for a usual quad.
  package init() {}

  deinit { base.deallocate() }

  /// Passes the bytes of `quad` to `body`.
  func withBytes(
    of quad: Quad,
    _ body: (TermBytes, TermBytes, TermBytes, TermBytes?) throws(WriteError) -> Void
  ) throws(WriteError) {
    count = 0
    // All four are copied before the first is pointed to: the memory moves when it grows.
    let subject = append(quad.subject)
    let predicate = append(quad.predicate)
    let object = append(quad.object)
    let graph = quad.graph.map(append)
    try body(bytes(subject), bytes(predicate), bytes(object), graph.map(bytes))
  }

  /// Passes the bytes of a row of terms to `body`; nil is unbound.
  package func withBytes(
    ofRow terms: [Term?],
    _ body: (UnsafeBufferPointer<TermBytes?>) throws(WriteError) -> Void
  ) throws(WriteError) {
    count = 0
    places.removeAll(keepingCapacity: true)
    row.removeAll(keepingCapacity: true)
    // All are copied before the first is pointed to, as above.
    for term in terms { places.append(term.map(append)) }
    for place in places { row.append(place.map(bytes)) }
    try row.withUnsafeBufferPointer { (row) throws(WriteError) in try body(row) }
  }

  private struct Place {
    var kind: TermSyntaxKind
    var value: Range<Int>
    var annotation = 0..<0
  }

  private func bytes(_ place: Place) -> TermBytes {
    TermBytes(
      kind: place.kind,
      value: UnsafeBufferPointer(start: base + place.value.lowerBound, count: place.value.count),
      annotation: UnsafeBufferPointer(
        start: base + place.annotation.lowerBound, count: place.annotation.count))
  }

  private func append(_ term: Term) -> Place {
    switch term {
    case .iri(let iri): return Place(kind: .iri, value: append(iri.string))
    case .blankNode(let node): return Place(kind: .blankNode, value: append(node.label))
    case .literal(let literal):
      let value = append(literal.lexicalForm)
      if let language = literal.language {
        return Place(kind: .languageLiteral, value: value, annotation: append(language))
      }
      if literal.datatype == XSD.string { return Place(kind: .plainLiteral, value: value) }
      let datatype = append(literal.datatype.string)
      return Place(kind: .typedLiteral, value: value, annotation: datatype)
    }
  }

  private func append(_ text: String) -> Range<Int> {
    let start = count
    var text = text
    text.withUTF8 { bytes in
      if count + bytes.count > capacity { grow(toHold: count + bytes.count) }
      guard let source = bytes.baseAddress else { return }
      (base + count).update(from: source, count: bytes.count)
      count += bytes.count
    }
    return start..<count
  }

  private func grow(toHold needed: Int) {
    capacity = max(capacity * 2, needed)
    let new = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    new.update(from: base, count: count)
    base.deallocate()
    base = new
  }
}
