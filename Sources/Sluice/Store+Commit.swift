import RDF
import Storage

extension Store {
  /// What a commit changed.
  public struct Change: Sendable, Hashable {
    /// The commit, or the last one where nothing changed.
    public let transaction: TransactionNumber
    /// Quads that were not there before.
    public let added: Int
    /// Quads that were there before and are not now.
    public let removed: Int
  }

  /// Adds quads as one commit.
  ///
  /// A blank node whose label this store shows is that node; other labels are new nodes of this call.
  /// When it returns, the quads are visible to every new read, and durable as `durability` says.
  ///
  /// - Throws: ``StorageError/invalidQuad(detail:)`` where a term stands where it may not,
  ///   ``StorageError/insideTransaction``, and errors of the disk; the store is then as before.
  @discardableResult
  public func insert(
    _ quads: some Sequence<Quad>, durability: Durability = .fsync
  ) async throws(StorageError) -> Change {
    try await commit(inserts: Array(quads), deletes: [], durability: durability)
  }

  /// Removes quads as one commit; those that are not there are passed over.
  ///
  /// - Throws: As ``insert(_:durability:)``.
  @discardableResult
  public func delete(
    _ quads: some Sequence<Quad>, durability: Durability = .fsync
  ) async throws(StorageError) -> Change {
    try await commit(inserts: [], deletes: Array(quads), durability: durability)
  }

  /// Removes quads, then adds others, as one commit.
  @discardableResult
  public func commit(
    inserts: [Quad], deletes: [Quad], durability: Durability = .fsync
  ) async throws(StorageError) -> Change {
    try checkOutsideTransaction()
    return try await CommitWork(
      store: self, inserts: inserts, deletes: deletes, durability: durability
    ).value()
  }

  /// The same on the calling thread, which it blocks for some microseconds to milliseconds: for writers
  /// that have a thread of their own and commit thousands of times a second.
  @discardableResult
  public func commitBlocking(
    inserts: [Quad], deletes: [Quad] = [], durability: Durability = .fsync
  ) throws(StorageError) -> Change {
    try checkOutsideTransaction()
    let store = try writableQuads
    var builder = store.commitBuilder()
    builder.reserve(quads: inserts.count + deletes.count)
    for quad in deletes { try builder.delete(quad) }
    for quad in inserts { try builder.insert(quad) }
    let summary = try store.commit(builder, durability: durability)
    return Change(
      transaction: TransactionNumber(summary.transaction), added: summary.added,
      removed: summary.removed)
  }

  /// Moves what small commits have added into the packed form, which happens by itself in the background;
  /// `everything` makes one segment of the
  /// whole store and gives back the space of what was deleted.
  public func compact(everything: Bool = true) async throws(StorageError) {
    try checkOutsideTransaction()
    try await FoldWork(store: self, everything: everything).value()
  }
}

extension Store {
  /// ``compact(everything:)`` on the calling thread.
  public func compactBlocking(everything: Bool = true) throws(StorageError) {
    try checkOutsideTransaction()
    if everything { try writableQuads.compact() } else { try writableQuads.fold() }
  }
}

private struct CommitWork: BackgroundWork {
  let store: Store
  let inserts: [Quad]
  let deletes: [Quad]
  let durability: Durability

  func run() throws(StorageError) -> Store.Change {
    try store.commitBlocking(inserts: inserts, deletes: deletes, durability: durability)
  }
}

private struct FoldWork: BackgroundWork {
  let store: Store
  let everything: Bool

  func run() throws(StorageError) { try store.compactBlocking(everything: everything) }
}
