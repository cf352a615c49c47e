// Eight bytes looked at in one step.
//
// The classic test for a zero byte is (x - 0x01..01) & ~x & 0x80..80. Its lowest flag is always right (a
// borrow can only flag bytes above it), and only the lowest one may be used. The same holds for less-than.

/// Tests of the eight bytes of a word; each flags the highest bit of a byte.
///
/// Results are to be masked with ``highs`` once, after all tests are joined.
enum ByteWord {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Flags at least the lowest byte of `word` that equals `byte`.
  @inline(__always)
  static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference
  }

  /// Flags at least the lowest byte of `word` that is below `bound`, which is 128 at most.
  @inline(__always)
  static func below(_ word: UInt64, _ bound: UInt8) -> UInt64 {
    (word &- ones &* UInt64(bound)) & ~word
  }

  /// The place of the first byte that `flags` flags, or nil.
  ///
  /// `flags` must be exact for its lowest flag, as the tests above are.
  @inline(__always)
  static func firstFlagged(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0, flags: (UInt64) -> UInt64
  ) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var place = start
    // In bounds: eight bytes are left at `place`.
    while bytes.count - place >= 8 {
      let word = UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self)
      let flagged = flags(UInt64(littleEndian: word)) & highs
      if flagged != 0 { return place + flagged.trailingZeroBitCount >> 3 }
      place += 8
    }
    while place < bytes.count {
      // The upper bytes of this word are 0 and may be flagged; only the lowest counts.
      if flags(UInt64(base[place])) & 0x80 != 0 { return place }
      place += 1
    }
    return nil
  }
}
