import RDF

// Several changes that become one commit, and views that see them before.
//
//     snapshot ── segments, delta (sealed) ── own runs: adds and removes so far ──► view
//                                                        │ terms with provisional ids
//                                                        ▼
//                                      commit: final ids, one write batch
//
// A transaction has the committers' place from its first read to its end, so what it read is what it
// changes: transactions, commits and the ends of loads come one after the other. Readers are never held
// up, nor the reading and sorting of a load. Nothing is on disk before the commit; a transaction that is
// dropped leaves no trace. Who has begun one must end it before it commits, loads or folds otherwise: those
// would wait for it for ever.

/// Changes that read their own writes and end in one commit; one thread at a time.
package final class WriteTransaction {
  private let store: QuadStore
  private let terms = OverlayTerms()
  private let presence: QuadPresence
  private let maximumBytes: Int
  private var scope: UInt64?
  private var isOver = false

  /// The store with what the transaction has changed so far.
  ///
  /// Views that were taken before stay as they are.
  package private(set) var view: ReadView

  /// Begins a transaction; waits for the one that is under way.
  ///
  /// Its changes may take `maximumBytes` of memory, an eighth of the store's budget where that is nil.
  ///
  /// - Throws: ``StorageError/cancelled`` where `isStopped`, asked ten times a second, says so while it waits.
  package init(
    _ store: QuadStore, maximumBytes: Int? = nil, unless isStopped: () -> Bool = { false }
  ) throws(StorageError) {
    self.store = store
    self.maximumBytes = maximumBytes ?? store.settings.memoryBytes / 8
    // Before the place is taken: a fold that is waited for may need it.
    try store.throttle()
    guard store.committers.take(unless: isStopped) else { throw .cancelled }
    let view = store.view()
    self.view = view.overlaid(view.delta.sealed(), statistics: view.statistics, terms: terms)
    presence = QuadPresence(view)
  }

  deinit { end() }

  /// Gives the transaction up; the store is as before.
  package func cancel() { end() }

  private func end() {
    guard !isOver else { return }
    isOver = true
    store.committers.leave()
  }

  // MARK: terms

  /// The id of a term, which is made where the store does not have it.
  ///
  /// A blank node is found by the label that the view shows; any other label is refused, because whose node
  /// it is only the caller knows: see ``makeBlankNode()``.
  package func id(making term: Term) throws(StorageError) -> TermID {
    if let known = try view.id(of: term) { return known }
    guard case .stored(let kind, let key) = TermEncoding(term) else {
      throw .invalidQuad(detail: "the store has no blank node with this label")
    }
    guard terms.footprintBytes + key.count <= maximumBytes else { throw tooLarge }
    return terms.makeID(kind: kind, key: key)
  }

  /// The id of a new blank node.
  package func makeBlankNode() -> TermID {
    let scope = scope ?? store.reserveScopes(1)
    self.scope = scope
    return terms.makeBlankNode(scope: scope)
  }

  // MARK: changes

  /// Applies deletes, then inserts; quads are s p o g with ids of the view.
  ///
  /// Returns how many quads came and went. Cost: a look-up a quad, as of a commit.
  ///
  /// - Throws: ``StorageError/limitExceeded(detail:)`` where the transaction would take more memory than it
  ///   may; its quads are then as before the call.
  @discardableResult
  package func apply(
    inserts: [IDQuad], deletes: [IDQuad]
  ) throws(StorageError) -> (added: Int, removed: Int) {
    precondition(!isOver, "a transaction that is over takes no changes")
    var (inserts, deletes) = (inserts, deletes)
    sortDistinct(&inserts)
    sortDistinct(&deletes)
    let delta = view.delta
    var adds: [IDQuad] = []
    for quad in inserts where try !presence.contains(quad, delta: delta) { adds.append(quad) }
    var removes: [IDQuad] = []
    for quad in deletes where !containsSorted(inserts, quad) {
      if try presence.contains(quad, delta: delta) { removes.append(quad) }
    }
    guard !adds.isEmpty || !removes.isEmpty else { return (0, 0) }
    let changes = SortedChanges(adds: adds, removes: removes)
    let changed = delta.adding(changes, transaction: view.state.transaction)
    let bytes = changed.unsealedCount * SortedChanges.bytesPerChange + terms.footprintBytes
    guard bytes <= maximumBytes else { throw tooLarge }
    var statistics = view.statistics
    statistics.apply(changes)
    view = view.overlaid(changed, statistics: statistics, terms: terms)
    return (adds.count, removes.count)
  }

  /// Takes back what was changed since `former` was the view.
  package func rollBack(to former: ReadView) {
    precondition(!isOver, "a transaction that is over has nothing to take back")
    view = former
  }

  private var tooLarge: StorageError {
    .limitExceeded(
      detail: "the changes of a transaction take more than \(maximumBytes >> 20) MiB, an eighth of "
        + "the memory: give more memory, change less at once, or load files with the bulk loader (sluice load)"
    )
  }

  // MARK: the end

  /// Makes the changes one commit; the transaction is over, whether or not that succeeds.
  package func commit(durability: Durability) throws(StorageError) -> CommitSummary {
    precondition(!isOver, "a transaction commits once")
    defer { end() }
    let changes = view.delta.withoutSealed().changes(in: .spog)
    guard changes.count > 0 else { return CommitSummary(transaction: view.state.transaction) }
    return try store.commitInPlace(try commitQuads(changes), durability: durability)
  }

  /// The changes as a commit takes them: over a table of terms.
  private func commitQuads(_ changes: SortedChanges) throws(StorageError) -> CommitQuads {
    var quads = CommitQuads()
    var indices: [UInt64: UInt32] = [:]
    func index(_ id: UInt64) throws(StorageError) -> UInt32 {
      if let known = indices[id] { return known }
      let index = UInt32(quads.terms.count)
      quads.terms.append(try term(TermID(rawValue: id)))
      indices[id] = index
      return index
    }
    for row in 0..<changes.count {
      let quad = changes.quad(at: row)
      let codes = CodeQuad(
        subject: try index(quad.a), predicate: try index(quad.b), object: try index(quad.c),
        graph: try index(quad.d))
      if changes.removes[row] { quads.deletes.append(codes) } else { quads.inserts.append(codes) }
    }
    return quads
  }

  private func term(_ id: TermID) throws(StorageError) -> CommitTerm {
    guard id.isProvisional else { return CommitTerm(final: id) }
    guard let key = terms.key(of: id) else {
      throw .invalidQuad(detail: "the id \(id.rawValue) is of no term of the transaction")
    }
    return CommitTerm(kind: id.kind, key: Array(key))
  }
}
