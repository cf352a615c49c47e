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

  /// The eight bytes at `place`, the first one lowest.
  @inline(__always)
  static func load(_ place: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
  }

  /// The `count` bytes at `place`, 1 to 7, the first one lowest and zeros above the last.
  ///
  /// `start` is where the text begins that they end: where it has eight bytes, its last eight are read
  /// and those before `place` dropped.
  @inline(__always)
  static func loadTail(
    _ place: UnsafePointer<UInt8>, count: Int, from start: UnsafePointer<UInt8>
  ) -> UInt64 {
    let end = place + count
    if end - start >= Self.count {
      return load(end - Self.count) >> UInt64(8 * (Self.count - count))
    }
    var word: UInt64 = 0
    for index in 0..<count { word |= UInt64(place[index]) << UInt64(8 * index) }
    return word
  }

  /// The bits of the lowest `count` bytes, 1 to 7.
  @inline(__always)
  static func mask(_ count: Int) -> UInt64 { (1 << UInt64(8 * count)) - 1 }

  /// Bytes of a word.
  static let count = 8

  /// The place of the first byte that `flags` flags, or nil.
  ///
  /// `flags` must be exact for its lowest flag, as the tests above are.
  @inline(__always)
  static func firstFlagged(
    in bytes: UnsafeBufferPointer<UInt8>, from first: Int = 0, flags: (UInt64) -> UInt64
  ) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var place = first
    while place < bytes.count {
      let left = bytes.count - place
      let flagged =
        left >= count
        ? flags(load(base + place)) & highs
        : flags(loadTail(base + place, count: left, from: base)) & highs & mask(left)
      if flagged != 0 { return place + flagged.trailingZeroBitCount >> 3 }
      place += count
    }
    return nil
  }
}
