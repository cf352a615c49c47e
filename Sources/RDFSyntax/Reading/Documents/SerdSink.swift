// What Serd calls: nodes become terms of a batch.
//
// Serd's nodes are good during the call only, so their bytes are copied at once. Most objects come from
// the document instead (`ObjectTerm`). Prefixed names are expanded straight into the batch's arena; the
// prefixes known here are those Serd has read so far, while the guard's run ahead.

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
  /// The objects that Serd is not shown of the batch it reads.
  @exclusivity(unchecked) private var objects = ObjectQueue()

  /// Why a node could not be taken, in words.
  private(set) var complaint: String?
  /// Whether the one who takes the batches wants no more.
  private(set) var isStopped = false
  /// Whether Serd has found an error; what it may still read behind that is not taken.
  var hasFailed = false

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

  /// Notes that Serd reads `batch` now; the one before may be used again.
  func begin(_ batch: TokenBatch) { objects = ObjectQueue(batch) }

  /// Notes that Serd is through with its batch, so that all objects must have come.
  ///
  /// They have, as long as the guard and Serd agree on what an object is.
  func end() {
    if !objects.isEmpty, complaint == nil, !isStopped, !hasFailed { complaint = Self.misplaced }
  }

  // MARK: Callbacks

  /// Takes a statement.
  @inline(__always)
  func statement(
    _ graph: UnsafePointer<SerdNode>?, _ subject: UnsafePointer<SerdNode>,
    _ predicate: UnsafePointer<SerdNode>, _ object: UnsafePointer<SerdNode>,
    _ datatype: UnsafePointer<SerdNode>?, _ language: UnsafePointer<SerdNode>?
  ) -> SerdStatus {
    guard complaint == nil, !isStopped, !hasFailed else { return SERD_ERR_UNKNOWN }
    guard let subjectIndex = node(subject.pointee, .subject),
      let predicateIndex = node(predicate.pointee, .predicate),
      let objectIndex = object.pointee.n_bytes == 0
        ? nextObject(datatype, language)
        : object.pointee.type == SERD_LITERAL
          ? literal(object.pointee, datatype) : node(object.pointee, .object)
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

  private static let misplaced = "a word stands where a name should"

  /// Bytes of a term: Serd's, the document's, or behind the end of the batch's arena and not counted yet.
  private typealias Bytes = (start: UnsafePointer<UInt8>, count: Int)

  @inline(__always)
  private func node(_ node: SerdNode, _ place: BatchWriter.Place) -> UInt32? {
    if node.type == SERD_BLANK {
      guard let label = label(node) else { return nil }
      return writer.node(label.start, count: label.count, kind: .blankNode, place: place)
    }
    guard let iri = iri(node) else { return nil }
    return writer.node(iri.start, count: iri.count, kind: .iri, place: place)
  }

  /// A number or a boolean.
  @inline(__always)
  private func literal(_ node: SerdNode, _ datatype: UnsafePointer<SerdNode>?) -> UInt32? {
    guard let text = node.buf else { return nil }
    let count = node.n_bytes
    let offset = writer.appendBytes(text, count: count)
    return literal(offset: offset, count: count, datatype, nil)
  }

  /// The literal whose lexical form is in the arena already.
  @inline(__always)
  private func literal(
    offset: UInt32, count: Int, _ datatype: UnsafePointer<SerdNode>?,
    _ language: UnsafePointer<SerdNode>?
  ) -> UInt32? {
    if let language, let tag = language.pointee.buf {
      let place = writer.annotation(tag, count: language.pointee.n_bytes)
      return writer.literal(offset: offset, count: count, kind: .languageLiteral, annotation: place)
    }
    guard let datatype else {
      return writer.literal(offset: offset, count: count, kind: .plainLiteral, annotation: .none)
    }
    guard let type = iri(datatype.pointee) else { return nil }
    if TermChecks.isXSDString(type.start, count: type.count) {
      return writer.literal(offset: offset, count: count, kind: .plainLiteral, annotation: .none)
    }
    let place = writer.annotation(type.start, count: type.count)
    return writer.literal(offset: offset, count: count, kind: .typedLiteral, annotation: place)
  }

  /// The next of the objects that Serd is not shown.
  @inline(__always)
  private func nextObject(
    _ datatype: UnsafePointer<SerdNode>?, _ language: UnsafePointer<SerdNode>?
  ) -> UInt32? {
    guard let (term, text) = objects.take() else {
      complaint = Self.misplaced
      return nil
    }
    switch term.form {
    case .string:
      let offset: UInt32
      var count = term.count
      if term.hasEscapes {
        guard let plain = unescaped(text, count: count, .string) else { return nil }
        count = plain.count
        offset = writer.store(plain.start, count: count)
      } else {
        offset = writer.appendBytes(text, count: count)
      }
      return literal(offset: offset, count: count, datatype, language)
    case .label:
      return writer.node(text, count: term.count, kind: .blankNode, place: .object)
    case .iri:
      guard let iri = iri(text, count: term.count, hasEscapes: term.hasEscapes) else { return nil }
      return writer.node(iri.start, count: iri.count, kind: .iri, place: .object)
    case .name:
      guard let iri = expanded(text, count: term.count, hasEscapes: term.hasEscapes) else {
        return nil
      }
      return writer.node(iri.start, count: iri.count, kind: .iri, place: .object)
    }
  }

  /// Bytes of the document with escapes resolved, behind the end of the arena.
  private func unescaped(
    _ text: UnsafePointer<UInt8>, count: Int, _ kind: EscapeKind
  ) -> Bytes? {
    let target = writer.reserveBytes(count)
    guard
      case .success(let written) = Unescaping.unescape(
        from: text, to: text + count, kind: kind, into: target)
    else {
      complaint = Self.misplaced  // the guard has checked them
      return nil
    }
    return (UnsafePointer(target), written)
  }

  /// The absolute IRI that `node` writes.
  @inline(__always)
  private func iri(_ node: SerdNode) -> Bytes? {
    guard let text = node.buf, node.type == SERD_URI else {
      complaint = Self.misplaced
      return nil
    }
    guard node.n_bytes > 0, text[0] == TurtleTokens.nameMark else {
      return iri(text, count: node.n_bytes, hasEscapes: false)
    }
    if node.n_bytes > 1, text[1] == TurtleTokens.nameMark {
      return iri(text + 2, count: node.n_bytes - 2, hasEscapes: false)
    }
    return expanded(text + 1, count: node.n_bytes - 1, hasEscapes: false)
  }

  /// The absolute IRI that is written as `text`, resolved against the base where it is relative.
  @inline(__always)
  private func iri(_ text: UnsafePointer<UInt8>, count: Int, hasEscapes: Bool) -> Bytes? {
    var iri: Bytes = (text, count)
    if hasEscapes {
      guard let plain = unescaped(text, count: count, .iri) else { return nil }
      iri = plain
    }
    if TermChecks.hasScheme(iri.start, count: iri.count) { return iri }
    return resolved(UnsafeBufferPointer(start: iri.start, count: iri.count))
  }

  @inline(never)
  private func resolved(_ text: UnsafeBufferPointer<UInt8>) -> Bytes? {
    guard let base else {
      complaint = "the IRI is relative and the document has no base"
      return nil
    }
    base.resolve(Array(text)[...], into: &scratch)
    let target = writer.reserveBytes(scratch.count)
    scratch.withUnsafeBufferPointer {
      if let start = $0.baseAddress { target.update(from: start, count: $0.count) }
    }
    return (UnsafePointer(target), scratch.count)
  }

  /// The IRI that a prefixed name stands for.
  @inline(__always)
  private func expanded(_ text: UnsafePointer<UInt8>, count: Int, hasEscapes: Bool) -> Bytes? {
    var colon = 0
    while colon < count, text[colon] != UInt8(ascii: ":") { colon += 1 }
    guard colon < count, let namespace = prefixes.namespace(text, count: colon) else {
      complaint = Self.misplaced
      return nil
    }
    var local = count - colon - 1
    let target = writer.reserveBytes(namespace.count + local)
    if let start = namespace.baseAddress { target.update(from: start, count: namespace.count) }
    let rest = target + namespace.count
    if hasEscapes {
      guard
        case .success(let written) = Unescaping.unescape(
          from: text + colon + 1, to: text + count, kind: .localName, into: rest)
      else {
        complaint = Self.misplaced
        return nil
      }
      local = written
    } else {
      rest.update(from: text + colon + 1, count: local)
    }
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
    let target = writer.reserveBytes(room)
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
