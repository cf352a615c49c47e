// A transaction as the library shows it.
//
//     open ── update, insert, delete, query ... ──► commit │ cancel ──► over: every call is an error
//
// Each call runs on a thread of its own under the transaction's lock, so calls that come at once run one after
// the other, and the end waits for the one that is under way.

import QueryEngine
import RDF
import SPARQL
import Storage
import Synchronization

extension Store {
  /// Several changes of a store that become one commit, and queries that see them before it.
  ///
  /// Made by ``Store/transaction(durability:isolation:_:)`` and valid inside its body. A call that fails changes
  /// nothing; the transaction can go on where its body catches the error. Its changes are held in memory until
  /// the commit, an eighth of the store's budget at most.
  public final class Transaction: @unchecked Sendable {
    // Unchecked: `inner` is used under `monitor` alone.
    let store: Store
    private let monitor = Monitor()
    private var inner: WriteTransaction?
    private let isOver = Atomic(false)

    /// How many quads a call has changed.
    public struct Changes: Hashable, Sendable {
      /// Quads that were not there before.
      public let added: Int
      /// Quads that were there before and are not now.
      public let removed: Int
    }

    /// Begins a transaction; waits for the writer before it, as long as `control` lets it.
    init(_ store: Store, unless isStopped: () -> Bool) throws(StorageError) {
      self.store = store
      inner = try WriteTransaction(try store.writableQuads, unless: isStopped)
    }

    /// Whether it has not ended yet; for any thread.
    var isOpen: Bool { !isOver.load(ordering: .acquiring) }

    // MARK: blocking

    /// Runs an update request; it sees what those before it did.
    @discardableResult
    package func run(
      _ request: UpdateRequest, options: QueryOptions, control: QueryControl
    ) throws(QueryFailure) -> Changes {
      try changing { (inner) throws(QueryFailure) in
        let execution = UpdateExecution(inner, options: options, control: control)
        do throws(UpdateError) { try execution.run(request) } catch { throw .update(error) }
        return Changes(added: execution.added, removed: execution.removed)
      } failure: {
        .update(.query(.store($0)))
      }
    }

    /// Removes quads, then adds others.
    func apply(inserts: [Quad], deletes: [Quad]) throws(StorageError) -> Changes {
      try changing { (inner) throws(StorageError) in
        var ids = TransactionIDs(inner)
        let going = try ids.known(deletes)
        let coming = try ids.made(inserts)
        let change = try inner.apply(inserts: coming, deletes: going)
        return Changes(added: change.added, removed: change.removed)
      } failure: {
        $0
      }
    }

    /// The store with what the transaction has changed so far.
    func view() throws(StorageError) -> ReadView {
      try monitor.withLock { () throws(StorageError) in
        guard let inner else { throw .transactionOver }
        return inner.view
      }
    }

    /// Makes the changes one commit; the transaction is over, whether or not that succeeds.
    func commit(durability: Durability) throws(StorageError) -> CommitSummary {
      try monitor.withLock { () throws(StorageError) in
        guard let inner = inner.take() else { throw .transactionOver }
        defer { isOver.store(true, ordering: .releasing) }
        return try inner.commit(durability: durability)
      }
    }

    /// Gives the changes up; once it is over, there is nothing to do.
    func cancel() {
      monitor.withLock {
        inner.take()?.cancel()
        isOver.store(true, ordering: .releasing)
      }
    }

    /// Runs a change alone, and takes back what it did where it fails.
    private func changing<R, E: Error>(
      _ body: (WriteTransaction) throws(E) -> R, failure: (StorageError) -> E
    ) throws(E) -> R {
      try monitor.withLock { () throws(E) in
        guard let inner else { throw failure(.transactionOver) }
        let former = inner.view
        do throws(E) { return try body(inner) } catch {
          inner.rollBack(to: former)
          throw error
        }
      }
    }
  }
}
