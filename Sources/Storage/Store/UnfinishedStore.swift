import Glibc

// A store whose creation a crash cut off.
//
// Creating takes several steps of RocksDB (the database, a dozen families, the first records). A
// marker file stands in the folder from before the first step until after the last is synced;
// where it is found, the steps that are missing are done again. A marker that outlives a finished
// creation changes nothing.

enum UnfinishedStore {
  private static func marker(_ path: String) -> String { path + "/UNFINISHED" }

  /// Whether the folder's store may have been created by half.
  static func isMarked(_ path: String) -> Bool { access(marker(path), F_OK) == 0 }

  /// Marks a folder before anything else is in it.
  static func mark(_ path: String) throws(StorageError) {
    let descriptor = open(marker(path), O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw .io(detail: "cannot write to \"\(path)\": \(reason)")
    }
    close(descriptor)
  }

  /// Takes the mark away once the first records are synced.
  static func unmark(_ path: String) { unlink(marker(path)) }
}
