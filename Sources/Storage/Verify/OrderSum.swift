// A fingerprint of a set of quads that does not depend on their order.
//
// Each quad is hashed with a random key to 128 bits and the hashes are summed modulo 2^128
// (Bellare and Micciancio 1997, AdHash). Two different sets that are not made against the key have
// equal sums with a probability of about 2^-128; sets are sums of distinct quads because order is
// checked beside it.

/// Count and fingerprint of a set of quads.
struct OrderSum: Equatable, Sendable {
  var count = 0
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  mutating func add(_ hash: (low: UInt64, high: UInt64)) {
    count &+= 1
    let (sum, carry) = low.addingReportingOverflow(hash.low)
    low = sum
    high = high &+ hash.high &+ (carry ? 1 : 0)
  }
}

/// The keys of one verification's fingerprints.
struct QuadHasher: Sendable {
  private let key0: UInt64
  private let key1: UInt64
  private let key2: UInt64
  private let key3: UInt64

  init() {
    var system = SystemRandomNumberGenerator()
    key0 = system.next()
    key1 = system.next()
    // Odd factors, so that no input is lost.
    key2 = system.next() | 1
    key3 = system.next() | 1
  }

  /// The high and low half of a product, folded.
  @inline(__always)
  private func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// A bijection whose every output bit depends on every input bit (Stafford 2011, variant 13).
  @inline(__always)
  private func mixed(_ value: UInt64) -> UInt64 {
    var x = value
    x = (x ^ (x &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    x = (x ^ (x &>> 27)) &* 0x94d0_49bb_1331_11eb
    return x ^ (x &>> 31)
  }

  /// 128 bits of a quad.
  @inline(__always)
  func hash(
    _ subject: UInt64, _ predicate: UInt64, _ object: UInt64, _ graph: UInt64
  ) -> (low: UInt64, high: UInt64) {
    let pair = mixed(subject ^ key0) &+ mixed(predicate ^ key1) &* key2
    let other = mixed(object ^ key1) &* key3 &+ mixed(graph ^ key0)
    let low = mixed(pair ^ fold(other ^ key2, key3))
    return (low, mixed(low &+ other ^ fold(pair ^ key3, key2)))
  }
}
