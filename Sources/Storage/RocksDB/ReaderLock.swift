import CRocksDBBridge
import Glibc

/// The lock of a process that only reads a store, as long as it is alive.
///
/// It is a shared lock on the file that RocksDB locks alone for writing: readers admit one another, a reader and
/// a writer refuse each other, in one process too. Where there is no such file and none can be made, as on a
/// read-only file system, nobody can be writing and nothing is locked.
final class ReaderLock: Sendable {
  private let descriptor: Int32?

  /// Locks the store in a folder.
  ///
  /// - Throws: ``StorageError/locked(path:)`` where a process has it open for writing.
  init(folder: String) throws(StorageError) {
    let path = folder + "/LOCK"
    var opened = open(path, O_RDONLY | O_CLOEXEC)
    if opened < 0, errno == ENOENT { opened = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0o644) }
    guard opened >= 0 else {
      guard errno == EROFS || errno == EACCES, access(path, F_OK) != 0 else {
        throw .io(detail: "cannot open \"\(path)\": \(String(cString: strerror(errno)))")
      }
      descriptor = nil
      return
    }
    guard sluice_share_lock(opened) == 0 else {
      let reason = errno
      close(opened)
      if reason == EAGAIN || reason == EACCES { throw .locked(path: folder) }
      throw .io(detail: "cannot lock \"\(path)\": \(String(cString: strerror(reason)))")
    }
    descriptor = opened
  }

  deinit { if let descriptor { close(descriptor) } }
}
