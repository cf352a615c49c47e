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
  @exclusivity(unchecked) var writer: BatchWriter
  @exclusivity(unchecked) var prefixes = PrefixBindings()
  @exclusivity(unchecked) var base: BaseIRI?
  @exclusivity(unchecked) var scratch: [UInt8] = []
  /// Blank nodes that earlier readers of this document made.
  @exclusivity(unchecked) var nodesBefore: UInt64 = 0
  /// The highest number of a blank node that the present reader made.
  @exclusivity(unchecked) var latestNode: UInt64 = 0
  private let handOn: (StatementBatch) -> StatementBatch?
  /// The objects that Serd is not shown of the batch it reads.
  @exclusivity(unchecked) var objects = ObjectQueue()

  /// Why a node could not be taken, in words.
  var complaint: String?
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
    _ datatype: UnsafePointer<SerdNode>?
  ) -> SerdStatus {
    guard complaint == nil, !isStopped, !hasFailed else { return SERD_ERR_UNKNOWN }
    guard let subjectIndex = node(subject.pointee, .subject),
      let predicateIndex = node(predicate.pointee, .predicate),
      let objectIndex = object.pointee.n_bytes == 0
        ? nextObject()
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
}
