// Escapes and bracketed classes of XPath's regular expressions.

extension RegularExpressionSyntax {
  /// An item of a class.
  private enum Item {
    /// One character, as PCRE2 writes it.
    case character([UInt8])
    /// Several, which cannot bound a range.
    case set([UInt8])
  }

  /// The escape at the position as PCRE2 writes it, or nil where it is none.
  mutating func escape(inClass: Bool) -> [UInt8]? {
    guard let byte = peek(1) else { return nil }
    if let set = CharacterSets.escape(byte, inClass: inClass) {
      position += 2
      return set
    }
    switch byte {
    case UInt8(ascii: "p"), UInt8(ascii: "P"): return property(inClass: inClass)
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): break
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      guard !inClass else { return nil }
      position += 1
      return backReference()
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"),
      UInt8(ascii: "Z"):
      if inClass { return nil }
    default:
      // Punctuation and spaces stand for themselves; other letters mean nothing to XPath.
      guard byte < 0x80, !Self.isLetter(byte), !Self.isDigit(byte) else { return nil }
    }
    position += 2
    return [UInt8(ascii: "\\"), byte]
  }

  /// `\p{Lu}`, `\P{IsGreek}`.
  private mutating func property(inClass: Bool) -> [UInt8]? {
    guard peek(2) == UInt8(ascii: "{"),
      let close = source[position...].firstIndex(of: UInt8(ascii: "}"))
    else { return nil }
    let isNegated = peek(1) == UInt8(ascii: "P")
    let name = source[(position + 3)..<close]
    position = close + 1
    if name.starts(with: "Is".utf8) {
      guard let block = UnicodeBlocks.range(named: name.dropFirst(2)) else { return nil }
      return CharacterSets.text([block], isNegated: isNegated, inClass: inClass)
    }
    guard !name.isEmpty, name.allSatisfy({ Self.isLetter($0) || $0 == UInt8(ascii: "_") })
    else { return nil }
    return Array((isNegated ? "\\P{" : "\\p{").utf8) + name + [UInt8(ascii: "}")]
  }

  /// The class that opens at the position.
  mutating func characterClass(depth: Int) -> [UInt8]? {
    guard depth < Self.maximalClassDepth else { return nil }
    position += 1
    var body = [UInt8(ascii: "[")]
    if peek() == UInt8(ascii: "^") {
      body.append(UInt8(ascii: "^"))
      position += 1
    }
    let opening = body.count
    while let byte = peek() {
      if byte == UInt8(ascii: "]") {
        position += 1
        return body.count > opening ? body + [byte] : nil
      }
      if byte == UInt8(ascii: "-"), peek(1) == UInt8(ascii: "["), body.count > opening {
        position += 1
        guard let excluded = characterClass(depth: depth + 1), peek() == UInt8(ascii: "]")
        else { return nil }
        position += 1
        return Array("(?:(?!".utf8) + excluded + Array(")".utf8) + body + Array("])".utf8)
      }
      guard let members = rangeOrItem() else { return nil }
      body += members
    }
    return nil
  }

  /// One item, or two characters with a hyphen between them.
  private mutating func rangeOrItem() -> [UInt8]? {
    guard let item = item() else { return nil }
    guard case .character(let first) = item else {
      if case .set(let set) = item { return set }
      return nil
    }
    guard peek() == UInt8(ascii: "-"), let next = peek(1), next != UInt8(ascii: "]"),
      next != UInt8(ascii: "[")
    else { return first }
    position += 1
    guard case .character(let last)? = self.item() else { return nil }
    return first + [UInt8(ascii: "-")] + last
  }

  private mutating func item() -> Item? {
    guard let byte = peek(), byte != UInt8(ascii: "[") else { return nil }
    if byte == UInt8(ascii: "\\") {
      guard let name = peek(1) else { return nil }
      let isSet = CharacterSets.isSet(name)
      return escape(inClass: true).map { isSet ? .set($0) : .character($0) }
    }
    position += 1
    if byte < 0x80 {
      let isPlain = Self.isLetter(byte) || Self.isDigit(byte) || byte <= 0x20
      return .character(isPlain ? [byte] : [UInt8(ascii: "\\"), byte])
    }
    var character = [byte]
    while let next = peek(), UTF8Text.isContinuation(next) {
      character.append(next)
      position += 1
    }
    return .character(character)
  }
}
