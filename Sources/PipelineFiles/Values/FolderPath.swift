// Paths as text. `..` is kept: through a symbolic link it leads elsewhere than the text suggests.

enum FolderPath {
  /// The folder that a file's path names: `.` for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    let folder = path[..<slash]
    return folder.isEmpty ? "/" : String(folder)
  }

  /// The last part of a path, without its ending: `museum` of `a/museum.yaml`.
  static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return String(name) }
    return String(name[..<dot])
  }

  /// `path` seen from `folder`, without empty parts and `.` parts.
  static func join(_ folder: String, _ path: String) -> String {
    let isAbsolute = path.hasPrefix("/") || folder.hasPrefix("/")
    let whole = path.hasPrefix("/") ? path : folder + "/" + path
    let parts = whole.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    if isAbsolute { return "/" + parts }
    return parts.isEmpty ? "." : parts
  }
}
