// Text as a terminal shows it: how many columns it takes, and nothing in it that steers the terminal.
//
// Data may hold escape sequences, line ends or marks that turn the direction of writing; shown raw they
// move the cursor or make one row look like another. They are shown as `\u001B`, the escape that Turtle
// has for them.

/// Measures text for a terminal and makes it harmless.
enum TerminalText {
  /// Appends `bytes`, valid UTF-8, to `target` and returns the columns they take.
  static func append(_ bytes: UnsafeBufferPointer<UInt8>, to target: inout [UInt8]) -> Int {
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      target.append(contentsOf: bytes)
      return bytes.count
    }
    var width = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if isUnsafe(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        target.append(contentsOf: "\\u".utf8)
        // All unsafe characters are below U+10000.
        target.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
        target.append(contentsOf: digits.utf8)
        width += 6
      } else {
        target.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        width += columns(of: scalar)
      }
    }
    return width
  }

  /// Controls, line and paragraph separators, and the marks of direction.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Columns of a character: 0 for marks, 2 for wide ones of East Asia and pictures, else 1.
  private static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// Blocks of wide characters (Unicode Standard Annex 11), a little coarser than the annex.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
