import Glibc

// The dictionary's hash: SipHash-1-3 with 128 bits of output (Aumasson and Bernstein 2012).
//
// Each store draws its own key, so nobody outside can craft terms that collide. 128 equal bits are
// taken as equal terms only where runs of one load are merged; wherever terms are at hand, and always
// against the store, bytes are compared.

/// 128 bits of a term's hash; `high` orders first.
package struct TermHash: Hashable, Comparable, Sendable {
  package var high: UInt64
  package var low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  @inline(__always)
  package static func < (a: TermHash, b: TermHash) -> Bool {
    a.high != b.high ? a.high < b.high : a.low < b.low
  }
}

/// A store's secret hash function.
package struct KeyedHash: Hashable, Sendable {
  package let key0: UInt64
  package let key1: UInt64

  package init(key0: UInt64, key1: UInt64) {
    self.key0 = key0
    self.key1 = key1
  }

  /// A new key from the system's random source.
  package static func random() -> KeyedHash {
    var system = SystemRandomNumberGenerator()
    return KeyedHash(key0: system.next(), key1: system.next())
  }

  /// The hash of a dictionary term: its kind and its key bytes.
  package func hash(kind: UInt8, _ bytes: UnsafePointer<UInt8>, count: Int) -> TermHash {
    var state = SipState(key0: key0, key1: key1 ^ UInt64(kind))
    let base = UnsafeRawPointer(bytes)
    let words = count >> 3
    for word in 0..<words {
      state.absorb(
        UInt64(littleEndian: base.loadUnaligned(fromByteOffset: word << 3, as: UInt64.self)))
    }
    var last = UInt64(truncatingIfNeeded: count) &<< 56
    var index = words << 3
    var shift: UInt64 = 0
    while index < count {
      last |= UInt64(bytes[index]) &<< shift
      shift &+= 8
      index &+= 1
    }
    state.absorb(last)
    return state.finish()
  }
}

/// The four words of SipHash.
private struct SipState {
  var v0: UInt64
  var v1: UInt64
  var v2: UInt64
  var v3: UInt64

  @inline(__always)
  init(key0: UInt64, key1: UInt64) {
    v0 = key0 ^ 0x736f_6d65_7073_6575
    v1 = key1 ^ 0x646f_7261_6e64_6f6d ^ 0xee
    v2 = key0 ^ 0x6c79_6765_6e65_7261
    v3 = key1 ^ 0x7465_6462_7974_6573
  }

  @inline(__always)
  private mutating func round() {
    v0 &+= v1
    v1 = (v1 &<< 13) | (v1 &>> 51)
    v1 ^= v0
    v0 = (v0 &<< 32) | (v0 &>> 32)
    v2 &+= v3
    v3 = (v3 &<< 16) | (v3 &>> 48)
    v3 ^= v2
    v0 &+= v3
    v3 = (v3 &<< 21) | (v3 &>> 43)
    v3 ^= v0
    v2 &+= v1
    v1 = (v1 &<< 17) | (v1 &>> 47)
    v1 ^= v2
    v2 = (v2 &<< 32) | (v2 &>> 32)
  }

  @inline(__always)
  mutating func absorb(_ word: UInt64) {
    v3 ^= word
    round()
    v0 ^= word
  }

  @inline(__always)
  mutating func finish() -> TermHash {
    v2 ^= 0xee
    round()
    round()
    round()
    let high = v0 ^ v1 ^ v2 ^ v3
    v1 ^= 0xdd
    round()
    round()
    round()
    return TermHash(high: high, low: v0 ^ v1 ^ v2 ^ v3)
  }
}
