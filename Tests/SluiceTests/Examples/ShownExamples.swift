import Foundation

// Code that is shown in documents and doc comments, and the code of the tests that must be the same.
//
//     // shown in README.md          a stretch of a test source, up to
//     // shown to here              is a block of that file, word for word

/// A stretch of code that a file shows.
struct ShownExample: Hashable, CustomStringConvertible {
  /// The file, from the project's folder.
  var file: String
  var code: String

  var description: String { "in \(file):\n\(code)" }
}

enum ShownExamples {
  /// The project's folder.
  static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The stretches of the tests' sources, which are compiled.
  static func compiled() throws -> [ShownExample] {
    var found: [ShownExample] = []
    for file in try files(below: "Tests/SluiceTests/Examples", endings: [".swift"]) {
      var open: (file: String, indent: Int, lines: [String])?
      for line in try lines(file) {
        let text = line.drop { $0 == " " }
        if text.hasPrefix("// shown in ") {
          open = (String(text.dropFirst("// shown in ".count)), line.count - text.count, [])
        } else if text == "// shown to here", let example = open {
          found.append(
            ShownExample(file: example.file, code: example.lines.joined(separator: "\n")))
          open = nil
        } else if let indent = open?.indent {
          open?.lines.append(String(line.dropFirst(indent)))
        }
      }
    }
    return found
  }

  /// The Swift blocks of documents and of the sources' doc comments.
  static func shown() throws -> [ShownExample] {
    let documents =
      try files(below: "docs", endings: [".md"]) + files(below: "Sources", endings: [".swift"])
      + ["README.md"]
    var found: [ShownExample] = []
    for file in documents {
      var code: [String]?
      for line in try lines(file) {
        let text = file.hasSuffix(".swift") ? comment(line) : line
        if text == "```swift" {
          code = []
        } else if text == "```" || text == nil, let lines = code {
          found.append(ShownExample(file: file, code: lines.joined(separator: "\n")))
          code = nil
        } else if let text {
          code?.append(text)
        }
      }
    }
    return found
  }

  /// The text of a line of a doc comment, or nil where it is none.
  private static func comment(_ line: String) -> String? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("///") else { return nil }
    let rest = text.dropFirst(3)
    return String(rest.hasPrefix(" ") ? rest.dropFirst() : rest)
  }

  private static func lines(_ file: String) throws -> [String] {
    try String(contentsOf: project.appendingPathComponent(file), encoding: .utf8)
      .components(separatedBy: "\n")
  }

  private static func files(below folder: String, endings: [String]) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(
      atPath: project.appendingPathComponent(folder).path
    )
    .filter { name in endings.contains { name.hasSuffix($0) } }.sorted()
    .map { folder + "/" + $0 }
  }
}
