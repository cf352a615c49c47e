/// A generator of random numbers that replays from its seed (SplitMix64).
///
/// Tests print the seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A fresh seed, which is printed so that a failure can be replayed with `SLUICE_TEST_SEED`.
  static func seed(for test: String, replaying environment: [String: String]) -> UInt64 {
    let given = environment["SLUICE_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0...UInt64(UInt32.max))
    print("\(test): SLUICE_TEST_SEED=\(seed)")
    return seed
  }

  /// Decimal digits, the first not zero.
  mutating func digits(_ count: Int) -> String {
    (0..<count).map { String(Int.random(in: $0 == 0 ? 1...9 : 0...9, using: &self)) }.joined()
  }
}
