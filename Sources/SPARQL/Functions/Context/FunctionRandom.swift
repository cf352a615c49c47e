// Random numbers of RAND(), UUID() and STRUUID(): the system's, or a sequence that replays from its seed.

struct FunctionRandom: RandomNumberGenerator {
  /// State of SplitMix64, or nil for the system's generator.
  private var state: UInt64?
  private var system = SystemRandomNumberGenerator()

  /// Streams of one seed differ: each thread of a query takes its own.
  init(seed: UInt64?, stream: UInt64) {
    state = seed.map { $0 &+ stream &* 0xD1B5_4A32_D192_ED03 }
  }

  mutating func next() -> UInt64 {
    guard let current = state else { return system.next() }
    // Wrapping is what the generator is made of.
    let advanced = current &+ 0x9E37_79B9_7F4A_7C15
    state = advanced
    var mixed = advanced
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
