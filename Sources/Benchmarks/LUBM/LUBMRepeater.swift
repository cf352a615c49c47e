// Repeated statements, for benchmarks of loaders that must notice them.
//
// Half of the repeats are near: one of the last 64 statements. Half are far: a statement out of a
// sample in which every statement so far has the same chance to be (reservoir sampling), so
// that on average half of the document lies between the two. Memory: about 130 KiB.

/// Decides which statements come again, and when.
struct LUBMRepeater {
  private static let recentCount = 64
  private static let sampleCount = 4_096

  /// How many repeats are owed for each statement that is not one.
  private let repeatsPerStatement: Double
  private var random: SeededRandom
  private var owed = 0.0
  private var seen = 0
  private var recent: [LUBMStatement] = []
  private var sample: [LUBMStatement] = []

  /// Repeats so often that `ratio` of all statements written are repeats.
  init(ratio: Double, seed: UInt64) {
    precondition(ratio > 0 && ratio <= 0.5, "the ratio of repeats must be above 0, at most 0.5")
    repeatsPerStatement = ratio / (1 - ratio)
    random = SeededRandom(seed: seed, stream: .max)
  }

  /// Remembers a statement that was written for the first time.
  mutating func note(_ statement: LUBMStatement) {
    owed += repeatsPerStatement
    if recent.count < Self.recentCount {
      recent.append(statement)
    } else {
      recent[seen % Self.recentCount] = statement
    }
    seen += 1
    if sample.count < Self.sampleCount {
      sample.append(statement)
    } else {
      // The multiplication in `below` limits the bound; past 2^31 statements the sample only ages
      // more slowly.
      let place = random.below(min(seen, 1 << 31))
      if place < Self.sampleCount { sample[place] = statement }
    }
  }

  /// A statement to write again now, or nil when no repeat is owed.
  mutating func next() -> LUBMStatement? {
    guard owed >= 1 else { return nil }
    owed -= 1
    return random.below(2) == 0
      ? recent[random.below(recent.count)] : sample[random.below(sample.count)]
  }
}
