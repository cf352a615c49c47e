// The walk behind `FilePatterns`: a folder at a time, only where a pattern can still match.

/// Collects the files that patterns and paths name.
struct FileSearch {
  let folder: String
  /// Found by pattern, or inside a folder.
  var paths: Set<String> = []
  /// Named by their own paths.
  var named: Set<String> = []
  /// Places of a pattern that were walked already: two `**` lead to the same folder in many ways.
  private var walked: Set<Step> = []

  private struct Step: Hashable {
    var folder: String
    var components: ArraySlice<PathPattern.Component>
  }

  init(folder: String) { self.folder = folder }

  /// Adds what stands at the path `text`; false where there is nothing.
  mutating func addPath(_ text: String) throws(SyntaxError) -> Bool {
    let path = normalizedPath(text.hasPrefix("/") ? text : joined(folder, text))
    switch try kindOfPath(path) {
    case .missing: return false
    case .file, .other: named.insert(path)
    case .folder: try addRDFFiles(inside: path)
    }
    return true
  }

  /// Adds the files that match `pattern`.
  mutating func addMatches(of pattern: PathPattern) throws(SyntaxError) {
    walked = []
    let start = pattern.isAbsolute ? "/" : folder
    try walk(Step(folder: start, components: pattern.components[...]))
  }

  private mutating func walk(_ step: Step) throws(SyntaxError) {
    guard let component = step.components.first, walked.insert(step).inserted else { return }
    let rest = step.components.dropFirst()
    switch component {
    case .name(let pattern):
      if let name = pattern.literal {
        try take(name, in: step.folder, rest)
      } else {
        for entry in try entries(ofFolder: step.folder) ?? []
        where !FilePatterns.isNeverFound(entry.name) && pattern.matches(entry.name) {
          try checkName(entry, in: step.folder)
          if rest.isEmpty && entry.isPlainFile {
            paths.insert(joined(step.folder, entry.name))
          } else {
            try take(entry.name, in: step.folder, rest)
          }
        }
      }
    case .anyFolders: try walkDeep(step, rest)
    }
  }

  /// Goes on at `name`: a file where the pattern ends here, a folder where it goes on.
  private mutating func take(
    _ name: String, in folder: String, _ rest: ArraySlice<PathPattern.Component>
  ) throws(SyntaxError) {
    let path = joined(folder, name)
    switch try kindOfPath(path) {
    case .file where rest.isEmpty && !FilePatterns.isNeverFound(name): paths.insert(path)
    case .folder where !rest.isEmpty: try walk(Step(folder: path, components: rest))
    default: break
    }
  }

  /// `**`: here, and in each folder below.
  private mutating func walkDeep(
    _ step: Step, _ rest: ArraySlice<PathPattern.Component>
  ) throws(SyntaxError) {
    if !rest.isEmpty { try walk(Step(folder: step.folder, components: rest)) }
    for entry in try entries(ofFolder: step.folder) ?? []
    where !FilePatterns.isNeverFound(entry.name) {
      let path = joined(step.folder, entry.name)
      if entry.isRealFolder {
        try checkName(entry, in: step.folder)
        try walk(Step(folder: path, components: step.components))
      } else if rest.isEmpty {
        try checkName(entry, in: step.folder)
        if try kindOfPath(path) == .file { paths.insert(path) }
      }
    }
  }

  private mutating func addRDFFiles(inside folder: String) throws(SyntaxError) {
    for entry in try entries(ofFolder: folder) ?? []
    where !FilePatterns.isNeverFound(entry.name) {
      let path = joined(folder, entry.name)
      if entry.isRealFolder {
        try checkName(entry, in: folder)
        try addRDFFiles(inside: path)
      } else if RDFFormat(fileName: entry.name) != nil {
        try checkName(entry, in: folder)
        if try kindOfPath(path) == .file { paths.insert(path) }
      }
    }
  }

  private func checkName(_ entry: FolderEntry, in folder: String) throws(SyntaxError) {
    guard entry.isRepaired else { return }
    throw .unreadable(file: joined(folder, entry.name), message: "its name is not UTF-8")
  }

  private func kindOfPath(_ path: String) throws(SyntaxError) -> PathKind {
    do {
      return try kind(ofPath: path.isEmpty ? "." : path)
    } catch {
      throw .unreadable(file: path, message: error.message)
    }
  }
}
