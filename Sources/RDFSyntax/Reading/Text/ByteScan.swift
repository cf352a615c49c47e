// Fast steps over the bytes of a token, sixteen at a time.
//
// Unsafe: a step may read up to 15 bytes behind the `end` it is given. Every buffer handed to these
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
      let block = load(position)
      let folded = block | SIMD16(repeating: 2)
      let suspects =
        (block .<= SIMD16(repeating: 0x22)) .| (block .>= SIMD16(repeating: 0x7B))
        .| (folded .== SIMD16(repeating: 0x3E)) .| (folded .== SIMD16(repeating: 0x5E))
        .| (block .== SIMD16(repeating: 0x60))
      let index = firstLane(suspects)
      position += index
      if index == 16 { continue }
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
      let block = load(position)
      let suspects =
        (block .== SIMD16(repeating: quote)) .| (block .== SIMD16(repeating: 0x5C))
        .| (block .>= SIMD16(repeating: 0x80)) .| (block .== SIMD16(repeating: 0x0A))
        .| (block .== SIMD16(repeating: 0x0D)) .| (block .== SIMD16(repeating: 0))
      let index = firstLane(suspects)
      position += index
      if index == 16 { continue }
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
      } else {
        return ScanStop(position: position, hasEscapes: hasEscapes)
      }
    }
  }

  /// The first line end (LF or CR) or NUL at or after `start`.
  @inline(__always)
  static func lineEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var position = start
    while true {
      let block = load(position)
      let hits =
        (block .== SIMD16(repeating: 0x0A)) .| (block .== SIMD16(repeating: 0x0D))
        .| (block .== SIMD16(repeating: 0))
      let index = firstLane(hits)
      position += index
      if index < 16 { return position }
    }
  }

  @inline(__always)
  private static func load(_ position: UnsafePointer<UInt8>) -> SIMD16<UInt8> {
    UnsafeRawPointer(position).loadUnaligned(as: SIMD16<UInt8>.self)
  }

  /// Index of the first set lane, or 16.
  @inline(__always)
  private static func firstLane(_ mask: SIMDMask<SIMD16<Int8>>) -> Int {
    // A mask's lanes are bytes of all ones or zeros, so two words hold it whole.
    let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    if words[0] != 0 { return words[0].trailingZeroBitCount >> 3 }
    if words[1] != 0 { return 8 + (words[1].trailingZeroBitCount >> 3) }
    return 16
  }
}
