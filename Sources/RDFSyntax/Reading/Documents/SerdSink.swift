// What Serd calls: nodes become terms of a batch.
//
// Serd's nodes are good during the call only, so their bytes are copied at once. Prefixed names are
// expanded straight into the batch's arena; the prefixes known here are those Serd has read so far,
// while the guard's run ahead.

import CSerd

/// The state behind Serd's callbacks for one document.
///
/// A class, because C carries it as a pointer. Its fields do without run-time exclusivity checks: the
/// callbacks run one at a time, within `DocumentParser.run`, and none calls another.
final class SerdSink {
  @exclusivity(unchecked) private var writer: BatchWriter
  @exclusivity(unchecked) private var prefixes = PrefixBindings()
  @exclusivity(unchecked) private var base: BaseIRI?
  @exclusivity(unchecked) private var scratch: [UInt8] = []
  /// Blank nodes that earlier readers of this document made.
  @exclusivity(unchecked) private var nodesBefore: UInt64 = 0
  /// The highest number of a blank node that the present reader made.
  @exclusivity(unchecked) private var latestNode: UInt64 = 0
  private let handOn: (StatementBatch) -> StatementBatch?

  /// Why a node could not be taken, in words.
  private(set) var complaint: String?
  /// Whether the one who takes the batches wants no more.
  private(set) var isStopped = false

  init(
    into batch: StatementBatch, base: BaseIRI?,
    handOn: @escaping (StatementBatch) -> StatementBatch?
  ) {
    writer = BatchWriter(batch)
    self.base = base
    self.handOn = handOn
  }

  /// The batch being filled.
  var batch: StatementBatch { writer.batch }

  /// Notes that a new reader goes on, which numbers its blank nodes from 1 again.
  func beginReader() {
    nodesBefore += latestNode
    latestNode = 0
  }

  // MARK: Callbacks

  /// Takes a statement.
  @inline(__always)
  func statement(
    _ graph: UnsafePointer<SerdNode>?, _ subject: UnsafePointer<SerdNode>,
    _ predicate: UnsafePointer<SerdNode>, _ object: UnsafePointer<SerdNode>,
    _ datatype: UnsafePointer<SerdNode>?, _ language: UnsafePointer<SerdNode>?
  ) -> SerdStatus {
    guard complaint == nil, !isStopped else { return SERD_ERR_UNKNOWN }
    guard let subjectIndex = node(subject.pointee, .subject),
      let predicateIndex = node(predicate.pointee, .predicate),
      let objectIndex = object.pointee.type == SERD_LITERAL
        ? literal(object.pointee, datatype, language) : node(object.pointee, .object)
    else { return SERD_ERR_BAD_CURIE }
    var graphIndex = StatementSpan.defaultGraph
    if let graph {
      guard let index = node(graph.pointee, .graph) else { return SERD_ERR_BAD_CURIE }
      graphIndex = index
    }
    writer.appendStatement(
      subject: subjectIndex, predicate: predicateIndex, object: objectIndex, graph: graphIndex)
    if writer.isFull(statements: DocumentParser.batchStatements, bytes: DocumentParser.batchBytes) {
      handOnBatch()
    }
    return isStopped ? SERD_ERR_UNKNOWN : SERD_SUCCESS
  }

  /// Takes `@base`.
  func setBase(_ node: SerdNode) -> SerdStatus {
    guard let iri = iri(node) else { return SERD_ERR_BAD_ARG }
    base = BaseIRI(UnsafeBufferPointer(start: iri.start, count: iri.count))
    return SERD_SUCCESS
  }

  /// Takes `@prefix`.
  func setPrefix(_ name: SerdNode, _ node: SerdNode) -> SerdStatus {
    guard let iri = iri(node) else { return SERD_ERR_BAD_ARG }
    prefixes.define(
      UnsafeBufferPointer(start: name.buf, count: name.n_bytes),
      as: UnsafeBufferPointer(start: iri.start, count: iri.count))
    return SERD_SUCCESS
  }

  /// Hands the last batch on, unless it is empty.
  func finish() {
    if batch.statementCount > 0, !isStopped { _ = handOn(batch) }
  }

  private func handOnBatch() {
    guard let next = handOn(batch) else {
      isStopped = true
      return
    }
    next.removeAll()
    writer.start(next)
  }

  // MARK: Terms

  /// Bytes of a term: Serd's, or behind the end of the batch's arena and not counted yet.
  private typealias Bytes = (start: UnsafePointer<UInt8>, count: Int)

  @inline(__always)
  private func node(_ node: SerdNode, _ place: BatchWriter.Place) -> UInt32? {
    if node.type == SERD_BLANK {
      guard let label = label(node) else { return nil }
      return writer.node(label.start, count: label.count, kind: .blankNode, place: place)
    }
    guard let iri = node.type == SERD_CURIE ? expanded(node) : iri(node) else { return nil }
    return writer.node(iri.start, count: iri.count, kind: .iri, place: place)
  }

  @inline(__always)
  private func literal(
    _ node: SerdNode, _ datatype: UnsafePointer<SerdNode>?, _ language: UnsafePointer<SerdNode>?
  ) -> UInt32? {
    guard let text = node.buf else { return nil }
    let count = node.n_bytes
    let offset = writer.batch.appendBytes(text, count: count)
    if let language, let tag = language.pointee.buf {
      let place = writer.annotation(tag, count: language.pointee.n_bytes)
      return writer.literal(offset: offset, count: count, kind: .languageLiteral, annotation: place)
    }
    guard let datatype else {
      return writer.literal(offset: offset, count: count, kind: .plainLiteral, annotation: .none)
    }
    let name = datatype.pointee
    guard let type = name.type == SERD_CURIE ? expanded(name) : iri(name) else { return nil }
    if TermChecks.isXSDString(type.start, count: type.count) {
      return writer.literal(offset: offset, count: count, kind: .plainLiteral, annotation: .none)
    }
    let place = writer.annotation(type.start, count: type.count)
    return writer.literal(offset: offset, count: count, kind: .typedLiteral, annotation: place)
  }

  /// The absolute IRI that `node` writes, resolved against the base where it is relative.
  @inline(__always)
  private func iri(_ node: SerdNode) -> Bytes? {
    guard let text = node.buf else { return nil }
    if TermChecks.hasScheme(text, count: node.n_bytes) { return (text, node.n_bytes) }
    return resolved(UnsafeBufferPointer(start: text, count: node.n_bytes))
  }

  @inline(never)
  private func resolved(_ text: UnsafeBufferPointer<UInt8>) -> Bytes? {
    guard let base else {
      complaint = "the IRI is relative and the document has no base"
      return nil
    }
    base.resolve(Array(text)[...], into: &scratch)
    let target = writer.batch.reserveBytes(scratch.count)
    scratch.withUnsafeBufferPointer {
      if let start = $0.baseAddress { target.update(from: start, count: $0.count) }
    }
    return (UnsafePointer(target), scratch.count)
  }

  /// The IRI that a prefixed name stands for.
  @inline(__always)
  private func expanded(_ node: SerdNode) -> Bytes? {
    guard let text = node.buf else { return nil }
    var colon = 0
    while colon < node.n_bytes, text[colon] != UInt8(ascii: ":") { colon += 1 }
    guard colon < node.n_bytes, let namespace = prefixes.namespace(text, count: colon) else {
      complaint = "a word stands where a name should"
      return nil
    }
    let local = node.n_bytes - colon - 1
    let target = writer.batch.reserveBytes(namespace.count + local)
    if let start = namespace.baseAddress { target.update(from: start, count: namespace.count) }
    (target + namespace.count).update(from: text + colon + 1, count: local)
    return (UnsafePointer(target), namespace.count + local)
  }

  /// The label of a blank node, the document's own without the guard's `u`.
  ///
  /// A node that a bracket made is labelled `.1`, `.2` ..., which no document can write, because no
  /// label starts with a dot.
  @inline(__always)
  private func label(_ node: SerdNode) -> Bytes? {
    guard let text = node.buf, node.n_bytes > 1 else { return nil }
    if text[0] == UInt8(ascii: "u") { return (text + 1, node.n_bytes - 1) }
    var number: UInt64 = 0
    for index in 1..<node.n_bytes { number = number &* 10 &+ UInt64(text[index] &- 0x30) }
    latestNode = max(latestNode, number)
    return madeLabel(nodesBefore + number)
  }

  @inline(__always)
  private func madeLabel(_ number: UInt64) -> Bytes {
    let room = 21  // a dot and the digits of UInt64.max
    let target = writer.batch.reserveBytes(room)
    var start = room
    var rest = number
    repeat {
      start -= 1
      target[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    start -= 1
    target[start] = UInt8(ascii: ".")
    let count = room - start
    target.update(from: target + start, count: count)
    return (UnsafePointer(target), count)
  }
}
