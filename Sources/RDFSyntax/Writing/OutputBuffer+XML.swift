// Text of XML 1.0 (fifth edition).
//
// XML has no way to write most controls, U+FFFE and U+FFFF, not even as a reference (section 2.2). Dropping
// or replacing them would change a term without a word, so they are an error.

extension OutputBuffer {
  /// Appends `bytes` as the text of an element.
  ///
  /// CR becomes a reference, because readers turn a bare one into LF.
  ///
  /// - Throws: ``WriteError/invalidTerm(_:)`` where XML cannot hold a character.
  package func appendXMLText(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try checkXMLCharacters(bytes)
    try appendEscaped(bytes, flags: textFlags, escape: escapeInXML)
  }

  /// Appends `bytes` as the value of an attribute in double quotes.
  ///
  /// White space but the space becomes references, because readers turn it into spaces.
  ///
  /// - Throws: ``WriteError/invalidTerm(_:)`` where XML cannot hold a character.
  package func appendXMLAttribute(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try checkXMLCharacters(bytes)
    try appendEscaped(bytes, flags: attributeFlags, escape: escapeInXML)
  }
}

/// Throws where `bytes` hold a character that XML cannot.
private func checkXMLCharacters(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
  var start = 0
  while let place = ByteWord.firstFlagged(in: bytes, from: start, flags: suspectFlags) {
    if let name = nameOfForbidden(bytes, at: place) {
      throw .invalidTerm("XML cannot hold the character \(name); the JSON and TSV formats can")
    }
    start = place + 1
  }
}

/// Controls, and the first byte of U+F000 to U+FFFF.
@inline(__always)
private func suspectFlags(_ word: UInt64) -> UInt64 {
  ByteWord.below(word, 0x20) | ByteWord.equal(word, 0xEF)
}

/// The name of the character at `place` where XML cannot hold it.
private func nameOfForbidden(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> String? {
  switch bytes[place] {
  case 0x09, 0x0A, 0x0D: return nil
  case 0xEF:
    guard place + 2 < bytes.count, bytes[place + 1] == 0xBF, bytes[place + 2] >= 0xBE else {
      return nil
    }
    return bytes[place + 2] == 0xBE ? "U+FFFE" : "U+FFFF"
  case let control:
    return "U+00" + (control < 16 ? "0" : "") + String(control, radix: 16, uppercase: true)
  }
}

@inline(__always)
private func textFlags(_ word: UInt64) -> UInt64 {
  // < and > differ only in the second bit.
  let flagged =
    ByteWord.equal(word | ByteWord.ones &* 2, UInt8(ascii: ">"))
    | ByteWord.equal(word, UInt8(ascii: "&")) | ByteWord.equal(word, 0x0D)
  return flagged & ByteWord.highs
}

@inline(__always)
private func attributeFlags(_ word: UInt64) -> UInt64 {
  let flagged =
    textFlags(word) | ByteWord.equal(word, UInt8(ascii: "\"")) | ByteWord.equal(word, 0x09)
    | ByteWord.equal(word, 0x0A)
  return flagged & ByteWord.highs
}

@inline(__always)
private func escapeInXML(_ byte: UInt8, _ target: UnsafeMutablePointer<UInt8>) -> Int {
  let escape: StaticString
  switch byte {
  case UInt8(ascii: "<"): escape = "&lt;"
  case UInt8(ascii: ">"): escape = "&gt;"
  case UInt8(ascii: "&"): escape = "&amp;"
  case UInt8(ascii: "\""): escape = "&quot;"
  case 0x09: escape = "&#x9;"
  case 0x0A: escape = "&#xA;"
  default: escape = "&#xD;"
  }
  target.update(from: escape.utf8Start, count: escape.utf8CodeUnitCount)
  return escape.utf8CodeUnitCount
}
