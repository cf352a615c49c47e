import Glibc

/// A place among the writers of this process: it has a store open for writing, or is opening it.
///
/// RocksDB's lock on a store is one of a process (POSIX), which Linux ends when the process closes any descriptor of
/// the locked file. So nobody in a writer's process may open that file: a reader asks here first.
final class WriterPlace: Sendable {
  /// A folder, whatever path leads to it.
  private struct Folder: Hashable {
    var device: dev_t
    var number: ino_t

    init?(_ path: String) {
      var facts = stat()
      guard stat(path, &facts) == 0 else { return nil }
      (device, number) = (facts.st_dev, facts.st_ino)
    }
  }

  /// The writers of all folders.
  private final class Writers: @unchecked Sendable {
    // Unchecked: under the lock.
    let monitor = Monitor()
    /// How many there are: two of one folder where the second is about to be refused.
    var counts: [Folder: Int] = [:]
  }

  private static let writers = Writers()

  private let folder: Folder?

  /// Takes a place; before the file of the lock is opened.
  init(folder path: String) {
    folder = Folder(path)
    let writers = Self.writers
    if let folder { writers.monitor.withLock { writers.counts[folder, default: 0] += 1 } }
  }

  deinit {
    guard let folder else { return }
    let writers = Self.writers
    writers.monitor.withLock {
      writers.counts[folder, default: 1] -= 1
      if writers.counts[folder] == 0 { writers.counts[folder] = nil }
    }
  }

  /// Runs `body`, which may open and close the file of the lock, while no writer can come.
  ///
  /// - Throws: ``StorageError/locked(path:)`` where there is one.
  static func withoutWriters<R>(
    of path: String, _ body: () throws(StorageError) -> R
  ) throws(StorageError) -> R {
    let writers = Self.writers
    return try writers.monitor.withLock { () throws(StorageError) in
      if let folder = Folder(path), writers.counts[folder] != nil { throw .locked(path: path) }
      return try body()
    }
  }
}
