// UTF-8 as the grammars need it: strict decoding, and the character classes beyond ASCII.
//
// Strict means RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. A document that
// breaks this is refused; replacing the bytes would change data silently.

/// One decoded character, or why there is none.
enum DecodedScalar {
  /// A scalar value and how many bytes it took (2 to 4).
  case scalar(UInt32, length: Int)
  /// The bytes are not UTF-8, or stop in the middle of a character.
  case malformed
}

package enum UnicodeScan {
  /// Decodes the character at `start`, whose first byte is 0x80 or more; reads nothing at or after `end`.
  @inline(__always)
  static func decode(
    _ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
  ) -> DecodedScalar {
    let first = UInt32(start[0])
    let available = end - start
    if first < 0xE0 {
      guard first >= 0xC2, available >= 2, isContinuation(start[1]) else { return .malformed }
      return .scalar((first & 0x1F) << 6 | UInt32(start[1] & 0x3F), length: 2)
    }
    if first < 0xF0 {
      guard available >= 3, isContinuation(start[1]), isContinuation(start[2]) else {
        return .malformed
      }
      let scalar = (first & 0x0F) << 12 | UInt32(start[1] & 0x3F) << 6 | UInt32(start[2] & 0x3F)
      guard scalar >= 0x800, !isSurrogate(scalar) else { return .malformed }
      return .scalar(scalar, length: 3)
    }
    guard first < 0xF5, available >= 4, isContinuation(start[1]), isContinuation(start[2]),
      isContinuation(start[3])
    else { return .malformed }
    let upper = (first & 0x07) << 18 | UInt32(start[1] & 0x3F) << 12
    let scalar = upper | UInt32(start[2] & 0x3F) << 6 | UInt32(start[3] & 0x3F)
    guard scalar >= 0x1_0000, scalar <= 0x10_FFFF else { return .malformed }
    return .scalar(scalar, length: 4)
  }

  /// Steps over a run of characters beyond ASCII, from `start` to at most `end`.
  ///
  /// Returns where the run ends, and whether it ends because a character is malformed.
  @inline(__always)
  static func skipRun(
    _ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
  ) -> (stop: UnsafePointer<UInt8>, malformed: Bool) {
    var position = start
    while position < end, position[0] >= 0x80 {
      guard case .scalar(_, let length) = decode(position, end: end) else {
        return (position, true)
      }
      position += length
    }
    return (position, false)
  }

  /// Writes `scalar` as UTF-8 and returns how many bytes; the caller has room for four.
  static func encode(_ scalar: UInt32, to target: UnsafeMutablePointer<UInt8>) -> Int {
    if scalar < 0x80 {
      target[0] = UInt8(truncatingIfNeeded: scalar)
      return 1
    }
    if scalar < 0x800 {
      target[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      target[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      return 2
    }
    if scalar < 0x1_0000 {
      target[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
      target[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
      target[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      return 3
    }
    target[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
    target[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
    target[2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
    target[3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
    return 4
  }

  /// Whether `scalar` is one half of a UTF-16 pair, which no text may contain.
  @inline(__always)
  static func isSurrogate(_ scalar: UInt32) -> Bool { scalar & 0xFFFF_F800 == 0xD800 }

  @inline(__always)
  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// `PN_CHARS_BASE` beyond ASCII.
  package static func isNameStart(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D,
      0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
      0x1_0000...0xE_FFFF:
      true
    default: false
    }
  }

  /// `PN_CHARS` beyond ASCII.
  package static func isName(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xB7, 0x300...0x36F, 0x203F...0x2040: true
    default: isNameStart(scalar)
    }
  }
}
