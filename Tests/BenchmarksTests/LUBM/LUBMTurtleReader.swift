// Reads the Turtle and TriG that the generator writes, and no more, into lines of N-Quads.

/// A reader of prefixed names, IRIs, plain literals without escapes, integers, lists and graph blocks.
struct LUBMTurtleReader {
  private var tokens: ArraySlice<Substring>
  private var prefixes: [Substring: Substring] = [:]
  private(set) var lines: [String] = []

  init(_ text: String) {
    tokens = Self.tokens(of: text)[...]
    while !tokens.isEmpty { readBlock() }
  }

  /// Punctuation is set off by spaces, except `,`, which follows its term.
  private static func tokens(of text: String) -> [Substring] {
    text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
      .flatMap { word -> [Substring] in
        word.last == UInt8(ascii: ",") ? [Substring(word.dropLast()), ","] : [Substring(word)]
      }
  }

  private mutating func readBlock() {
    if tokens.first == "@prefix" {
      let iri = tokens[tokens.startIndex + 2]
      prefixes[tokens[tokens.startIndex + 1].dropLast()] = iri.dropFirst().dropLast()
      precondition(tokens[tokens.startIndex + 3] == ".")
      tokens = tokens.dropFirst(4)
    } else if tokens.dropFirst().first == "{" {
      let graph = tokens.removeFirst()
      tokens = tokens.dropFirst()
      while tokens.first != "}" { readSubject(graph: " " + graph) }
      tokens = tokens.dropFirst()
    } else {
      readSubject(graph: "")
    }
  }

  private mutating func readSubject(graph: String) {
    let subject = term(tokens.removeFirst())
    var separator: Substring = ";"
    var predicate = ""
    while separator != "." {
      if separator == ";" { predicate = term(tokens.removeFirst()) }
      let object = term(tokens.removeFirst())
      lines.append("\(subject) \(predicate) \(object)\(graph) .")
      separator = tokens.removeFirst()
      precondition([",", ";", "."].contains(separator), "unexpected \(separator)")
    }
  }

  private func term(_ token: Substring) -> String {
    if token == "a" { return Name.type }
    if token.hasPrefix("<") || token.hasPrefix("\"") { return String(token) }
    if let number = Int(token) {
      return "\"\(number)\"^^<http://www.w3.org/2001/XMLSchema#integer>"
    }
    let parts = token.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let prefix = prefixes[parts[0]] else {
      preconditionFailure("unknown prefix in \(token)")
    }
    return "<\(prefix)\(parts[1])>"
  }
}
