// Cells of tables in text: CSV (RFC 4180) and tab-separated values.

extension OutputBuffer {
  /// Appends a field of CSV, in quotes only where it holds a comma, a quote or a line end.
  package func appendCSVField(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    guard ByteWord.firstFlagged(in: bytes, flags: separatorFlags) != nil else {
      return try append(bytes)
    }
    try append(UInt8(ascii: "\""))
    try appendEscaped(bytes, flags: { ByteWord.equal($0, UInt8(ascii: "\"")) & ByteWord.highs }) {
      byte, target in
      target[0] = byte
      target[1] = byte
      return 2
    }
    try append(UInt8(ascii: "\""))
  }

  /// Appends `"form"` with the escapes of canonical N-Triples and `\t` for a tab.
  package func appendTabFreeQuoted(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try append(UInt8(ascii: "\""))
    try appendEscaped(bytes, flags: tabAndLiteralFlags) { byte, target in
      guard byte == 0x09 else { return escapeInLiteral(byte, target) }
      target[0] = UInt8(ascii: "\\")
      target[1] = UInt8(ascii: "t")
      return 2
    }
    try append(UInt8(ascii: "\""))
  }
}

@inline(__always)
private func separatorFlags(_ word: UInt64) -> UInt64 {
  ByteWord.equal(word, UInt8(ascii: ",")) | ByteWord.equal(word, UInt8(ascii: "\""))
    | ByteWord.equal(word, 0x0A) | ByteWord.equal(word, 0x0D)
}

@inline(__always)
private func tabAndLiteralFlags(_ word: UInt64) -> UInt64 {
  literalFlags(word) | ByteWord.equal(word, 0x09) & ByteWord.highs
}
