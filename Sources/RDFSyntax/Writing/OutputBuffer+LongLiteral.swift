extension OutputBuffer {
  /// Appends `"""form"""`, line ends as they are: how Turtle keeps a text of several lines
  /// readable.
  ///
  /// A quote is escaped only before another one or at the end, where three could be read together;
  /// CR is escaped, because tools that change line ends would change it.
  func appendLongLiteral(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try append("\"\"\"")
    var start = 0
    for place in bytes.indices {
      let escape: StaticString
      switch bytes[place] {
      case UInt8(ascii: "\\"): escape = "\\\\"
      case UInt8(ascii: "\""):
        guard place + 1 == bytes.count || bytes[place + 1] == UInt8(ascii: "\"") else { continue }
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
