// A quick hash for tables that live as long as a chunk.
//
// Folded 64-bit multiplications over eight bytes at a time, in the manner of wyhash (Wang Yi 2019), with
// a seed drawn at process start. Tables compare bytes on every hit, so a collision costs time only.

enum FastHash {
  /// Drawn once a process, so that input can't be crafted to collide.
  private static let seed: UInt64 = UInt64.random(in: 0...UInt64.max) | 1

  /// The seed, to be kept in a local by loops.
  @inline(__always)
  static var processSeed: UInt64 { seed }

  @inline(__always)
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// The hash of `count` bytes; all of them are readable, nothing behind is touched.
  @inline(__always)
  static func hash(_ bytes: UnsafePointer<UInt8>, count: Int, seed: UInt64) -> UInt64 {
    let base = UnsafeRawPointer(bytes)
    @inline(__always) func word(_ offset: Int) -> UInt64 {
      (base + offset).loadUnaligned(as: UInt64.self)
    }
    var state = seed ^ UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    if count >= 8 {
      var offset = 0
      while offset &+ 16 <= count {
        state = fold(
          word(offset) ^ 0xA076_1D64_78BD_642F ^ state, word(offset &+ 8) ^ 0xE703_7ED1_A0B4_28DB)
        offset &+= 16
      }
      if offset &+ 8 <= count {
        state = fold(word(offset) ^ state, 0x8EBC_6AF0_9C88_C6E3)
      }
      // The last eight bytes, which may overlap what was read.
      return fold(word(count &- 8) ^ state, 0x5899_65CC_7537_4CC3)
    }
    var last: UInt64 = 0
    for index in 0..<count { last = last &<< 8 | UInt64(bytes[index]) }
    return fold(last ^ state, 0x5899_65CC_7537_4CC3)
  }
}
