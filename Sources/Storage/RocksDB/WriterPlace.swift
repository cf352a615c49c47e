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
    var folders: Set<Folder> = []
  }

  private static let writers = Writers()

  private let folder: Folder?

  /// Takes a place; before the file of the lock is opened.
  ///
  /// - Throws: ``StorageError/locked(path:)`` where this process has the folder open for writing, by whatever path:
  ///   RocksDB tells folders by their paths alone.
  init(folder path: String) throws(StorageError) {
    let found = Folder(path)
    let writers = Self.writers
    if let found {
      let isMine = writers.monitor.withLock { writers.folders.insert(found).inserted }
      if !isMine { throw .locked(path: path) }
    }
    folder = found
  }

  deinit {
    guard let folder else { return }
    let writers = Self.writers
    writers.monitor.withLock { _ = writers.folders.remove(folder) }
  }

  /// Runs `body`, which may open and close the file of the lock, while no writer can come.
  ///
  /// - Throws: ``StorageError/locked(path:)`` where there is one.
  static func withoutWriters<R>(
    of path: String, _ body: () throws(StorageError) -> R
  ) throws(StorageError) -> R {
    let writers = Self.writers
    return try writers.monitor.withLock { () throws(StorageError) in
      if let folder = Folder(path), writers.folders.contains(folder) { throw .locked(path: path) }
      return try body()
    }
  }
}
