import Testing

@testable import Benchmarks

@Suite("seeded random numbers")
struct SeededRandomTests {
  @Test("xoshiro256** gives the numbers that its authors' code gives")
  func knownSequence() {
    var random = SeededRandom(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
    ]
    #expect(expected.map { _ in random.next() } == expected)
  }

  @Test("a seed's stream is the same for ever")
  func pinnedStream() {
    var random = SeededRandom(seed: 42, stream: 7)
    #expect(
      [random.next(), random.next()] == [7_094_150_420_702_097_787, 16_892_645_422_181_031_343])
  }

  @Test("seed and stream are not interchangeable")
  func seedAndStreamDiffer() {
    var one = SeededRandom(seed: 1, stream: 2)
    var two = SeededRandom(seed: 2, stream: 1)
    var three = SeededRandom(seed: 1, stream: 3)
    let firsts = Set([one.next(), two.next(), three.next()])
    #expect(firsts.count == 3)
  }

  @Test("numbers below a bound are spread evenly and stay below it")
  func evenSpread() {
    var random = SeededRandom(seed: 3, stream: 0)
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<100_000 { counts[random.below(10)] += 1 }
    // Ten thousand each, within five standard deviations (95).
    #expect(counts.allSatisfy { abs($0 - 10_000) < 475 }, "\(counts)")
    let drawn = Set((0..<1_000).map { _ in random.within(3...5) })
    #expect(drawn == [3, 4, 5])
  }

  @Test("a bound of zero traps")
  func zeroBound() async {
    await #expect(processExitsWith: .failure) {
      var random = SeededRandom(seed: 1, stream: 1)
      _ = random.below(0)
    }
  }
}
