import RDFSyntax
import Storage

/// Passes bytes on and hashes them: how the ledger knows a file again.
///
/// The hash is folded multiplication over two lanes, keyed by the store's secret, so that nobody can
/// make a file that passes for another; some 10 GB/s.
final class HashingByteSource: SizedByteSource {
  private let source: any SizedByteSource
  private var lane0: UInt64
  private var lane1: UInt64
  private var partial = InlineArray<16, UInt8>(repeating: 0)
  private var partialCount = 0

  init(_ source: any SizedByteSource, hash: KeyedHash) {
    self.source = source
    lane0 = hash.key0 | 1
    lane1 = hash.key1 | 1
    key = (hash.key0, hash.key1)
  }

  private let key: (UInt64, UInt64)

  var consumedBytes: Int { source.consumedBytes }
  var totalBytes: Int? { source.totalBytes }
  var mayWait: Bool { source.mayWait }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    let count = try source.read(into: buffer)
    absorb(UnsafeRawBufferPointer(rebasing: buffer[0..<count]))
    return count
  }

  private func absorb(_ bytes: UnsafeRawBufferPointer) {
    var index = 0
    // Finish the block that the last read left open.
    while partialCount > 0, index < bytes.count {
      push(bytes[index])
      index += 1
    }
    while index + 16 <= bytes.count {
      block(
        bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self))
      index += 16
    }
    while index < bytes.count {
      push(bytes[index])
      index += 1
    }
  }

  private func push(_ byte: UInt8) {
    partial[partialCount] = byte
    partialCount += 1
    guard partialCount == 16 else { return }
    partialCount = 0
    var words: (UInt64, UInt64) = (0, 0)
    for index in 0..<8 {
      words.0 |= UInt64(partial[index]) << UInt64(8 * index)
      words.1 |= UInt64(partial[index + 8]) << UInt64(8 * index)
    }
    block(words.0, words.1)
  }

  @inline(__always)
  private func block(_ a: UInt64, _ b: UInt64) {
    lane0 = FastHash.fold(lane0 ^ a ^ key.0, b ^ key.1)
    lane1 = FastHash.fold(lane1 &+ a ^ key.1, b &+ 0x9E37_79B9_7F4A_7C15 ^ key.0) &+ lane0
  }

  /// 32 hexadecimal digits over all bytes so far.
  var digest: String {
    let count = UInt64(consumedBytes)
    var tail = count
    for index in 0..<partialCount { tail = FastHash.fold(tail ^ UInt64(partial[index]), key.0) }
    let high = FastHash.fold(lane0 ^ tail, key.1 ^ count)
    let low = FastHash.fold(lane1 &+ tail, key.0 ^ lane0)
    return hexadecimal(high) + hexadecimal(low)
  }

  private func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
