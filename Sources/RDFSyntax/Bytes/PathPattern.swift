// Patterns over paths: `{a,b}` and `**` on top of the patterns for names.
//
// A pattern is first freed of its braces (each alternative is a pattern of its own), then cut at
// slashes; `**` stands for any number of folders.

/// A pattern for a path: names and `**` between slashes.
struct PathPattern: Hashable, Sendable {
  enum Component: Hashable, Sendable {
    case name(NamePattern)
    case anyFolders
  }

  let isAbsolute: Bool
  let components: [Component]

  /// Reads `text`, which has no braces left; empty and `.` components are dropped.
  init(_ text: String) {
    isAbsolute = text.hasPrefix("/")
    var components: [Component] = []
    for part in text.split(separator: "/") where part != "." {
      if part != "**" {
        components.append(.name(NamePattern(part)))
      } else if components.last != .anyFolders {
        components.append(.anyFolders)
      }
    }
    self.components = components
  }

  /// Whether the path of `names` matches as a whole.
  ///
  /// Where it `isFinding`, names that are never found by pattern stop wildcards.
  func matches(_ names: [Substring], isFinding: Bool) -> Bool {
    matches(names[...], components[...], isFinding)
  }

  private func matches(
    _ names: ArraySlice<Substring>, _ rest: ArraySlice<Component>, _ isFinding: Bool
  ) -> Bool {
    guard let first = rest.first else { return names.isEmpty }
    guard let name = names.first else { return false }
    let next = rest.dropFirst()
    let isBarred = isFinding && FilePatterns.isNeverFound(name)
    switch first {
    case .name(let pattern):
      guard pattern.matches(name), !isBarred || pattern.literal != nil else { return false }
      return matches(names.dropFirst(), next, isFinding)
    case .anyFolders:
      // None at all, or this name and then any number again; at the end it takes one name at least.
      if !next.isEmpty && matches(names, next, isFinding) { return true }
      guard !isBarred else { return false }
      if next.isEmpty && names.count == 1 { return true }
      return matches(names.dropFirst(), rest, isFinding)
    }
  }

  /// The texts that `text` stands for once its braces are written out, in order.
  ///
  /// A brace without a comma or without its end stands for itself. Nil where they are more than
  /// `limit`.
  static func withoutBraces(_ text: String, limit: Int = 10_000) -> [String]? {
    var open: [[Unicode.Scalar]] = [Array(text.unicodeScalars)]
    var done: [String] = []
    while let next = open.popLast() {
      guard let (before, choices, after) = firstBrace(next) else {
        done.append(String(String.UnicodeScalarView(next)))
        if done.count > limit { return nil }
        continue
      }
      // Backwards, because the last one put on is the first one taken.
      for choice in choices.reversed() { open.append(before + choice + after) }
      if open.count > limit { return nil }
    }
    return done
  }

  private static func firstBrace(
    _ text: [Unicode.Scalar]
  ) -> (before: [Unicode.Scalar], choices: [[Unicode.Scalar]], after: [Unicode.Scalar])? {
    var start = 0
    while start < text.count {
      if text[start] == "\\" {
        start += 1
      } else if text[start] == "{", let (choices, end) = choices(text, from: start) {
        return (Array(text[..<start]), choices, Array(text[(end + 1)...]))
      }
      start += 1
    }
    return nil
  }

  private static func choices(
    _ text: [Unicode.Scalar], from start: Int
  ) -> (choices: [[Unicode.Scalar]], end: Int)? {
    var choices: [[Unicode.Scalar]] = [[]]
    var depth = 0
    var place = start + 1
    while place < text.count {
      let scalar = text[place]
      switch scalar {
      case "\\" where place + 1 < text.count:
        choices[choices.count - 1] += [scalar, text[place + 1]]
        place += 2
        continue
      case "}" where depth == 0: return choices.count > 1 ? (choices, place) : nil
      case "," where depth == 0:
        choices.append([])
        place += 1
        continue
      case "{": depth += 1
      case "}": depth -= 1
      default: break
      }
      choices[choices.count - 1].append(scalar)
      place += 1
    }
    return nil
  }
}
