import Glibc
import Storage
import Synchronization

/// A load's own folder inside a shared temp folder: `sluice-STORE-PID-LOAD`.
///
/// The store is locked by this process, so folders of the same store that it has not made itself were left
/// by one that was killed, and go when the next load begins. What it has made is told by a list, not by the
/// process's number: in a container that is the same at every start.
struct SpillFolder {
  let path: String
  private static let loads = Atomic<Int>(0)
  /// The folders that loads of this process use.
  private static let inUse = Mutex<Set<String>>([])

  /// Makes the folder inside `temporaryFolder`; nil where there is none, because spills inside the
  /// store are cleared at its opening.
  init?(_ temporaryFolder: String?, store: QuadStore) throws(LoadError) {
    guard let temporaryFolder else { return nil }
    // The same store must find its leftovers again, and no other one's: not its path, which is the same in
    // many containers, but its own secret names it, mixed so that it stays one.
    let name = FastHash.fold(store.hash.key0 ^ 0x9E37_79B9_7F4A_7C15, store.hash.key1 | 1)
    let ofStore = "sluice-\(String(name, radix: 16))-"
    for name in Self.names(in: temporaryFolder) where name.hasPrefix(ofStore) {
      let folder = temporaryFolder + "/" + name
      if !Self.inUse.withLock({ $0.contains(folder) }) { Self.removeFolder(folder) }
    }
    let number = Self.loads.add(1, ordering: .relaxed).newValue
    let path = "\(temporaryFolder)/\(ofStore)\(getpid())-\(number)"
    self.path = path
    guard FilePaths.makeFolder(path) else {
      throw .preflight(["the temp folder \"\(path)\" cannot be made: choose another by --temp-dir"])
    }
    Self.inUse.withLock { _ = $0.insert(path) }
  }

  /// Removes the folder with what is in it.
  func remove() {
    Self.removeFolder(path)
    Self.inUse.withLock { _ = $0.remove(path) }
  }

  private static func removeFolder(_ path: String) {
    for name in names(in: path) { unlink(path + "/" + name) }
    rmdir(path)
  }

  private static func names(in folder: String) -> [String] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
