// The local part of a prefixed name, PN_LOCAL of Turtle's grammar:
//
//     (PN_CHARS_U | ':' | [0-9] | PLX) ((PN_CHARS | '.' | ':' | PLX)* (PN_CHARS | ':' | PLX))?
//
// PLX is `%` with two hexadecimal digits, which stays as it is, or a backslash before one of a
// fixed set.

/// What may be done with a local part.
enum LocalName {
  /// It cannot be written as a local part; the IRI is written in full.
  case impossible
  /// It is valid as it stands.
  case plain
  /// It is valid with a backslash before some bytes.
  case escaped

  /// Looks at `local`.
  init(_ local: UnsafeBufferPointer<UInt8>) {
    var needsEscape = false
    var place = 0
    while place < local.count {
      let byte = local[place]
      if byte >= 0x80 {
        guard
          let length = NameCharacters.lengthOfNameScalar(
            in: local, at: place, isFirst: place == 0)
        else {
          self = .impossible
          return
        }
        place += length
        continue
      }
      if !Self.isPlain(local, at: place) {
        guard Self.isEscapable(byte) else {
          self = .impossible
          return
        }
        needsEscape = true
      }
      place += 1
    }
    self = needsEscape ? .escaped : .plain
  }

  /// Whether the ASCII byte at `place` may stand there without a backslash.
  @inline(__always)
  static func isPlain(_ local: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    let byte = local[place]
    if NameCharacters.isASCIILetter(byte) || NameCharacters.isDigit(byte) { return true }
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: ":"): return true
    case UInt8(ascii: "-"): return place > 0
    case UInt8(ascii: "."): return place > 0 && place < local.count - 1
    case UInt8(ascii: "%"):
      return place + 2 < local.count && isHexDigit(local[place + 1])
        && isHexDigit(local[place + 2])
    default: return false
    }
  }

  /// PN_LOCAL_ESC without the backslash; the underscore never needs one.
  private static func isEscapable(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "~"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "!"),
      UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "/"), UInt8(ascii: "?"),
      UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "%"):
      true
    default: false
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    NameCharacters.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}
