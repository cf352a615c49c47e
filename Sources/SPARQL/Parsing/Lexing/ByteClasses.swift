// Which bytes and characters may stand where, by the terminals of the grammar (section 19.8).

import RDFSyntax

enum ByteClass {
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Sets the bit of lower case; the subtraction wraps for what is no letter, and is then too large.
  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  /// What keywords and functions are made of.
  @inline(__always)
  static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
  }

  /// The value of a hexadecimal digit, or nil.
  static func hexValue(_ byte: UInt8) -> UInt32? {
    if isDigit(byte) { return UInt32(byte - UInt8(ascii: "0")) }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? UInt32(letter) + 10 : nil
  }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }

  /// PN_LOCAL_ESC without its backslash.
  static func isLocalEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "/"),
      UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "%"):
      true
    default: false
    }
  }
}

extension Span where Element == UInt8 {
  /// The byte at `index`, or 0 after the end: no token holds a zero.
  @inline(__always)
  func byte(_ index: Int) -> UInt8 { index < count ? self[index] : 0 }

  /// The scalar that starts at `index`; the bytes are UTF-8, for they come from a String.
  func scalar(at index: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(self[index])
    if first < 0x80 { return (first, 1) }
    func rest(_ offset: Int) -> UInt32 { UInt32(byte(index + offset) & 0x3F) }
    if first < 0xE0 { return ((first & 0x1F) << 6 | rest(1), 2) }
    if first < 0xF0 { return ((first & 0x0F) << 12 | rest(1) << 6 | rest(2), 3) }
    return ((first & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
  }

  /// How many bytes of a name's character stand at `index`; 0 where none does.
  ///
  /// PN_CHARS_U and digits at the start of a name, PN_CHARS after it; a hyphen is left to the caller.
  @inline(__always)
  func nameCharacter(at index: Int, isFirst: Bool) -> Int {
    guard index < count else { return 0 }
    let byte = self[index]
    if byte < 0x80 { return ByteClass.isWord(byte) ? 1 : 0 }
    return wideNameCharacter(at: index, isFirst: isFirst)
  }

  private func wideNameCharacter(at index: Int, isFirst: Bool) -> Int {
    let (value, length) = scalar(at: index)
    let isName = isFirst ? UnicodeScan.isNameStart(value) : UnicodeScan.isName(value)
    return isName ? length : 0
  }
}
