// From regular expressions of XPath (XML Schema part 2, appendix F, with anchors, reluctant quantifiers
// and back-references) to those of PCRE2.
//
//     \d  \s  \w     \p{Nd}, the four spaces of XML, all but punctuation, separators and others
//     \i  \c         characters that start a name of XML, or go on with one
//     \p{IsGreek}    the characters of a block
//     [a-z-[aeiou]]  (?:(?![aeiou])[a-z])
//     \11            the first group and a "1" where there are fewer than eleven groups
//
// What means the same in both passes through. Of what only PCRE2 knows, a list passes that people use
// elsewhere (see `RegularExpression.init`); the rest is an error: verbs, callouts, recursion,
// conditions, octal and hexadecimal escapes, POSIX classes.

struct RegularExpressionSyntax {
  /// Classes in classes, by subtraction.
  static let maximalClassDepth = 20

  let source: [UInt8]
  var position = 0
  private(set) var output: [UInt8] = []
  private(set) var groupCount = 0

  init(_ source: [UInt8], flags: RegularExpressionFlags) {
    self.source = flags.contains(.ignoresSpace) ? Self.withoutSpace(source) : source
  }

  /// Fills `output`, or returns false where the pattern is wrong; PCRE2 finds what else is.
  mutating func translate() -> Bool {
    while position < source.count {
      switch source[position] {
      case UInt8(ascii: "\\"):
        guard let atom = escape(inClass: false) else { return false }
        output += atom
      case UInt8(ascii: "["):
        guard let atom = characterClass(depth: 0) else { return false }
        output += atom
      case UInt8(ascii: "("):
        guard group() else { return false }
      case UInt8(ascii: "{"):
        guard quantity() else { return false }
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        output += [UInt8(ascii: "\\"), source[position]]
        position += 1
      default:
        output.append(source[position])
        position += 1
      }
    }
    return true
  }

  /// The flag `x`: white space goes, but in classes.
  private static func withoutSpace(_ source: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var depth = 0
    var isEscaped = false
    for byte in source {
      if depth == 0, UTF8Text.isXMLSpace(byte) { continue }
      result.append(byte)
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "[") {
        depth += 1
      } else if byte == UInt8(ascii: "]"), depth > 0 {
        depth -= 1
      }
    }
    return result
  }

  /// The byte at `offset` from the position, or nil at the end.
  func peek(_ offset: Int = 0) -> UInt8? {
    position + offset < source.count ? source[position + offset] : nil
  }

  /// `{2}`, `{2,}` or `{2,3}`.
  private mutating func quantity() -> Bool {
    guard let close = source[position...].firstIndex(of: UInt8(ascii: "}")) else { return false }
    let counts = source[(position + 1)..<close].split(
      separator: UInt8(ascii: ","), maxSplits: 1, omittingEmptySubsequences: false)
    let areDigits = counts.allSatisfy { $0.allSatisfy(Self.isDigit) }
    guard areDigits, let least = counts.first, !least.isEmpty else { return false }
    output += source[position...close]
    position = close + 1
    return true
  }

  /// An opening parenthesis with what belongs to it.
  private mutating func group() -> Bool {
    guard peek(1) == UInt8(ascii: "?") else {
      // "(*" starts the verbs of PCRE2.
      guard peek(1) != UInt8(ascii: "*") else { return false }
      groupCount += 1
      output.append(UInt8(ascii: "("))
      position += 1
      return true
    }
    guard let end = endOfExtension() else { return false }
    output += source[position..<end]
    position = end
    return true
  }

  /// Where the opening of a group that starts with `(?` ends, or nil where it is not let through.
  private mutating func endOfExtension() -> Int? {
    let rest = source[(position + 2)...]
    for opening in [":", "=", "!", ">", "<=", "<!"] where rest.starts(with: opening.utf8) {
      return rest.startIndex + opening.utf8.count
    }
    if rest.first == UInt8(ascii: "<") {
      let name = rest.dropFirst().prefix { Self.isLetter($0) || Self.isDigit($0) }
      guard let first = name.first, Self.isLetter(first), name.endIndex < source.count,
        source[name.endIndex] == UInt8(ascii: ">")
      else { return nil }
      groupCount += 1
      return name.endIndex + 1
    }
    let flags = rest.prefix { "ims-".utf8.contains($0) }
    guard !flags.isEmpty, flags.endIndex < source.count,
      ":)".utf8.contains(source[flags.endIndex])
    else { return nil }
    return flags.endIndex + 1
  }

  /// A back-reference to as many digits as make the number of a group so far.
  mutating func backReference() -> [UInt8]? {
    var number = 0
    while let byte = peek(), Self.isDigit(byte) {
      let next = number * 10 + Int(byte - UInt8(ascii: "0"))
      if number > 0, next > groupCount { break }
      number = next
      position += 1
    }
    guard number > 0, number <= groupCount else { return nil }
    return Array("\\g{\(number)}".utf8)
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }
}
