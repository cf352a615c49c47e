// Strings of JSON (RFC 8259, section 7).

extension OutputBuffer {
  /// Appends `bytes` as they stand between the quotes of a JSON string: `"`, `\` and controls escaped.
  package func appendEscapedJSON(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try appendEscaped(bytes, flags: jsonFlags, escape: escapeInJSON)
  }
}

@inline(__always)
private func jsonFlags(_ word: UInt64) -> UInt64 {
  let flagged =
    ByteWord.below(word, 0x20) | ByteWord.equal(word, UInt8(ascii: "\""))
    | ByteWord.equal(word, UInt8(ascii: "\\"))
  return flagged & ByteWord.highs
}

@inline(__always)
private func escapeInJSON(_ byte: UInt8, _ target: UnsafeMutablePointer<UInt8>) -> Int {
  let letter: UInt8
  switch byte {
  case 0x08: letter = UInt8(ascii: "b")
  case 0x09: letter = UInt8(ascii: "t")
  case 0x0A: letter = UInt8(ascii: "n")
  case 0x0C: letter = UInt8(ascii: "f")
  case 0x0D: letter = UInt8(ascii: "r")
  case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
  default: return escapeInIRI(byte, target)
  }
  target[0] = UInt8(ascii: "\\")
  target[1] = letter
  return 2
}
