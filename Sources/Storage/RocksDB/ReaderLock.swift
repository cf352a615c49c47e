import CRocksDBBridge
import Glibc

/// The lock of a process that only reads a store, as long as it is alive.
///
/// It is a shared lock on the file that RocksDB locks alone for writing: readers admit one another, a reader and
/// a writer refuse each other, in one process too. On a read-only file system without that file nobody can be
/// writing, and nothing is locked.
final class ReaderLock: Sendable {
  private let descriptor: Int32?

  /// Locks the store in a folder.
  ///
  /// - Throws: ``StorageError/locked(path:)`` where a process has it open for writing.
  init(folder: String) throws(StorageError) {
    descriptor = try WriterPlace.withoutWriters(of: folder) { () throws(StorageError) in
      try Self.lock(folder)
    }
  }

  deinit { if let descriptor { close(descriptor) } }

  private static func lock(_ folder: String) throws(StorageError) -> Int32? {
    let path = folder + "/LOCK"
    // What is no plain file of the folder is not RocksDB's: a link, or a pipe that would never open.
    let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    var descriptor = open(path, flags)
    if descriptor < 0, errno == ENOENT {
      descriptor = make(path, in: folder, flags)
      if descriptor < 0, errno == EROFS { return nil }
      // Somebody else has made it meanwhile.
      if descriptor < 0, errno == EEXIST { descriptor = open(path, flags) }
    }
    guard descriptor >= 0 else {
      throw .io(detail: "cannot open \"\(path)\": \(String(cString: strerror(errno)))")
    }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .io(detail: "cannot lock \"\(path)\": it is no file")
    }
    guard sluice_share_lock(descriptor) == 0 else {
      let reason = errno
      close(descriptor)
      if reason == EAGAIN || reason == EACCES { throw .locked(path: folder) }
      throw .io(detail: "cannot lock \"\(path)\": \(String(cString: strerror(reason)))")
    }
    return descriptor
  }

  /// Makes the file for whoever may write in the folder: a copy of a store may be without it.
  private static func make(_ path: String, in folder: String, _ flags: Int32) -> Int32 {
    let descriptor = open(path, flags | O_CREAT | O_EXCL, 0o644)
    var facts = stat()
    if descriptor >= 0, stat(folder, &facts) == 0 {
      // Where that is not allowed it is this user's own file already.
      _ = fchown(descriptor, facts.st_uid, facts.st_gid)
      _ = fchmod(descriptor, facts.st_mode & 0o666)
    }
    return descriptor
  }
}
