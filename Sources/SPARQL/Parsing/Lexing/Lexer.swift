// Cuts the text into tokens, each the longest that the grammar has at its place (section 19.8, note 3).
//
// The lexer knows no context and never fails: what starts no token is one of kind `unknown` or
// `unclosedString`, and the parser, which alone knows what it expected, says what is wrong. Each byte is
// looked at once, but for a few of lookahead; see `plainRunEnd` for the one place that needs care.

struct Lexer {
  private let bytes: [UInt8]
  private var position = 0
  /// A name without a colon reaches to here, so no prefixed name starts before it.
  ///
  /// Without this, `true-true-true-...` would be scanned to its end for each of its words.
  private var plainRunEnd = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark is no part of the query.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The next token; at the end of the text one of kind `end`, again and again.
  mutating func next() -> Token {
    // The span borrows this copy of the reference, so that the lexer itself may change.
    let source = bytes
    let text = source.span
    let start = Self.skipSpace(text, position)
    let token = Self.scan(text, start, &plainRunEnd)
    position = token.end
    return token
  }

  private static func skipSpace(_ text: Span<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "#") {
        while index < text.count, text[index] != 0x0A, text[index] != 0x0D { index += 1 }
      } else if ByteClass.isSpace(byte) {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  private static func scan(
    _ text: Span<UInt8>, _ start: Int, _ plainRunEnd: inout Int
  ) -> Token {
    guard start < text.count else { return Token(.end, start, start) }
    let byte = text[start]
    if ByteClass.isLetter(byte) || byte >= 0x80 { return word(text, start, &plainRunEnd) }
    if ByteClass.isDigit(byte) { return number(text, start, start) }
    switch byte {
    case UInt8(ascii: "<"): return angle(text, start)
    case UInt8(ascii: ":"): return prefixedName(text, start, colon: start)
    case UInt8(ascii: "?"), UInt8(ascii: "$"): return variable(text, start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return string(text, start)
    case UInt8(ascii: "_"): return blankNodeLabel(text, start)
    case UInt8(ascii: "@"): return languageTag(text, start)
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return signOrDot(text, start)
    default: return punctuation(text, start)
    }
  }
}

// MARK: - Punctuation

extension Lexer {
  private static func punctuation(_ text: Span<UInt8>, _ start: Int) -> Token {
    let next = text.byte(start + 1)
    switch text[start] {
    case UInt8(ascii: "{"): return Token(.leftBrace, start, start + 1)
    case UInt8(ascii: "}"): return Token(.rightBrace, start, start + 1)
    case UInt8(ascii: "("): return Token(.leftParenthesis, start, start + 1)
    case UInt8(ascii: ")"): return Token(.rightParenthesis, start, start + 1)
    case UInt8(ascii: "["): return Token(.leftBracket, start, start + 1)
    case UInt8(ascii: "]"): return Token(.rightBracket, start, start + 1)
    case UInt8(ascii: ";"): return Token(.semicolon, start, start + 1)
    case UInt8(ascii: ","): return Token(.comma, start, start + 1)
    case UInt8(ascii: "/"): return Token(.slash, start, start + 1)
    case UInt8(ascii: "*"): return Token(.star, start, start + 1)
    case UInt8(ascii: "="): return Token(.equal, start, start + 1)
    case UInt8(ascii: "^"):
      return next == UInt8(ascii: "^")
        ? Token(.doubleCaret, start, start + 2) : Token(.caret, start, start + 1)
    case UInt8(ascii: "|"):
      return next == UInt8(ascii: "|")
        ? Token(.doubleBar, start, start + 2) : Token(.bar, start, start + 1)
    case UInt8(ascii: "!"):
      return next == UInt8(ascii: "=")
        ? Token(.notEqual, start, start + 2) : Token(.bang, start, start + 1)
    case UInt8(ascii: ">"):
      return next == UInt8(ascii: "=")
        ? Token(.greaterOrEqual, start, start + 2) : Token(.greater, start, start + 1)
    case UInt8(ascii: "&") where next == UInt8(ascii: "&"):
      return Token(.doubleAmpersand, start, start + 2)
    default: return Token(.unknown, start, start + 1)
    }
  }

  /// `<` opens an IRI where one ends before the first character that no IRI has; else it compares.
  private static func angle(_ text: Span<UInt8>, _ start: Int) -> Token {
    if let (end, hasEscapes) = TextScan.iriEnd(text, start) {
      var token = Token(.iri, start, end)
      token.hasEscapes = hasEscapes
      return token
    }
    return text.byte(start + 1) == UInt8(ascii: "=")
      ? Token(.lessOrEqual, start, start + 2) : Token(.less, start, start + 1)
  }

  /// A sign or a dot directly before a digit belongs to a number.
  private static func signOrDot(_ text: Span<UInt8>, _ start: Int) -> Token {
    let isDot = text[start] == UInt8(ascii: ".")
    let digits = isDot ? start : start + 1
    let next = text.byte(digits)
    let isNumber =
      ByteClass.isDigit(next)
      || next == UInt8(ascii: ".") && ByteClass.isDigit(text.byte(digits + 1))
    if isNumber { return number(text, start, digits) }
    if isDot { return Token(.dot, start, start + 1) }
    return Token(text[start] == UInt8(ascii: "+") ? .plus : .minus, start, start + 1)
  }
}

// MARK: - Literals

extension Lexer {
  private static func string(_ text: Span<UInt8>, _ start: Int) -> Token {
    guard let (end, hasEscapes) = TextScan.stringEnd(text, start) else {
      return Token(.unclosedString, start, start + 1)
    }
    var token = Token(.string, start, end)
    token.hasEscapes = hasEscapes
    return token
  }

  /// A number whose digits or dot start at `digits`, after the sign if it has one.
  private static func number(_ text: Span<UInt8>, _ start: Int, _ digits: Int) -> Token {
    var index = skipDigits(text, digits)
    var kind = TokenKind.integer
    if text.byte(index) == UInt8(ascii: ".") {
      let fractionEnd = skipDigits(text, index + 1)
      if fractionEnd > index + 1 {
        kind = .decimal
        index = fractionEnd
      } else if let end = exponentEnd(text, index + 1) {
        // `1.e5` is a double, while the dot of `1.` ends a triple.
        return Token(.double, start, end)
      }
    }
    if let end = exponentEnd(text, index) { return Token(.double, start, end) }
    return Token(kind, start, index)
  }

  private static func skipDigits(_ text: Span<UInt8>, _ start: Int) -> Int {
    var index = start
    while ByteClass.isDigit(text.byte(index)) { index += 1 }
    return index
  }

  private static func exponentEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard text.byte(start) | 0x20 == UInt8(ascii: "e") else { return nil }
    var digits = start + 1
    let sign = text.byte(digits)
    if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { digits += 1 }
    let end = skipDigits(text, digits)
    return end > digits ? end : nil
  }

  private static func languageTag(_ text: Span<UInt8>, _ start: Int) -> Token {
    var index = start + 1
    while ByteClass.isLetter(text.byte(index)) { index += 1 }
    guard index > start + 1 else { return Token(.unknown, start, start + 1) }
    while text.byte(index) == UInt8(ascii: "-") {
      var end = index + 1
      while ByteClass.isLetter(text.byte(end)) || ByteClass.isDigit(text.byte(end)) { end += 1 }
      guard end > index + 1 else { break }
      index = end
    }
    return Token(.languageTag, start, index)
  }
}

// MARK: - Names

extension Lexer {
  private static func variable(_ text: Span<UInt8>, _ start: Int) -> Token {
    var index = start + 1
    var length = text.nameCharacter(at: index, isFirst: true)
    while length > 0 {
      index += length
      length = text.nameCharacter(at: index, isFirst: false)
    }
    if index > start + 1 { return Token(.variable, start, index) }
    return Token(text[start] == UInt8(ascii: "?") ? .question : .unknown, start, start + 1)
  }

  private static func blankNodeLabel(_ text: Span<UInt8>, _ start: Int) -> Token {
    guard text.byte(start + 1) == UInt8(ascii: ":"),
      text.nameCharacter(at: start + 2, isFirst: true) > 0
    else { return Token(.unknown, start, start + 1) }
    return Token(.blankNodeLabel, start, runEnd(text, start + 2).solid)
  }

  /// A prefixed name where a colon ends the run, else a keyword.
  private static func word(
    _ text: Span<UInt8>, _ start: Int, _ plainRunEnd: inout Int
  ) -> Token {
    if start >= plainRunEnd {
      // A mark or a currency sign starts no name.
      guard text.nameCharacter(at: start, isFirst: true) > 0 else {
        return Token(.unknown, start, start + text.scalar(at: start).length)
      }
      let (end, solid) = runEnd(text, start)
      if end == solid, text.byte(end) == UInt8(ascii: ":") {
        return prefixedName(text, start, colon: end)
      }
      plainRunEnd = end
    }
    var index = start
    while ByteClass.isWord(text.byte(index)) { index += 1 }
    guard index > start else {
      return Token(.unknown, start, start + text.scalar(at: start).length)
    }
    return Token(.word, start, index)
  }

  /// Where a run of PN_CHARS and dots ends, and where its last character that is no dot does.
  private static func runEnd(_ text: Span<UInt8>, _ start: Int) -> (end: Int, solid: Int) {
    var index = start
    var solid = start
    while true {
      let length = text.nameCharacter(at: index, isFirst: index == start)
      if length > 0 {
        index += length
        solid = index
      } else if index > start, text.byte(index) == UInt8(ascii: "-") {
        index += 1
        solid = index
      } else if index > start, text.byte(index) == UInt8(ascii: ".") {
        index += 1
      } else {
        return (index, solid)
      }
    }
  }

  /// PN_LOCAL after the colon; it may be empty, and dots at its end are not part of it.
  private static func prefixedName(_ text: Span<UInt8>, _ start: Int, colon: Int) -> Token {
    let local = colon + 1
    var index = local
    var token = Token(.prefixedName, start, local)
    token.localStart = local
    while true {
      let length = text.nameCharacter(at: index, isFirst: index == local)
      if length > 0 {
        index += length
        token.end = index
        continue
      }
      switch text.byte(index) {
      case UInt8(ascii: ":"):
        index += 1
      case UInt8(ascii: "-") where index > local:
        index += 1
      case UInt8(ascii: ".") where index > local:
        index += 1
        continue
      case UInt8(ascii: "%")
      where ByteClass.hexValue(text.byte(index + 1)) != nil
        && ByteClass.hexValue(text.byte(index + 2)) != nil:
        index += 3
      case UInt8(ascii: "\\") where ByteClass.isLocalEscape(text.byte(index + 1)):
        index += 2
        token.hasEscapes = true
      default:
        return token
      }
      token.end = index
    }
  }
}
