// Text of elements and values of attributes: references resolved, line ends made LF.

import RDFSyntax

extension XMLScanner {
  /// The text up to the next tag.
  mutating func text() throws(SyntaxError) -> String {
    try characters(until: UInt8(ascii: "<"), isAttribute: false)
  }

  /// Characters up to `stop`, which stays, or to the end of the document.
  mutating func characters(until stop: UInt8, isAttribute: Bool) throws(SyntaxError) -> String {
    let start = cursor.place
    var result: [UInt8] = []
    var copied = start
    while let next = cursor.next, next != stop {
      switch next {
      case UInt8(ascii: "&"):
        result.append(contentsOf: cursor.bytes[copied..<cursor.place])
        result.append(contentsOf: UTF8.encode(try reference()) ?? UTF8.encodedReplacementCharacter)
        copied = cursor.place
      case 0x0D, 0x0A, 0x09:
        result.append(contentsOf: cursor.bytes[copied..<cursor.place])
        // CR LF is one line end; in an attribute all white space is a space.
        if next == 0x0D, cursor.byte(ahead: 1) == 0x0A { cursor.place += 1 }
        cursor.place += 1
        result.append(isAttribute ? 0x20 : next == 0x09 ? 0x09 : 0x0A)
        copied = cursor.place
      case UInt8(ascii: "<"): throw cursor.error("a value cannot hold a bare \"<\"")
      case UInt8(ascii: "]") where !isAttribute && cursor.skip("]]>"):
        throw cursor.error("a text cannot hold \"]]>\"", at: cursor.place - 3)
      default: try skipCharacter()
      }
    }
    try cursor.checkToken(from: start)
    if result.isEmpty { return cursor.text(copied..<cursor.place) }
    result.append(contentsOf: cursor.bytes[copied..<cursor.place])
    return String(decoding: result, as: UTF8.self)
  }

  /// The rest of `<![CDATA[...]]>`.
  mutating func characterData() throws(SyntaxError) -> XMLToken {
    let start = cursor.place
    var result: [UInt8] = []
    while !cursor.skip("]]>") {
      guard let next = cursor.next else {
        throw cursor.error("the CDATA section has no end", at: start - 9)
      }
      try skipCharacter()
      if next != 0x0D {
        result.append(next)
      } else if cursor.next != 0x0A {
        result.append(0x0A)
      }
    }
    try cursor.checkToken(from: start)
    return .text(String(decoding: result, as: UTF8.self))
  }

  /// `&amp;` and its four kin, or a number.
  private mutating func reference() throws(SyntaxError) -> Unicode.Scalar {
    let start = cursor.place
    if cursor.skip("&#x") { return try numbered(radix: 16, from: start) }
    if cursor.skip("&#") { return try numbered(radix: 10, from: start) }
    if cursor.skip("&amp;") { return "&" }
    if cursor.skip("&lt;") { return "<" }
    if cursor.skip("&gt;") { return ">" }
    if cursor.skip("&quot;") { return "\"" }
    if cursor.skip("&apos;") { return "'" }
    throw cursor.error(
      "unknown entity", hint: "only amp, lt, gt, quot and apos are known; & is written &amp;")
  }

  private mutating func numbered(radix: Int, from start: Int) throws(SyntaxError) -> Unicode.Scalar
  {
    var value = 0
    var digits = 0
    while let next = cursor.next, let digit = Character(Unicode.Scalar(next)).hexDigitValue,
      digit < radix
    {
      // Bounded before it can overflow.
      value = min(value * radix + digit, 0x11_0000)
      digits += 1
      cursor.place += 1
    }
    guard digits > 0, cursor.skip(UInt8(ascii: ";")) else {
      throw cursor.error("malformed reference", at: start)
    }
    let isSpace = value == 0x09 || value == 0x0A || value == 0x0D
    guard value >= 0x20 || isSpace, value != 0xFFFE, value != 0xFFFF,
      let scalar = Unicode.Scalar(UInt32(value))
    else { throw cursor.error("the reference names no character of XML", at: start) }
    return scalar
  }
}
