import RDF

/// Collects the inserts and deletes of one commit, every term once.
///
/// A blank node whose label the store shows (`b` and a number) is that node; any other label is a new node
/// of this commit, also one of that form behind which there is no node. Cost: about half a microsecond a
/// quad.
package struct CommitBuilder {
  private(set) var quads = CommitQuads()
  private var indices: [CommitTerm: UInt32] = [:]
  private let scope: UInt64
  private let nodes: ShownBlankNodes

  /// Makes a builder for a store; `scope` is what its new blank nodes belong to.
  init(scope: UInt64, nodes: ShownBlankNodes) {
    self.scope = scope
    self.nodes = nodes
  }

  /// Makes room for so many quads.
  package mutating func reserve(quads count: Int) {
    quads.terms.reserveCapacity(2 * count)
    indices.reserveCapacity(2 * count)
  }

  /// Adds a quad to be inserted.
  package mutating func insert(_ quad: Quad) throws(StorageError) {
    quads.inserts.append(try codes(quad))
  }

  /// Adds a quad to be deleted.
  ///
  /// Deletes come before the inserts of the same commit.
  package mutating func delete(_ quad: Quad) throws(StorageError) {
    quads.deletes.append(try codes(quad))
  }

  private mutating func codes(_ quad: Quad) throws(StorageError) -> CodeQuad {
    try quad.checkPlaces()
    return CodeQuad(
      subject: try index(quad.subject), predicate: try index(quad.predicate),
      object: try index(quad.object), graph: try graphIndex(quad.graph))
  }

  private mutating func graphIndex(_ graph: Term?) throws(StorageError) -> UInt32 {
    guard let graph else { return index(of: CommitTerm(final: TermID.defaultGraph)) }
    return try index(graph)
  }

  private mutating func index(_ term: Term) throws(StorageError) -> UInt32 {
    switch TermEncoding(term) {
    case .inline(let id): return index(of: CommitTerm(final: id))
    case .stored(let kind, let key): return index(of: CommitTerm(kind: kind, key: key))
    case .blankNode(let id):
      if let id, try nodes.contains(id) { return index(of: CommitTerm(final: id)) }
      return index(of: CommitTerm(kind: .blankNode, key: blankNodeKey(term)))
    }
  }

  private func blankNodeKey(_ term: Term) -> [UInt8] {
    guard case .blankNode(let node) = term else { return [] }
    return bigEndianBytes(scope) + Array(node.label.utf8)
  }

  private mutating func index(of term: CommitTerm) -> UInt32 {
    if let index = indices[term] { return index }
    let index = UInt32(quads.terms.count)
    quads.terms.append(term)
    indices[term] = index
    return index
  }
}

extension Quad {
  /// Refuses a term that stands where it may not.
  ///
  /// - Throws: ``StorageError/invalidQuad(detail:)``.
  package func checkPlaces() throws(StorageError) {
    if case .literal = subject { throw .invalidQuad(detail: "the subject is a literal") }
    guard case .iri = predicate else {
      throw .invalidQuad(detail: "the predicate is not an IRI")
    }
    if case .literal = graph { throw .invalidQuad(detail: "the graph is a literal") }
  }
}

extension QuadStore {
  /// A builder for a commit to this store.
  package func commitBuilder() -> CommitBuilder {
    writer.withLock {
      var state = state
      // The scope is used up whether or not the commit needs it: it becomes durable with the next
      // commit that is, and terms of a commit that is not are not on disk.
      let scope = state.nextScope
      state.nextScope += 1
      adopt(state)
      return CommitBuilder(
        scope: scope,
        nodes: ShownBlankNodes(
          self, last: state.nextSequence[Int(TermKind.blankNode.rawValue)]))
    }
  }

  /// Commits what a builder has collected.
  package func commit(
    _ builder: CommitBuilder, durability: Durability
  ) throws(StorageError) -> CommitSummary {
    try commit(builder.quads, durability: durability)
  }
}

/// The blank nodes that a store has, by their ids; of one commit.
final class ShownBlankNodes {
  private let store: QuadStore
  private let last: UInt64
  private var pages: DecodedPages?

  /// Nodes up to the sequence number `last`.
  init(_ store: QuadStore, last: UInt64) {
    self.store = store
    self.last = last
  }

  /// Whether the store has the node.
  ///
  /// Not every number up to the last has one: those of a load that a crash has ended are never given
  /// again.
  func contains(_ id: TermID) throws(StorageError) -> Bool {
    guard id.payload <= last else { return false }
    let pages = pages ?? DecodedPages(store.database, snapshot: DatabaseSnapshot(store.database))
    self.pages = pages
    return try pages.page(of: id.rawValue) != nil
  }
}
