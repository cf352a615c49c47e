// Fast steps over the bytes of a token, eight at a time in one machine word.
//
// A test of a word sets the top bit of each byte that passes. Subtractions borrow, so a byte above one
// that passes may be marked wrongly, but never one below: the lowest mark is exact, and only it is used.
// (Comparing lanes of SIMD16<UInt8> was measured to be ten times slower: it is not vectorised.)
//
// Unsafe: a step may read up to 7 bytes behind the `end` it is given. Every buffer handed to these
// functions is allocated with ``ByteScan/padding`` bytes behind its end, and a byte that stops every
// step (a line end or NUL) stands at `end`, so no step runs past it.

/// Where a step over a token's bytes stopped.
struct ScanStop {
  /// The byte that stopped it.
  var position: UnsafePointer<UInt8>
  /// Whether a backslash was met on the way.
  var hasEscapes: Bool
}

enum ByteScan {
  /// Bytes that must be allocated behind the end of a scanned buffer.
  static let padding = 32

  /// Steps over the inside of `<...>` and stops at `>`, or at the first byte that cannot be there.
  @inline(__always)
  static func iri(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> ScanStop {
    var position = start
    var hasEscapes = false
    while true {
      // One range test each for controls, space, `!` and `"`; for `{` upwards and all beyond ASCII;
      // `|2` folds `<` onto `>` and `\` onto `^`. What is merely suspected is looked at below.
      let word = load(position)
      let folded = word | every(2)
      let marks =
        below(word, 0x23) | (word & every(0x7F) &+ every(0x05)) | word | equal(folded, 0x3E)
        | equal(folded, 0x5E) | equal(word, 0x60)
      let index = firstMark(marks)
      position += index
      if index == 8 { continue }
      let byte = position[0]
      if byte >= 0x80 {
        let run = UnicodeScan.skipRun(position, end: end)
        position = run.stop
        if run.malformed { return ScanStop(position: position, hasEscapes: hasEscapes) }
      } else if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        position += 1
      } else if ASCIISet.excludedFromIRIs.contains(byte) {
        return ScanStop(position: position, hasEscapes: hasEscapes)
      } else {
        position += 1
      }
    }
  }

  /// Steps over the inside of a string and stops at `quote`, at a line end, at NUL or at bytes that
  /// are not UTF-8.
  @inline(__always)
  static func string(
    _ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, quote: UInt8
  ) -> ScanStop {
    var position = start
    var hasEscapes = false
    while true {
      let word = load(position)
      // LF, CR and NUL are among the bytes below 0x0E; the others of them are stepped over.
      let marks = equal(word, quote) | equal(word, 0x5C) | word | below(word, 0x0E)
      let index = firstMark(marks)
      position += index
      if index == 8 { continue }
      let byte = position[0]
      if byte >= 0x80 {
        let run = UnicodeScan.skipRun(position, end: end)
        position = run.stop
        if run.malformed { return ScanStop(position: position, hasEscapes: hasEscapes) }
      } else if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        // The escaped character is stepped over, so that `\"` ends nothing; at the end of the buffer
        // or of the line there is none, and the next round stops there.
        position += 1
        let escaped = position[0]
        if escaped < 0x80, escaped != 0, escaped != 0x0A, escaped != 0x0D { position += 1 }
      } else if byte == quote || byte == 0x0A || byte == 0x0D || byte == 0 {
        return ScanStop(position: position, hasEscapes: hasEscapes)
      } else {
        position += 1
      }
    }
  }

  /// The first line end (LF or CR) or NUL at or after `start`.
  @inline(__always)
  static func lineEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var position = start
    while true {
      let index = firstMark(below(load(position), 0x0E))
      position += index
      if index == 8 { continue }
      let byte = position[0]
      if byte == 0x0A || byte == 0x0D || byte == 0 { return position }
      position += 1
    }
  }

  @inline(__always)
  private static func load(_ position: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(position).loadUnaligned(as: UInt64.self))
  }

  /// `byte` in each byte of a word.
  @inline(__always)
  private static func every(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

  /// Marks bytes that are `byte`.
  @inline(__always)
  private static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ every(byte)
    return (difference &- every(1)) & ~difference
  }

  /// Marks bytes below `bound`, which is at most 0x80.
  @inline(__always)
  private static func below(_ word: UInt64, _ bound: UInt8) -> UInt64 {
    (word &- every(bound)) & ~word
  }

  /// Index of the lowest marked byte, or 8.
  @inline(__always)
  private static func firstMark(_ marks: UInt64) -> Int {
    (marks & every(0x80)).trailingZeroBitCount >> 3
  }
}
