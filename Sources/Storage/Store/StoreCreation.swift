import Glibc

// A store comes into being whole or not at all.
//
//     folder empty ─► SLUICE_NEW, locked ─► "1" in it ─► database, format, state ─► SLUICE_NEW goes
//
// While the marker is there, what stands beside it was left by a creation that was killed, and goes with
// the next one. The "1" says that the folder was seen empty under the lock; only then is anything ever
// deleted. The lock (flock) ends with the process, so a marker that can be locked has no maker.

/// The making of a store in a folder.
struct StoreCreation: ~Copyable {
  private let folder: String
  private let descriptor: Int32

  private static let marker = "SLUICE_NEW"

  deinit { close(descriptor) }

  /// Whether a finished store stands in the folder.
  static func isFinished(_ folder: String) -> Bool {
    access(folder + "/CURRENT", F_OK) == 0 && access("\(folder)/\(marker)", F_OK) != 0
  }

  /// Begins to make a store in a folder that is made where it is missing; nil where another process
  /// has finished one meanwhile.
  static func begin(_ folder: String) throws(StorageError) -> StoreCreation? {
    try makeFolder(folder)
    let path = "\(folder)/\(marker)"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("cannot write \"\(path)\"") }
    let creation = StoreCreation(folder: folder, descriptor: descriptor)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .locked(path: folder) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw failure("cannot read \"\(path)\"") }
    // Its maker has finished between our look and our lock.
    if facts.st_nlink == 0 { return nil }
    if facts.st_size > 0 {
      for name in try names(in: folder) { unlink("\(folder)/\(name)") }
      return creation
    }
    if try !names(in: folder).isEmpty {
      // What is here was here before; the marker must not outlive this look.
      unlink(path)
      if isFinished(folder) { return nil }
      throw .notAStore(path: folder)
    }
    guard write(descriptor, "1", 1) == 1, fsync(descriptor) == 0 else {
      throw failure("cannot write \"\(path)\"")
    }
    syncFolder(folder)
    return creation
  }

  /// Ends the making: from here on the store is there.
  ///
  /// Throws unless the marker is gone for good: a store that works beside one would be taken for a half
  /// made one by the next open.
  func finish() throws(StorageError) {
    let path = "\(folder)/\(Self.marker)"
    guard unlink(path) == 0 else { throw Self.failure("cannot remove \"\(path)\"") }
    guard Self.syncFolder(folder) else { throw Self.failure("cannot sync \"\(folder)\"") }
  }

  private static func makeFolder(_ path: String) throws(StorageError) {
    var partial = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      let parent = partial.isEmpty ? "." : partial
      partial += part
      // A new folder's name must last as what is written in it does.
      if !partial.isEmpty, mkdir(partial, 0o777) == 0 { syncFolder(parent) }
      partial += "/"
    }
    guard access(path, X_OK) == 0 else { throw failure("cannot make \"\(path)\"") }
  }

  /// What stands in the folder beside the marker and the folder of loads.
  private static func names(in folder: String) throws(StorageError) -> [String] {
    guard let listing = opendir(folder) else { throw failure("cannot read \"\(folder)\"") }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if ![".", "..", "load", marker].contains(name) { names.append(name) }
    }
    return names
  }

  @discardableResult
  private static func syncFolder(_ folder: String) -> Bool {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }

  private static func failure(_ what: String) -> StorageError {
    .io(detail: "\(what): \(String(cString: strerror(errno)))")
  }
}
