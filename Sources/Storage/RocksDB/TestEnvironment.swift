import CRocksDBBridge

// The disk of durability tests: what was not synced is gone when the power goes.

/// A RocksDB environment that forgets unsynced writes, removals and renames.
///
/// Open a store with it (`StoreSettings.environment`), let the power go, close the store,
/// `restore`, and open the folder again without it. Directories and RocksDB's info log count as
/// synced.
package final class UnsyncedLossEnvironment: @unchecked Sendable {
  // RocksDB's environments are safe to use from several threads.
  let handle: OpaquePointer

  /// Watches the files below `root`; those that exist count as synced.
  package init(root: String) { handle = sluice_test_env_create(root) }

  deinit { sluice_test_env_destroy(handle) }

  /// The power goes now.
  package func crash() { sluice_test_env_crash(handle) }

  /// The power goes once so many more changes of the disk have been done.
  package func crash(afterOperations count: Int) {
    sluice_test_env_crash_after(handle, UInt64(count))
  }

  /// Whether the power is gone.
  package var isCrashed: Bool { sluice_test_env_is_crashed(handle) != 0 }

  /// Changes of the disk so far.
  package var operationCount: Int { Int(sluice_test_env_operations(handle)) }

  /// Puts the files below the root back to what was synced.
  ///
  /// Only once the store is closed.
  package func restore() throws(StorageError) {
    var message: UnsafeMutablePointer<CChar>?
    sluice_test_env_restore(handle, &message)
    if message != nil { throw .io(detail: Database.take(message)) }
  }
}
