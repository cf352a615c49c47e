// The random numbers of the generators.
//
// What: xoshiro256** (Blackman and Vigna, 2018), its state filled by SplitMix64 (Steele, Lea and
// Flood, 2014) from a seed and the number of a stream.
// Why own: the same seed must give the same file on every platform and with every version of the
// standard library; `SystemRandomNumberGenerator` has no seed and `Hasher` changes a run.
// Invariant: only 64-bit integer arithmetic that wraps; no floating point, no platform's word size.
// Cost: about 1 ns a number.

/// A seeded stream of random numbers that is the same on every platform, for ever.
///
/// Streams of one seed are independent of each other for practical purposes: each university has
/// its own. Not for secrets.
struct SeededRandom: Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  /// Starts stream `stream` of `seed`.
  init(seed: UInt64, stream: UInt64) {
    var seeds = SeedMixer(state: seed)
    // The odd factor spreads neighbouring stream numbers over all 64 bits; the first draw from the
    // seed keeps (seed 1, stream 2) and (seed 2, stream 1) apart.
    var mixer = SeedMixer(state: seeds.next() ^ (stream &* 0xD134_2543_DE82_EF95))
    self.init(state: (mixer.next(), mixer.next(), mixer.next(), mixer.next()))
  }

  /// Starts at a given state, which must not be all zeros: the generator would stay there.
  init(state: (UInt64, UInt64, UInt64, UInt64)) {
    precondition(state != (0, 0, 0, 0), "the state of xoshiro256** must not be all zeros")
    (a, b, c, d) = state
  }

  /// The next 64 random bits.
  ///
  /// The algorithm is defined on wrapping arithmetic, hence `&*`.
  mutating func next() -> UInt64 {
    let result = Self.rotated(b &* 5, by: 7) &* 9
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = Self.rotated(d, by: 45)
    return result
  }

  /// A number from 0 up to and without `bound`, which must be at least 1.
  ///
  /// Multiply and shift (Lemire): below 2^32 the product cannot overflow, and the bias of at most
  /// `bound` in 2^32 is far below what any count could show.
  mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0 && bound <= 1 << 31, "a random number needs a bound of 1 to 2^31")
    return Int(((next() >> 32) * UInt64(bound)) >> 32)
  }

  /// A number of `range`, each equally likely.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  private static func rotated(_ value: UInt64, by bits: UInt64) -> UInt64 {
    (value << bits) | (value >> (64 - bits))
  }
}
