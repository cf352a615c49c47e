// Counts a byte's occurrences, 32 bytes a step.
//
// Each byte of an accumulator counts its own column of the buffer, so that no step needs a horizontal
// sum; it is emptied every 255 steps, before a column can overflow. Integer arithmetic on SIMD4<UInt64>
// is used because it becomes vector instructions, which comparisons of byte lanes do not.

enum ByteCount {
  private typealias Block = SIMD4<UInt64>

  /// How often `byte` occurs in `bytes`.
  static func occurrences(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let start = bytes.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(start)
    let pattern = Block(repeating: 0x0101_0101_0101_0101 &* UInt64(byte))
    var total = 0
    var offset = 0
    while offset + 32 <= bytes.count {
      var columns = Block(repeating: 0)
      let steps = min((bytes.count - offset) / 32, 255)
      for _ in 0..<steps {
        columns &+= matches(raw.loadUnaligned(fromByteOffset: offset, as: Block.self), pattern)
        offset += 32
      }
      total += sum(columns)
    }
    while offset < bytes.count {
      if bytes[offset] == byte { total += 1 }
      offset += 1
    }
    return total
  }

  /// 1 in each byte of `block` that equals its byte of `pattern`, else 0; exact, without borrows.
  @inline(__always)
  private static func matches(_ block: Block, _ pattern: Block) -> Block {
    let low = Block(repeating: 0x7F7F_7F7F_7F7F_7F7F)
    let difference = block ^ pattern
    let nonzero = ((difference & low) &+ low) | difference
    return (~nonzero & Block(repeating: 0x8080_8080_8080_8080)) &>> 7
  }

  private static func sum(_ columns: Block) -> Int {
    var total: UInt64 = 0
    for lane in 0..<4 {
      for shift: UInt64 in stride(from: 0, to: 64, by: 8) { total += columns[lane] >> shift & 0xFF }
    }
    return Int(total)
  }
}
