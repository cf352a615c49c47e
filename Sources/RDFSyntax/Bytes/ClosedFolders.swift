// Which found files lie inside folders that are not looked into.
//
// Folders are compared as the system resolves them, so that links, `..` and relative paths make no
// difference. A link outside that names a single file inside is somebody's choice: only the folder
// that a path names counts. Cost: one realpath(3) a folder with files.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Folders, and for paths whether they lead inside one.
struct ClosedFolders {
  /// Resolved, with a slash at the end.
  private let folders: [String]
  private var known: [String: Bool] = [:]

  /// A folder that is not there has nothing inside, and is left away.
  init(_ folders: [String]) { self.folders = folders.compactMap(Self.resolved) }

  /// Whether the file at `path` is in one of the folders or below.
  mutating func hold(_ path: String) -> Bool {
    guard !folders.isEmpty, path != "-" else { return false }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    if let answer = known[folder] { return answer }
    let answer = Self.resolved(folder).map { real in
      folders.contains { real.hasPrefix($0) }
    }
    known[folder] = answer ?? false
    return answer ?? false
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path.isEmpty ? "." : path, nil) else { return nil }
    defer { free(real) }
    let text = String(cString: real)
    return text.hasSuffix("/") ? text : text + "/"
  }
}
