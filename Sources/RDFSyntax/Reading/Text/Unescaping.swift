// Escapes: `\t` and its kin and `\uXXXX` in strings, `\uXXXX` in IRIs, `\-` in local names.
//
// The result is never longer than the source, so it is written straight into a batch's arena.

/// Why an escape is refused, and where.
package struct EscapeError: Error {
  /// Offset of the backslash in the token.
  package var offset: Int
  /// What is wrong with it.
  package var message: String
}

/// Which escapes are allowed.
package enum EscapeKind {
  /// `ECHAR` and `UCHAR`.
  case string
  /// `UCHAR` only, and only for characters that an IRI may contain.
  case iri
  /// `PN_LOCAL_ESC`.
  case localName
}

/// Resolves escapes.
package enum Unescaping {
  /// The first escape that is refused, or nil; nothing is written.
  static func check(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, kind: EscapeKind
  ) -> EscapeError? {
    // Ten bytes hold the longest escape, and the result of one is at most four.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { room -> EscapeError? in
      guard let target = room.baseAddress else { return nil }
      var position = start
      while position < end {
        guard position[0] == UInt8(ascii: "\\") else {
          position += 1
          continue
        }
        let letter = position + 1 < end ? position[1] : 0
        let length = letter == UInt8(ascii: "u") ? 6 : letter == UInt8(ascii: "U") ? 10 : 2
        let next = min(position + length, end)
        if case .failure(let error) = unescape(from: position, to: next, kind: kind, into: target) {
          return EscapeError(offset: position - start, message: error.message)
        }
        position = next
      }
      return nil
    }
  }

  /// Writes the bytes from `start` to `end` to `target` with escapes resolved.
  ///
  /// `target` has room for `end - start` bytes. Returns how many were written, or the failure.
  package static func unescape(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, kind: EscapeKind,
    into target: UnsafeMutablePointer<UInt8>
  ) -> Result<Int, EscapeError> {
    var read = start
    var written = 0
    while read < end {
      guard read[0] == UInt8(ascii: "\\") else {
        target[written] = read[0]
        written += 1
        read += 1
        continue
      }
      guard read + 1 < end else { return failure(read - start, "a backslash ends the token") }
      let letter = read[1]
      switch (kind, letter) {
      case (.string, UInt8(ascii: "u")), (.iri, UInt8(ascii: "u")),
        (.string, UInt8(ascii: "U")), (.iri, UInt8(ascii: "U")):
        let digits = letter == UInt8(ascii: "u") ? 4 : 8
        guard let scalar = hexadecimal(read + 2, digits: digits, end: end) else {
          return failure(read - start, "an escape \\u needs 4 hexadecimal digits, \\U needs 8")
        }
        if let reason = refusal(of: scalar, in: kind) { return failure(read - start, reason) }
        written += UnicodeScan.encode(scalar, to: target + written)
        read += 2 + digits
      case (.iri, _):
        return failure(read - start, "in an IRI only the escapes \\u and \\U are allowed")
      case (.string, _):
        guard let plain = controlEscape(letter) else {
          return failure(read - start, "unknown escape \\\(Character(UnicodeScalar(letter)))")
        }
        target[written] = plain
        written += 1
        read += 2
      case (.localName, _):
        guard ASCIISet.localEscapes.contains(letter) else {
          return failure(read - start, "this character cannot be escaped in a name")
        }
        target[written] = letter
        written += 1
        read += 2
      }
    }
    return .success(written)
  }

  private static func failure(
    _ offset: Int, _ message: String
  ) -> Result<Int, EscapeError> {
    .failure(EscapeError(offset: offset, message: message))
  }

  private static func refusal(of scalar: UInt32, in kind: EscapeKind) -> String? {
    if scalar > 0x10_FFFF { return "the escape names a number above U+10FFFF" }
    if UnicodeScan.isSurrogate(scalar) { return "the escape names a surrogate, not a character" }
    guard kind == .iri, scalar < 0x80 else { return nil }
    return ASCIISet.excludedFromIRIs.contains(UInt8(truncatingIfNeeded: scalar))
      ? "the escape names a character that no IRI may contain" : nil
  }

  private static func controlEscape(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): letter
    default: nil
    }
  }

  private static func hexadecimal(
    _ start: UnsafePointer<UInt8>, digits: Int, end: UnsafePointer<UInt8>
  ) -> UInt32? {
    guard end - start >= digits else { return nil }
    var value: UInt32 = 0
    for index in 0..<digits {
      guard let digit = hexadecimalDigit(start[index]) else { return nil }
      value = value << 4 | digit  // eight digits fill the 32 bits exactly
    }
    return value
  }

  /// The value of a hexadecimal digit, or nil.
  @inline(__always)
  static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
