// Which transactions a task is inside of.
//
// A transaction has the writers' place of its store until it ends. A write to the same store that does not go
// through it would wait for that end, and a body that waits for such a write would never end. So writes ask here
// first. Child tasks and `Task { }` inherit the answer; a detached task does not, and waits.

import Storage

enum OpenTransactions {
  /// The transactions around the running task, those that have ended among them.
  @TaskLocal static var current: [Store.Transaction] = []
}

extension Store {
  /// Whether the running task is inside of a transaction on this store.
  var isInsideTransaction: Bool {
    OpenTransactions.current.contains { $0.store === self && $0.isOpen }
  }

  /// Refuses a write that would wait for the transaction around it.
  ///
  /// - Throws: ``StorageError/insideTransaction``.
  func checkOutsideTransaction() throws(StorageError) {
    if isInsideTransaction { throw .insideTransaction }
  }
}
