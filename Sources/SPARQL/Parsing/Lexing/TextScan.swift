// Where strings, IRIs and escapes end. The lexer and the pass over codepoint escapes before it must agree
// on this, so both ask here.

import RDF

enum TextScan {
  /// The end of the string whose opening quote is at `start`, or nil where it is not closed.
  static func stringEnd(_ bytes: Span<UInt8>, _ start: Int) -> (end: Int, hasEscapes: Bool)? {
    let quote = bytes[start]
    if bytes.byte(start + 1) == quote, bytes.byte(start + 2) == quote {
      return longStringEnd(bytes, start)
    }
    var hasEscapes = false
    var index = start + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote { return (index + 1, hasEscapes) }
      if byte == 0x0A || byte == 0x0D { return nil }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        index += 1
        // A line end after a backslash closes the line nonetheless.
        let next = bytes.byte(index)
        if next == 0x0A || next == 0x0D { return nil }
      }
      index += 1
    }
    return nil
  }

  private static func longStringEnd(
    _ bytes: Span<UInt8>, _ start: Int
  ) -> (end: Int, hasEscapes: Bool)? {
    let quote = bytes[start]
    var hasEscapes = false
    var index = start + 3
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote, bytes.byte(index + 1) == quote, bytes.byte(index + 2) == quote {
        return (index + 3, hasEscapes)
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        index += 1
      }
      index += 1
    }
    return nil
  }

  /// The end of the IRI whose `<` is at `start`, or nil where no IRI stands there but an operator.
  static func iriEnd(_ bytes: Span<UInt8>, _ start: Int) -> (end: Int, hasEscapes: Bool)? {
    var hasEscapes = false
    var index = start + 1
    while index < bytes.count {
      let run = bytes.extracting(index...)
      guard let stop = IRI.firstForbiddenByte(in: run) else { return nil }
      index += stop
      if bytes[index] == UInt8(ascii: ">") { return (index + 1, hasEscapes) }
      guard bytes[index] == UInt8(ascii: "\\"), let length = escapeLength(bytes, index) else {
        return nil
      }
      hasEscapes = true
      index += length
    }
    return nil
  }

  /// The length of what has the form of a codepoint escape at a backslash: `\uXXXX` or `\UXXXXXXXX`.
  static func escapeLength(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    let length: Int
    switch bytes.byte(start + 1) {
    case UInt8(ascii: "u"): length = 6
    case UInt8(ascii: "U"): length = 10
    default: return nil
    }
    for index in (start + 2)..<(start + length)
    where ByteClass.hexValue(bytes.byte(index)) == nil { return nil }
    return length
  }

  /// The character that the escape at a backslash stands for.
  ///
  /// Nil where it has not the form of one, or stands for half of a UTF-16 pair or for what is beyond
  /// U+10FFFF: neither is a character.
  static func escapedScalar(
    _ bytes: Span<UInt8>, _ start: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    guard let length = escapeLength(bytes, start) else { return nil }
    var value: UInt32 = 0
    // Eight digits of four bits each fill the 32 bits and shift nothing out.
    for index in (start + 2)..<(start + length) {
      value = value << 4 | (ByteClass.hexValue(bytes[index]) ?? 0)
    }
    guard let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }
}
