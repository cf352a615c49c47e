// Checks and steps that the line formats and the document formats share.

enum TermChecks {
  /// Whether an IRI starts with a scheme (RFC 3986 section 3.1), so that it is absolute.
  @inline(__always)
  static func hasScheme(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    guard count > 1, ASCIISet.letters.contains(bytes[0]) else { return false }
    var index = 1
    while index < count {
      if bytes[index] == UInt8(ascii: ":") { return true }
      guard ASCIISet.schemeCharacters.contains(bytes[index]) else { return false }
      index += 1
    }
    return false
  }

  /// Whether `bytes` are the IRI of `xsd:string`, which says no more than no datatype.
  @inline(__always)
  static func isXSDString(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    let expected: StaticString = "http://www.w3.org/2001/XMLSchema#string"
    return count == expected.utf8CodeUnitCount && equalBytes(bytes, expected.utf8Start, count)
  }

  /// Steps over a language tag (`[a-zA-Z]+('-'[a-zA-Z0-9]+)*`) at `start`.
  ///
  /// Returns its end, or nil where no tag or an empty part stands there.
  @inline(__always)
  static func languageTagEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    var position = start
    while ASCIISet.letters.contains(position[0]) { position += 1 }
    if position == start { return nil }
    while position[0] == UInt8(ascii: "-") {
      let part = position + 1
      position = part
      while ASCIISet.alphanumerics.contains(position[0]) { position += 1 }
      if position == part { return nil }
    }
    return position
  }

  /// Steps over a blank node's label at `start`, behind `_:`, and not over a `.` that ends the
  /// statement.
  ///
  /// Returns its end, or nil where no label starts. Bytes that are not UTF-8 end the label, and what
  /// follows is then refused.
  @inline(__always)
  static func labelEnd(
    _ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    var position = start
    let first = start[0]
    if first >= 0x80 {
      guard case .scalar(let scalar, let length) = UnicodeScan.decode(start, end: end),
        UnicodeScan.isNameStart(scalar)
      else { return nil }
      position += length
    } else {
      guard ASCIISet.nameCharacters.contains(first), first != UInt8(ascii: "-") else { return nil }
      position += 1
    }
    position = nameEnd(position, end: end)
    while position[-1] == UInt8(ascii: ".") { position -= 1 }
    return position
  }

  /// Steps over `(PN_CHARS | '.')*`.
  @inline(__always)
  static func nameEnd(
    _ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var position = start
    while true {
      let byte = position[0]
      if ASCIISet.nameCharacters.contains(byte) || byte == UInt8(ascii: ".") {
        position += 1
      } else if byte >= 0x80, position < end,
        case .scalar(let scalar, let length) = UnicodeScan.decode(position, end: end),
        UnicodeScan.isName(scalar)
      {
        position += length
      } else {
        return position
      }
    }
  }

  /// What to say of the byte that ended an IRI too early.
  static func iriComplaint(_ byte: UInt8, atEnd: Bool) -> String {
    if atEnd || byte == 0x0A || byte == 0x0D { return "the IRI has no closing >" }
    if byte >= 0x80 { return "the bytes are not UTF-8" }
    if byte == UInt8(ascii: " ") { return "an IRI cannot contain a space" }
    if byte < 0x20 { return "an IRI cannot contain a control character" }
    return "an IRI cannot contain \(Character(UnicodeScalar(byte)))"
  }

  /// What to say of the byte that ended a string too early.
  static func stringComplaint(_ byte: UInt8, atEnd: Bool) -> String {
    if byte >= 0x80, !atEnd { return "the bytes are not UTF-8" }
    return "the string has no closing quote"
  }
}
