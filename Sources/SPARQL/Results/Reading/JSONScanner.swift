// JSON (RFC 8259) as a stream of tokens: strict, with the place of each error, bounded in depth, and
// nothing is built that the caller does not ask for.

import RDFSyntax

/// Steps through a JSON document.
struct JSONScanner {
  private(set) var cursor: ByteCursor
  private var depth = 0

  /// Starts at the front of a document.
  init(_ cursor: ByteCursor) { self.cursor = cursor }

  /// Reads an object and hands each member's name, and where it stands, to `member`, which reads the
  /// value.
  mutating func object(
    _ member: (inout JSONScanner, _ name: String, _ place: Int) throws(SyntaxError) -> Void
  ) throws(SyntaxError) {
    try open(UInt8(ascii: "{"), "an object")
    defer { depth -= 1 }
    cursor.skipSpace()
    if cursor.skip(UInt8(ascii: "}")) { return }
    repeat {
      cursor.skipSpace()
      let place = cursor.place
      let name = try string("the name of a member")
      cursor.skipSpace()
      guard cursor.skip(UInt8(ascii: ":")) else { throw cursor.expected("\":\"") }
      try member(&self, name, place)
      cursor.skipSpace()
    } while cursor.skip(UInt8(ascii: ","))
    guard cursor.skip(UInt8(ascii: "}")) else { throw cursor.expected("\",\" or \"}\"") }
  }

  /// Reads an array; `element` reads each of its values.
  mutating func array(
    _ element: (inout JSONScanner) throws(SyntaxError) -> Void
  ) throws(SyntaxError) {
    try open(UInt8(ascii: "["), "an array")
    defer { depth -= 1 }
    cursor.skipSpace()
    if cursor.skip(UInt8(ascii: "]")) { return }
    repeat {
      try element(&self)
      cursor.skipSpace()
    } while cursor.skip(UInt8(ascii: ","))
    guard cursor.skip(UInt8(ascii: "]")) else { throw cursor.expected("\",\" or \"]\"") }
  }

  private mutating func open(_ bracket: UInt8, _ what: String) throws(SyntaxError) {
    cursor.skipSpace()
    guard cursor.next == bracket else { throw cursor.expected(what) }
    guard depth < cursor.limits.nestingDepth else {
      throw cursor.exceeded("the depth of nesting", allowed: cursor.limits.nestingDepth)
    }
    cursor.place += 1
    depth += 1
  }

  /// Steps over white space.
  mutating func skipSpace() { cursor.skipSpace() }

  /// Reads `true` or `false`.
  mutating func boolean() throws(SyntaxError) -> Bool {
    cursor.skipSpace()
    if cursor.skip("true") { return true }
    if cursor.skip("false") { return false }
    throw cursor.expected("true or false")
  }

  /// Reads any value and forgets it.
  mutating func skipValue() throws(SyntaxError) {
    cursor.skipSpace()
    switch cursor.next {
    case UInt8(ascii: "{"):
      try object { (scanner, _, _) throws(SyntaxError) in try scanner.skipValue() }
    case UInt8(ascii: "["):
      try array { (scanner) throws(SyntaxError) in try scanner.skipValue() }
    case UInt8(ascii: "\""): _ = try string("a string")
    case let next? where next == UInt8(ascii: "-") || NameCharacters.isDigit(next):
      try skipNumber()
    default:
      guard cursor.skip("true") || cursor.skip("false") || cursor.skip("null") else {
        throw cursor.expected("a value")
      }
    }
  }

  /// Throws unless only white space is left.
  mutating func end() throws(SyntaxError) {
    cursor.skipSpace()
    guard cursor.isAtEnd else { throw cursor.expected("the end of the document") }
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
  private mutating func skipNumber() throws(SyntaxError) {
    _ = cursor.skip(UInt8(ascii: "-"))
    if !cursor.skip(UInt8(ascii: "0")) { try skipDigits() }
    if cursor.skip(UInt8(ascii: ".")) { try skipDigits() }
    if cursor.skip(UInt8(ascii: "e")) || cursor.skip(UInt8(ascii: "E")) {
      if !cursor.skip(UInt8(ascii: "-")) { _ = cursor.skip(UInt8(ascii: "+")) }
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(SyntaxError) {
    let start = cursor.place
    while let next = cursor.next, NameCharacters.isDigit(next) { cursor.place += 1 }
    guard cursor.place > start else { throw cursor.expected("a digit") }
  }
}

// Strings.
extension JSONScanner {
  /// Reads a string; `what` names it in errors.
  mutating func string(_ what: String) throws(SyntaxError) -> String {
    cursor.skipSpace()
    guard cursor.skip(UInt8(ascii: "\"")) else { throw cursor.expected("\(what) in quotes") }
    let start = cursor.place
    skipPlain()
    if cursor.next == UInt8(ascii: "\"") {
      try cursor.checkToken(from: start)
      defer { cursor.place += 1 }
      return cursor.text(start..<cursor.place)
    }
    return try escapedString(from: start)
  }

  /// Reads on from the first escape, or from what ends the string too early.
  private mutating func escapedString(from start: Int) throws(SyntaxError) -> String {
    var unescaped = Array(cursor.bytes[start..<cursor.place])
    while true {
      switch cursor.next {
      case UInt8(ascii: "\""):
        try cursor.checkToken(from: start)
        cursor.place += 1
        return String(decoding: unescaped, as: UTF8.self)
      case UInt8(ascii: "\\"):
        unescaped.append(contentsOf: UTF8.encode(try escape()) ?? UTF8.encodedReplacementCharacter)
      case nil: throw cursor.error("the string has no closing quote", at: start - 1)
      default: throw cursor.error("a string cannot hold a bare control character")
      }
      let plain = cursor.place
      skipPlain()
      unescaped.append(contentsOf: cursor.bytes[plain..<cursor.place])
    }
  }

  /// Steps over what stands for itself.
  private mutating func skipPlain() {
    while let next = cursor.next, next >= 0x20, next != UInt8(ascii: "\""),
      next != UInt8(ascii: "\\")
    {
      cursor.place += 1
    }
  }

  private mutating func escape() throws(SyntaxError) -> Unicode.Scalar {
    let start = cursor.place
    let letter = cursor.byte(ahead: 1)
    cursor.place = min(start + 2, cursor.bytes.count)
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var value = try codeUnit(from: start)
      if (0xD800..<0xDC00).contains(value), cursor.skip("\\u") {
        let low = try codeUnit(from: start)
        // Two halves of a pair: ten bits each above U+10000. Anything else is refused below.
        if (0xDC00..<0xE000).contains(low) {
          value = 0x1_0000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
      }
      guard let scalar = Unicode.Scalar(value) else {
        throw cursor.error("the escape is half of a surrogate pair", at: start)
      }
      return scalar
    default: throw cursor.error("unknown escape", at: start)
    }
  }

  private mutating func codeUnit(from start: Int) throws(SyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let next = cursor.next, let digit = Character(Unicode.Scalar(next)).hexDigitValue else {
        throw cursor.error("an escape \\u needs 4 hexadecimal digits", at: start)
      }
      value = value << 4 | UInt32(digit)
      cursor.place += 1
    }
    return value
  }
}
