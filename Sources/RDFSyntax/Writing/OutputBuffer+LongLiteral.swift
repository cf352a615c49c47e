extension OutputBuffer {
  /// Appends `"""form"""`, line ends as they are: how Turtle keeps a text of several lines readable.
  ///
  /// A quote is escaped only at the end and before a byte that is escaped itself. So three are never
  /// read together, and Serd 0.30 reads it: that takes the byte after a bare quote as it is, even where
  /// it is a backslash. CR is escaped, because tools that change line ends would change it.
  func appendLongLiteral(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try append("\"\"\"")
    var start = 0
    for place in bytes.indices {
      let escape: StaticString
      switch bytes[place] {
      case UInt8(ascii: "\\"): escape = "\\\\"
      case UInt8(ascii: "\""):
        guard place + 1 == bytes.count || isSpecial(bytes[place + 1]) else { continue }
        escape = "\\\""
      case 0x0D: escape = "\\r"
      case 0: escape = "\\u0000"
      default: continue
      }
      try append(UnsafeBufferPointer(rebasing: bytes[start..<place]))
      try append(escape)
      start = place + 1
    }
    try append(UnsafeBufferPointer(rebasing: bytes[start...]))
    try append("\"\"\"")
  }
}

/// Whether a byte may be escaped in a long literal.
private func isSpecial(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x0D || byte == 0
}
