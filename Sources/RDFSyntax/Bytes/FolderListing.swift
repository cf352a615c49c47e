// The names in a folder, by opendir and readdir: Foundation would cost process start and, for a
// folder of many thousand files, an object a name.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One entry of a folder.
struct FolderEntry {
  var name: String
  /// Whether it is a folder itself; a symbolic link to one is not.
  var isRealFolder: Bool
  /// Whether its kind is certain without a look behind a symbolic link.
  var isPlainFile: Bool
  /// Whether the name on disk is not UTF-8, so that `name` does not lead back to it.
  var isRepaired: Bool
}

/// The entries of the folder at `path`, sorted by the bytes of their names; nil where there is
/// none.
func entries(ofFolder path: String) throws(SyntaxError) -> [FolderEntry]? {
  guard let stream = opendir(path.isEmpty ? "." : path) else {
    let code = errno
    if code == ENOENT || code == ENOTDIR { return nil }
    throw .unreadable(file: path, message: systemMessage(code))
  }
  defer { closedir(stream) }
  var entries: [FolderEntry] = []
  while true {
    // readdir tells its end from its failure only by errno.
    errno = 0
    guard let found = readdir(stream) else {
      guard errno == 0 else {
        throw .unreadable(file: path, message: systemMessage(errno))
      }
      break
    }
    let name = nameBytes(of: found)
    guard name != [46], name != [46, 46] else { continue }
    var kind = Int32(found.pointee.d_type)
    let text = String(decoding: name, as: UTF8.self)
    if kind == Int32(DT_UNKNOWN) { kind = kindByStatus(joined(path, text)) }
    entries.append(
      FolderEntry(
        name: text, isRealFolder: kind == Int32(DT_DIR), isPlainFile: kind == Int32(DT_REG),
        isRepaired: !text.utf8.elementsEqual(name)))
  }
  return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
}

/// `folder/name`, where the folder may be empty (the current one) or the root.
func joined(_ folder: String, _ name: String) -> String {
  if folder.isEmpty { return name }
  return folder.hasSuffix("/") ? folder + name : folder + "/" + name
}

/// `path` without empty and `.` components, so that one file has one path; empty for the current
/// folder.
func normalizedPath(_ path: String) -> String {
  let names = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  return path.hasPrefix("/") ? "/" + names : names
}

/// The bytes of an entry's name, up to its NUL.
private func nameBytes(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
  // The name stands in a field of fixed size within the entry; reading it in place, through the
  // entry's own pointer, stays within what readdir returned.
  guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else {
    preconditionFailure("the name of a folder's entry has no place")
  }
  let start = UnsafeRawPointer(entry).advanced(by: offset)
  let length = strlen(start.assumingMemoryBound(to: CChar.self))
  return Array(UnsafeRawBufferPointer(start: start, count: length))
}

/// Some file systems leave the kind out of the listing.
private func kindByStatus(_ path: String) -> Int32 {
  var status = stat()
  guard lstat(path, &status) == 0 else { return Int32(DT_UNKNOWN) }
  switch status.st_mode & S_IFMT {
  case S_IFREG: return Int32(DT_REG)
  case S_IFDIR: return Int32(DT_DIR)
  default: return Int32(DT_UNKNOWN)
  }
}
