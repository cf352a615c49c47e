// Which characters may stand in names, by the grammar of Turtle (sections 6.5, PN_CHARS and its
// kin).

/// The character classes of Turtle's names.
package enum NameCharacters {
  /// PN_CHARS_BASE above ASCII.
  private static let letters: [ClosedRange<UInt32>] = [
    0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D,
    0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
    0x10000...0xEFFFF,
  ]
  /// What PN_CHARS adds above ASCII: not at the start of a name.
  private static let marks: [ClosedRange<UInt32>] = [0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040]

  /// Whether an ASCII byte is a letter.
  @inline(__always)
  package static func isASCIILetter(_ byte: UInt8) -> Bool {
    let lowercased = byte | 0x20
    return lowercased >= UInt8(ascii: "a") && lowercased <= UInt8(ascii: "z")
  }

  /// Whether an ASCII byte is a digit.
  @inline(__always)
  package static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// The length of the scalar at `place` where it is above ASCII and may stand in a name, else nil.
  ///
  /// A mark (a combining accent, the middle dot) may not stand first.
  package static func lengthOfNameScalar(
    in bytes: UnsafeBufferPointer<UInt8>, at place: Int, isFirst: Bool
  ) -> Int? {
    let lead = bytes[place]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, place + length <= bytes.count else { return nil }
    var scalar = UInt32(lead) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
    for offset in 1..<length {
      guard bytes[place + offset] & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(bytes[place + offset] & 0x3F)
    }
    let isName =
      letters.contains { $0.contains(scalar) }
      || !isFirst && marks.contains { $0.contains(scalar) }
    return isName ? length : nil
  }
}
