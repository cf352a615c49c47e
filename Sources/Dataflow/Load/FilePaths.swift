import Glibc
import RDF

/// Paths as the ledger has them.
package enum FilePaths {
  /// The absolute path of a file, its folder free of links and dots; the file's own name is kept, so
  /// that a link which is pointed elsewhere stays one file that changed.
  package static func absolute(_ path: String) -> String {
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let (folder, name) = split(trimmed)
    if name.isEmpty || name == "." || name == ".." { return resolved(trimmed) ?? trimmed }
    guard let real = resolved(folder) else {
      // The folder is missing; whoever opens the file will say so.
      return trimmed.hasPrefix("/") ? trimmed : currentFolder + "/" + trimmed
    }
    return real == "/" ? "/" + name : real + "/" + name
  }

  /// The IRI of a file by its absolute path.
  package static func fileIRI(_ path: String) -> String {
    IRI(filePath: path, in: currentFolder)?.string ?? "file://" + path
  }

  /// Whether nothing stands at a path, not even a link that leads nowhere.
  static func isGone(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) != 0 && (errno == ENOENT || errno == ENOTDIR)
  }

  /// Makes a folder with those above it; false where there is none afterwards.
  @discardableResult
  package static func makeFolder(_ path: String) -> Bool {
    var partial = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      partial += part
      if !partial.isEmpty { mkdir(partial, 0o777) }
      partial += "/"
    }
    return FileFacts(path: path)?.isDirectory ?? false
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  private static var currentFolder: String { resolved(".") ?? "/" }
}
