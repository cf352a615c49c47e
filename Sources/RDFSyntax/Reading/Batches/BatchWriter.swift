// Puts terms and statements into a batch so that repeated terms are written once.
//
//     subject, graph     compared with the one before            (dumps are grouped by them)
//     predicate, IRIs    direct-mapped caches of term indices    (a hit costs a hash and a compare)
//     datatypes, tags    a small cache of arena places
//
// A cache never changes what is written, only whether the same bytes are written again. All entries
// name terms of the current batch, so `start` empties them.

/// The one writer of a batch at a time.
struct BatchWriter: ~Copyable {
  /// The batch being filled.
  private(set) var batch: StatementBatch
  private var lastSubject = Self.none
  private var lastGraph = Self.none
  /// Bytes that datatypes and tags will take once each literal carries its own.
  private var annotationBytes = 0
  private let predicates = TermCache(slotBits: 8)
  private let objects = TermCache(slotBits: 10)
  private let annotations = TermCache(slotBits: 5)

  private static let none = UInt32.max

  /// Writes into `batch`, behind what is there.
  init(_ batch: StatementBatch) { self.batch = batch }

  deinit {
    predicates.deallocate()
    objects.deallocate()
    annotations.deallocate()
  }

  /// Turns to another batch, behind what is there.
  mutating func start(_ batch: StatementBatch) {
    self.batch = batch
    lastSubject = Self.none
    lastGraph = Self.none
    annotationBytes = 0
    predicates.removeAll()
    objects.removeAll()
    annotations.removeAll()
  }

  // What a batch offers, for callers that hold the writer in a class: going by way of `batch` there would
  // count a reference each time.

  /// See ``StatementBatch/appendBytes(_:count:)``.
  @inline(__always)
  func appendBytes(_ source: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    batch.appendBytes(source, count: count)
  }

  /// See ``StatementBatch/reserveBytes(_:)``.
  @inline(__always)
  func reserveBytes(_ count: Int) -> UnsafeMutablePointer<UInt8> { batch.reserveBytes(count) }

  /// See ``StatementBatch/store(_:count:)``.
  @inline(__always)
  func store(_ source: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    batch.store(source, count: count)
  }

  /// Adds a statement of terms added before.
  @inline(__always)
  func appendStatement(subject: UInt32, predicate: UInt32, object: UInt32, graph: UInt32) {
    batch.appendStatement(
      StatementSpan(subject: subject, predicate: predicate, object: object, graph: graph))
  }

  /// Whether the batch has reached `statements` or `bytes` of text.
  @inline(__always)
  func isFull(statements: Int, bytes: Int) -> Bool {
    batch.statementCount >= statements || batch.byteCount + annotationBytes >= bytes
  }

  /// Which of the caches fits a term's place in the statement.
  enum Place { case subject, predicate, object, graph }

  /// The index of an IRI or blank node in the batch; its bytes are copied unless a cache has it.
  ///
  /// `bytes` may be the end of the arena itself (see ``StatementBatch/reserveBytes(_:)``).
  @inline(__always)
  mutating func node(
    _ bytes: UnsafePointer<UInt8>, count: Int, kind: TermSyntaxKind, place: Place
  ) -> UInt32 {
    switch place {
    case .subject:
      if lastSubject != Self.none, equals(lastSubject, bytes, count, kind) { return lastSubject }
      lastSubject = append(bytes, count, kind)
      return lastSubject
    case .graph:
      if lastGraph != Self.none, equals(lastGraph, bytes, count, kind) { return lastGraph }
      lastGraph = append(bytes, count, kind)
      return lastGraph
    case .predicate: return cached(predicates, bytes, count, kind)
    case .object: return cached(objects, bytes, count, kind)
    }
  }

  /// Adds a literal whose lexical form is in the arena at `offset` already.
  ///
  /// An empty annotation is none: a language tag and a datatype's IRI have at least a byte.
  @inline(__always)
  mutating func literal(
    offset: UInt32, count: Int, kind: TermSyntaxKind, annotation: ArenaPlace
  ) -> UInt32 {
    annotationBytes += Int(annotation.length)
    return batch.appendTerm(
      TermSpan(
        offset: offset, length: UInt32(truncatingIfNeeded: count), kind: kind.rawValue,
        annotationOffset: annotation.offset, annotationLength: annotation.length))
  }

  /// The place in the arena of a language tag or a datatype's IRI.
  @inline(__always)
  func annotation(_ bytes: UnsafePointer<UInt8>, count: Int) -> ArenaPlace {
    annotations.place(bytes, count: count, in: batch)
  }

  @inline(__always)
  private func cached(
    _ cache: TermCache, _ bytes: UnsafePointer<UInt8>, _ count: Int, _ kind: TermSyntaxKind
  ) -> UInt32 {
    let slot = cache.slot(bytes, count: count)
    let known = cache.slots[slot]
    // Here `offset` is the index of a term; no IRI or label is empty, so length 0 is an empty slot.
    if Int(known.length) == count, equals(known.offset, bytes, count, kind) { return known.offset }
    let index = append(bytes, count, kind)
    cache.slots[slot] = ArenaPlace(offset: index, length: UInt32(truncatingIfNeeded: count))
    return index
  }

  @inline(__always)
  private func equals(
    _ index: UInt32, _ bytes: UnsafePointer<UInt8>, _ count: Int, _ kind: TermSyntaxKind
  ) -> Bool {
    let term = batch.terms[Int(index)]
    return Int(term.length) == count && term.kind == kind.rawValue
      && equalBytes(batch.bytes + Int(term.offset), bytes, count)
  }

  @inline(__always)
  private func append(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ kind: TermSyntaxKind
  ) -> UInt32 {
    batch.appendTerm(
      TermSpan(
        offset: batch.store(bytes, count: count), length: UInt32(truncatingIfNeeded: count),
        kind: kind.rawValue, annotationOffset: 0, annotationLength: 0))
  }
}
