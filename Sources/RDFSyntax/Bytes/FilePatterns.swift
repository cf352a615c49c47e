// From the patterns of a pipeline or a command line to a sorted list of files.

/// Files named by path and by pattern, without those that other patterns exclude.
///
/// * A pattern has `*`, `?`, `[a-z]`, `{a,b}` or `**` (any number of folders); `\` takes the
///   meaning off the next character. All but absolute ones are relative to ``folder``, in the
///   excluding ones too.
/// * What is found by pattern is a regular file. Names that begin with a dot or end in `.tmp`,
///   `.part`, `.partial` or `~` are never found: they are hidden or not yet whole.
/// * `**` does not enter symbolic links to folders, so it ends even where links form a circle; `*`
///   and plain names do follow them.
/// * A text that is the path of something stands for itself, whatever its characters. A folder
///   stands for all files inside, at any depth, that are named as RDF
///   (``RDFFormat/init(fileName:)``). `-` is standard input.
/// * What is found by pattern or in a folder is left out where it lies inside one of ``closed``: a
///   load does not take what an earlier one has refused. A file there that is named by its own path
///   is taken.
public struct FilePatterns: Hashable, Sendable {
  /// Patterns and paths of what to take.
  public let include: [String]
  /// Patterns of what to leave out, of paths as they would be found: `**/old/**`.
  public let exclude: [String]
  /// What they are relative to; empty for the current folder.
  public let folder: String
  /// Folders whose files are taken only by their own paths: relative ones start at the current
  /// folder, and links are followed.
  public let closed: [String]

  private let included: [(text: String, patterns: [PathPattern])]
  private let excluded: [PathPattern]

  /// Reads the patterns; no file is looked at.
  ///
  /// - Throws: ``SyntaxError/unreadable(file:message:)`` where the braces of one stand for more
  ///   than 10,000 patterns.
  public init(
    include: [String], exclude: [String] = [], relativeTo folder: String = "",
    closed: [String] = []
  ) throws(SyntaxError) {
    self.include = include
    self.exclude = exclude
    self.folder = normalizedPath(folder)
    self.closed = closed
    var included: [(text: String, patterns: [PathPattern])] = []
    for text in include { included.append((text, try Self.patterns(of: text))) }
    var excluded: [PathPattern] = []
    for text in exclude { excluded += try Self.patterns(of: text) }
    self.included = included
    self.excluded = excluded
  }

  /// The files there are now: each once, sorted by the bytes of their paths.
  ///
  /// A pattern may find nothing. Cost: a listing of each folder that a pattern can reach.
  ///
  /// - Throws: ``SyntaxError/unreadable(file:message:)`` for a path without a file, a folder that
  ///   cannot be listed, and a matching name that is not UTF-8.
  public func files() throws(SyntaxError) -> [String] { try find().files }

  /// The files there are now, as ``files()`` gives them, and those that ``closed`` leaves out.
  ///
  /// - Throws: What ``files()`` does.
  public func find() throws(SyntaxError) -> (files: [String], leftOut: [String]) {
    var search = FileSearch(folder: folder)
    for (text, patterns) in included {
      if text == "-" {
        search.named.insert("-")
      } else if try !search.addPath(text) {
        let wildcards = patterns.filter(\.hasWildcard)
        if wildcards.isEmpty && patterns.count == 1 {
          throw .unreadable(file: joinedPath(text), message: "no such file or folder")
        }
        for pattern in patterns { try search.addMatches(of: pattern) }
      }
    }
    var inside = ClosedFolders(closed)
    let sorted = search.named.union(search.paths).filter { !isExcluded($0) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var found: (files: [String], leftOut: [String]) = ([], [])
    for path in sorted {
      if !search.named.contains(path), inside.hold(path) {
        found.leftOut.append(path)
      } else {
        found.files.append(path)
      }
    }
    return found
  }

  /// Whether the file at `path` would be found by pattern: what a folder watch asks.
  ///
  /// `path` is in the form that ``files()`` gives.
  public func matches(path: String) -> Bool {
    let names = path.split(separator: "/")
    guard let name = names.last, !Self.isNeverFound(name), !isExcluded(path) else { return false }
    var inside = ClosedFolders(closed)
    if inside.hold(path) { return false }
    return included.contains { $0.patterns.contains { matches($0, path, isFinding: true) } }
  }

  /// Whether a file of this name is never found by pattern: hidden, or not yet whole.
  public static func isNeverFound(_ name: some StringProtocol) -> Bool {
    name.hasPrefix(".") || [".tmp", ".part", ".partial", "~"].contains { name.hasSuffix($0) }
  }

  private func isExcluded(_ path: String) -> Bool {
    excluded.contains { matches($0, path) }
  }

  private func matches(_ pattern: PathPattern, _ path: String, isFinding: Bool = false) -> Bool {
    var rest = path[...]
    if !pattern.isAbsolute && !folder.isEmpty {
      let inside = folder.hasSuffix("/") ? folder : folder + "/"
      guard path.hasPrefix(inside) else { return false }
      rest = path.dropFirst(inside.count)
    } else if pattern.isAbsolute != path.hasPrefix("/") {
      return false
    }
    return pattern.matches(rest.split(separator: "/"), isFinding: isFinding)
  }

  private func joinedPath(_ text: String) -> String {
    text.hasPrefix("/") ? text : joined(folder, text)
  }

  private static func patterns(of text: String) throws(SyntaxError) -> [PathPattern] {
    guard let texts = PathPattern.withoutBraces(text) else {
      throw .unreadable(file: text, message: "the braces stand for more than 10,000 patterns")
    }
    return texts.map(PathPattern.init)
  }

  /// Two are equal where they were made of the same texts.
  public static func == (left: FilePatterns, right: FilePatterns) -> Bool {
    left.include == right.include && left.exclude == right.exclude && left.folder == right.folder
      && left.closed == right.closed
  }

  /// Hashes the texts.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(include)
    hasher.combine(exclude)
    hasher.combine(folder)
    hasher.combine(closed)
  }
}

extension PathPattern {
  /// Whether it can match more than one path.
  var hasWildcard: Bool {
    components.contains {
      switch $0 {
      case .anyFolders: true
      case .name(let pattern): pattern.literal == nil
      }
    }
  }
}
