// The words of Turtle as the guard sees them.

/// Letters and signs up to a delimiter: a prefixed name, or a word that stands for itself.
struct TurtleWord {
  var start: UnsafePointer<UInt8>
  /// The colon of a prefixed name, or nil.
  var colon: UnsafePointer<UInt8>?
  var end: UnsafePointer<UInt8>
  /// Whether characters of the name are escaped.
  var hasEscapes = false

  /// Whether the word is `keyword`, given in capitals, in any case.
  func isKeyword(_ keyword: StaticString) -> Bool {
    guard colon == nil, end - start == keyword.utf8CodeUnitCount else { return false }
    for index in 0..<keyword.utf8CodeUnitCount
    where start[index] & 0xDF != keyword.utf8Start[index] {
      return false
    }
    return true
  }

  /// Whether the word is `text`, letter by letter.
  func isExactly(_ text: StaticString) -> Bool {
    colon == nil && end - start == text.utf8CodeUnitCount
      && equalBytes(start, text.utf8Start, end - start)
  }
}

/// The end of a name or number, or why there is none.
enum TokenEnd<Value> {
  case found(Value)
  /// The byte at the position cannot stand there.
  case wrong(UnsafePointer<UInt8>, String)
}

/// Steps over single tokens.
///
/// None reads past a NUL, so none passes the end of a window.
enum TurtleTokens {
  /// The word at `start`: `PNAME_LN`, `PNAME_NS` or letters without a colon.
  @inline(__always)
  static func word(
    _ start: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>
  ) -> TokenEnd<TurtleWord> {
    var position = start
    if start[0] != UInt8(ascii: ":") {
      guard startsName(start, limit: limit) else { return .wrong(start, "unexpected character") }
      position = TermChecks.nameEnd(start, end: limit)
    }
    guard position[0] == UInt8(ascii: ":") else {
      while position[-1] == UInt8(ascii: ".") { position -= 1 }
      return .found(TurtleWord(start: start, colon: nil, end: position))
    }
    if position > start, position[-1] == UInt8(ascii: ".") {
      return .wrong(position - 1, "a prefix cannot end in a dot")
    }
    return localName(start: start, colon: position, limit: limit)
  }

  /// Goes on behind the colon of a prefixed name: `PN_LOCAL`.
  @inline(__always)
  private static func localName(
    start: UnsafePointer<UInt8>, colon: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>
  ) -> TokenEnd<TurtleWord> {
    let local = colon + 1
    var position = local
    // Dots before `solid` belong to the name; those at its end do not.
    var solid = position
    var hasEscapes = false
    scan: while true {
      let byte = position[0]
      if ASCIISet.nameCharacters.contains(byte) || byte == UInt8(ascii: ":") {
        if byte == UInt8(ascii: "-"), position == local { break }
        position += 1
        solid = position
      } else if byte == UInt8(ascii: ".") {
        if position == local { break }
        position += 1
      } else if byte == UInt8(ascii: "\\") {
        guard ASCIISet.localEscapes.contains(position[1]) else {
          return .wrong(position, "this character cannot be escaped in a name")
        }
        hasEscapes = true
        position += 2
        solid = position
      } else if byte == UInt8(ascii: "%") {
        guard Unescaping.hexadecimalDigit(position[1]) != nil,
          Unescaping.hexadecimalDigit(position[2]) != nil
        else {
          return .wrong(position, "% in a name needs two hexadecimal digits behind it")
        }
        position += 3
        solid = position
      } else if byte >= 0x80, position < limit,
        case .scalar(let scalar, let length) = UnicodeScan.decode(position, end: limit),
        position == local ? UnicodeScan.isNameStart(scalar) : UnicodeScan.isName(scalar)
      {
        position += length
        solid = position
      } else {
        break scan
      }
    }
    return .found(TurtleWord(start: start, colon: colon, end: solid, hasEscapes: hasEscapes))
  }

  @inline(__always)
  private static func startsName(
    _ position: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>
  ) -> Bool {
    if position[0] < 0x80 { return ASCIISet.letters.contains(position[0]) }
    guard position < limit, case .scalar(let scalar, _) = UnicodeScan.decode(position, end: limit)
    else { return false }
    return UnicodeScan.isNameStart(scalar)
  }

  /// The end of the longest number at `start`, or nil; a dot or an `e` without digits behind it
  /// belongs to what follows.
  static func numberEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    var position = start
    if position[0] == UInt8(ascii: "+") || position[0] == UInt8(ascii: "-") { position += 1 }
    let whole = digitsEnd(position)
    var fraction = whole
    if whole[0] == UInt8(ascii: ".") { fraction = digitsEnd(whole + 1) }
    let hasFraction = fraction > whole + 1
    guard whole > position || hasFraction else { return nil }
    // `1.e5` is a double although no digit follows the dot; `1.` is an integer and a full stop.
    if let exponent = exponentEnd(fraction) { return exponent }
    return hasFraction ? fraction : exponentEnd(whole) ?? whole
  }

  private static func digitsEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var position = start
    while ASCIISet.digits.contains(position[0]) { position += 1 }
    return position
  }

  private static func exponentEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    guard start[0] | 0x20 == UInt8(ascii: "e") else { return nil }
    var position = start + 1
    if position[0] == UInt8(ascii: "+") || position[0] == UInt8(ascii: "-") { position += 1 }
    let end = digitsEnd(position)
    return end > position ? end : nil
  }

  /// Stands in front of a prefixed name that Serd is shown as an IRI, and twice in front of an IRI that
  /// starts with it.
  static let nameMark: UInt8 = 0x7F

  /// Whether the inside of `<...>` is a word that Serd takes for a directive at a statement's front.
  static func looksLikeKeyword(_ text: UnsafePointer<UInt8>, count: Int) -> Bool {
    guard count >= 4, count <= 6 else { return false }
    let word = TurtleWord(start: text, colon: nil, end: text + count)
    return word.isKeyword("BASE") || word.isKeyword("PREFIX") || word.isKeyword("GRAPH")
  }
}
