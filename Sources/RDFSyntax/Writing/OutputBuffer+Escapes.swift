// Escaping, eight bytes a step.
//
// A word of eight bytes is stored as it is and looked at with the classic test for a zero byte, (x
// - 0x01..01) & ~x & 0x80..80, once for each byte to be escaped. The lowest flag of that test is
// always right (a borrow can only flag bytes above it), and only the lowest one is used. Where no
// flag is set, and that is nearly always, a step is a load, a store and some twenty operations.
//
// Why it stays in bounds: input is taken in pieces of `pieceBytes`, for each of which six times as
// much is reserved, and no byte becomes more than six. Words are read only where eight bytes are
// left.

private let ones: UInt64 = 0x0101_0101_0101_0101
private let highs: UInt64 = 0x8080_8080_8080_8080

/// Input bytes that are escaped behind one reservation.
private let pieceBytes = 8_192
/// The longest escape: `\u0000`.
private let longestEscape = 6

extension OutputBuffer {
  /// Appends a literal's lexical form with the escapes of canonical N-Triples: `"`, `\`, LF and CR.
  ///
  /// U+0000 becomes `\u0000`, which the canonical form leaves raw: to many readers the raw byte is
  /// the end of the text. Everything else stays as it is.
  public func appendEscapedLiteral(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try appendEscaped(bytes, flags: literalFlags, escape: escapeInLiteral)
  }

  /// Appends an IRI without its brackets; what may not stand in an IRI becomes `\u00XX`.
  public func appendEscapedIRI(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try appendEscaped(bytes, flags: iriFlags, escape: escapeInIRI)
  }

  @inline(__always)
  private func appendEscaped(
    _ bytes: UnsafeBufferPointer<UInt8>,
    flags: (UInt64) -> UInt64,
    escape: (UInt8, UnsafeMutablePointer<UInt8>) -> Int
  ) throws(WriteError) {
    guard let start = bytes.baseAddress else { return }
    var source = start
    let sourceEnd = start + bytes.count
    while source < sourceEnd {
      let pieceEnd = source + min(pieceBytes, sourceEnd - source)
      var target = try reserve((pieceEnd - source) * longestEscape)
      while source < pieceEnd {
        if pieceEnd - source >= 8 {
          let word = UnsafeRawPointer(source).loadUnaligned(as: UInt64.self)
          UnsafeMutableRawPointer(target).storeBytes(of: word, as: UInt64.self)
          let flagged = flags(UInt64(littleEndian: word))
          if flagged == 0 {
            source += 8
            target += 8
            continue
          }
          let clean = flagged.trailingZeroBitCount >> 3
          source += clean
          target += clean
        } else if flags(UInt64(source.pointee)) & 0xFF == 0 {
          target.pointee = source.pointee
          source += 1
          target += 1
          continue
        }
        target += escape(source.pointee, target)
        source += 1
      }
      advance(to: target)
    }
  }
}

/// Flags at least the lowest byte of `word` that equals `byte`.
@inline(__always)
private func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
  let difference = word ^ (ones &* UInt64(byte))
  return (difference &- ones) & ~difference
}

@inline(__always)
private func literalFlags(_ word: UInt64) -> UInt64 {
  let flagged =
    equal(word, UInt8(ascii: "\"")) | equal(word, UInt8(ascii: "\\")) | equal(word, 0x0A)
    | equal(word, 0x0D) | equal(word, 0)
  return flagged & highs
}

@inline(__always)
private func iriFlags(_ word: UInt64) -> UInt64 {
  // Below "!": the classic test for less-than, its lowest flag right for the same reason.
  let low = (word &- ones &* 0x21) & ~word
  // Pairs that differ only in the second bit: < and >, \ and ^.
  let paired = word | ones &* 2
  let flagged =
    low | equal(word, UInt8(ascii: "\"")) | equal(paired, UInt8(ascii: ">"))
    | equal(paired, UInt8(ascii: "^")) | equal(word, UInt8(ascii: "`"))
    | equal(word, UInt8(ascii: "{")) | equal(word, UInt8(ascii: "|"))
    | equal(word, UInt8(ascii: "}"))
  return flagged & highs
}

@inline(__always)
private func escapeInLiteral(_ byte: UInt8, _ target: UnsafeMutablePointer<UInt8>) -> Int {
  let letter: UInt8
  switch byte {
  case 0x0A: letter = UInt8(ascii: "n")
  case 0x0D: letter = UInt8(ascii: "r")
  case 0: return escapeInIRI(byte, target)
  default: letter = byte
  }
  target[0] = UInt8(ascii: "\\")
  target[1] = letter
  return 2
}

@inline(__always)
private func escapeInIRI(_ byte: UInt8, _ target: UnsafeMutablePointer<UInt8>) -> Int {
  target[0] = UInt8(ascii: "\\")
  target[1] = UInt8(ascii: "u")
  target[2] = UInt8(ascii: "0")
  target[3] = UInt8(ascii: "0")
  target[4] = hexDigit(byte >> 4)
  target[5] = hexDigit(byte & 0xF)
  return 6
}

/// The upper-case hexadecimal digit of a number below 16.
@inline(__always)
func hexDigit(_ number: UInt8) -> UInt8 {
  number < 10 ? number + UInt8(ascii: "0") : number - 10 + UInt8(ascii: "A")
}
