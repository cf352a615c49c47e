import RDF
import Storage

/// The quads of a store that match a pattern, as of the moment they were asked for.
///
/// Made by ``Store/match(subject:predicate:object:graph:)``. The order is that of the index that fits the
/// pattern best and may change with the version. Quads are read in batches, each on a thread of its own,
/// so a batch costs a hand-over and a quad about a microsecond. An iterator keeps its snapshot, and with
/// it the space of what is deleted meanwhile, until it ends or goes away.
///
/// Not for moving whole stores: ``Store/dump(to:options:)`` is several times as fast.
public struct QuadSequence: AsyncSequence, Sendable {
  /// A quad.
  public typealias Element = Quad
  /// What an iterator throws.
  public typealias Failure = StorageError

  let view: ReadView
  let pattern: TermPattern

  /// Makes an iterator from the first quad on.
  public func makeAsyncIterator() -> Iterator {
    Iterator(source: QuadBatchSource(view: view, pattern: pattern))
  }

  /// The matching quads, counted without a look at their terms.
  public func count() async throws(StorageError) -> Int {
    try await QuadCounting(view: view, pattern: pattern).value()
  }

  /// Reads the quads one after the other; of one task.
  public struct Iterator: AsyncIteratorProtocol {
    /// A quad.
    public typealias Element = Quad
    /// What reading throws.
    public typealias Failure = StorageError

    private let source: QuadBatchSource
    private var batch: [Quad] = []
    private var place = 0
    private var isAtEnd = false

    init(source: QuadBatchSource) { self.source = source }

    /// The next quad, or nil at the end.
    ///
    /// - Throws: ``StorageError/cancelled`` in a cancelled task, ``StorageError/corrupted(detail:)``,
    ///   ``StorageError/io(detail:)``.
    public mutating func next() async throws(StorageError) -> Quad? {
      if place == batch.count {
        guard !isAtEnd else { return nil }
        if Task.isCancelled { throw .cancelled }
        batch = try await source.value()
        place = 0
        isAtEnd = batch.isEmpty
        if isAtEnd { return nil }
      }
      place += 1
      return batch[place - 1]
    }
  }
}

/// Reads a batch each time it runs.
final class QuadBatchSource: BackgroundWork, @unchecked Sendable {
  // Unchecked: an iterator waits for a batch before it asks for the next, so no two threads meet here.
  private let view: ReadView
  private let pattern: TermPattern
  private var reader: QuadReader?

  /// Quads of a batch: enough that a thread's start is lost in it, few enough to come at once.
  static let batchQuads = 1_024

  init(view: ReadView, pattern: TermPattern) {
    self.view = view
    self.pattern = pattern
  }

  func run() throws(StorageError) -> [Quad] {
    if reader == nil { reader = try QuadReader(view, pattern) }
    guard let reader else { return [] }
    var quads: [Quad] = []
    while quads.count < Self.batchQuads, try reader.next() { quads.append(try reader.quad()) }
    return quads
  }
}

private struct QuadCounting: BackgroundWork {
  let view: ReadView
  let pattern: TermPattern

  func run() throws(StorageError) -> Int { try QuadReader(view, pattern).countRest() }
}

extension Store {
  /// The quads that match a pattern: each position bound to a term, or free where nil.
  ///
  /// They are those of the store as of this call, whatever is committed while they are read. Blank nodes
  /// are bound by the labels that the store shows for them. A term that the store does not know
  /// matches nothing. With a subject, an object or a predicate bound the first quad is there after some
  /// microseconds, whatever the store's size.
  ///
  /// - Throws: ``StorageError/closed``.
  public func match(
    subject: Term? = nil, predicate: Term? = nil, object: Term? = nil,
    graph: GraphSelection = .any
  ) throws(StorageError) -> QuadSequence {
    QuadSequence(
      view: try quads.view(),
      pattern: TermPattern(subject: subject, predicate: predicate, object: object, graph: graph))
  }
}
