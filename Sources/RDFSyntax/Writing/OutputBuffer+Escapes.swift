// Escaping, eight bytes a step.
//
// A word of eight bytes is stored as it is and looked at with the tests of `ByteWord`, once for each
// byte to be escaped; of their flags only the lowest is used. Where no flag is set, and that is nearly
// always, a step is a load, a store and some twenty operations.
//
// Why it stays in bounds: input is taken in pieces of `pieceBytes`, for each of which six times as
// much and one word is reserved, and no byte becomes more than six. A word is read only where it lies
// within the input; the last bytes are the end of a word that overlaps the one before.

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

  /// Appends `bytes`; `escape` writes what stands for a byte that `flags` flags, six bytes at most.
  @inline(__always)
  func appendEscaped(
    _ bytes: UnsafeBufferPointer<UInt8>,
    flags: (UInt64) -> UInt64,
    escape: (UInt8, UnsafeMutablePointer<UInt8>) -> Int
  ) throws(WriteError) {
    guard let start = bytes.baseAddress else { return }
    var source = start
    let sourceEnd = start + bytes.count
    while source < sourceEnd {
      let pieceEnd = source + min(pieceBytes, sourceEnd - source)
      var target = try reserve((pieceEnd - source) * longestEscape + ByteWord.count)
      while source < pieceEnd {
        let left = pieceEnd - source
        let word: UInt64
        var flagged: UInt64
        if left >= ByteWord.count {
          word = ByteWord.load(source)
          flagged = flags(word)
        } else {
          word = ByteWord.loadTail(source, count: left, from: start)
          flagged = flags(word) & ByteWord.mask(left)
        }
        // Bytes beyond the clean ones are written over by what follows.
        UnsafeMutableRawPointer(target).storeBytes(of: word.littleEndian, as: UInt64.self)
        if flagged == 0 {
          source += min(left, ByteWord.count)
          target += min(left, ByteWord.count)
          continue
        }
        let clean = flagged.trailingZeroBitCount >> 3
        source += clean
        target += clean
        target += escape(source.pointee, target)
        source += 1
      }
      advance(to: target)
    }
  }
}

@inline(__always)
func literalFlags(_ word: UInt64) -> UInt64 {
  let flagged =
    ByteWord.equal(word, UInt8(ascii: "\"")) | ByteWord.equal(word, UInt8(ascii: "\\"))
    | ByteWord.equal(word, 0x0A) | ByteWord.equal(word, 0x0D) | ByteWord.equal(word, 0)
  return flagged & ByteWord.highs
}

@inline(__always)
private func iriFlags(_ word: UInt64) -> UInt64 {
  // Pairs that differ only in the second bit: < and >, \ and ^.
  let paired = word | ByteWord.ones &* 2
  let flagged =
    ByteWord.below(word, UInt8(ascii: "!")) | ByteWord.equal(word, UInt8(ascii: "\""))
    | ByteWord.equal(paired, UInt8(ascii: ">")) | ByteWord.equal(paired, UInt8(ascii: "^"))
    | ByteWord.equal(word, UInt8(ascii: "`")) | ByteWord.equal(word, UInt8(ascii: "{"))
    | ByteWord.equal(word, UInt8(ascii: "|")) | ByteWord.equal(word, UInt8(ascii: "}"))
  return flagged & ByteWord.highs
}

@inline(__always)
func escapeInLiteral(_ byte: UInt8, _ target: UnsafeMutablePointer<UInt8>) -> Int {
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

/// Writes `\u00XX`, which JSON knows too.
@inline(__always)
func escapeInIRI(_ byte: UInt8, _ target: UnsafeMutablePointer<UInt8>) -> Int {
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
