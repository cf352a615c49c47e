import Testing

@testable import Benchmarks

@Suite("normal random numbers")
struct NormalNumberTests {
  private func moments(_ numbers: [Int]) -> (mean: Double, deviation: Double) {
    let mean = Double(numbers.reduce(0, +)) / Double(numbers.count)
    let squares = numbers.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (mean, (squares / Double(numbers.count)).squareRoot())
  }

  @Test("numbers in a range are around its middle, as narrow as the limit says")
  func inRange() {
    var random = SeededRandom(seed: 5, stream: 1)
    let wide = (0..<40_000).map { _ in random.normal(below: 4_000, limit: .twoDeviations) }
    let narrow = (0..<40_000).map { _ in random.normal(below: 4_000, limit: .threeDeviations) }
    #expect((wide + narrow).allSatisfy { (0..<4_000).contains($0) })
    // A normal distribution that is cut at two deviations has 0.88 of its deviation left.
    #expect(abs(moments(wide).mean - 2_000) < 25 && abs(moments(wide).deviation - 880) < 25)
    #expect(abs(moments(narrow).mean - 2_000) < 20 && abs(moments(narrow).deviation - 657) < 20)
  }

  @Test("of half a normal distribution small numbers are likelier")
  func half() {
    var random = SeededRandom(seed: 6, stream: 1)
    let numbers = (0..<40_000).map { _ in random.halfNormal(below: 2_000) }
    #expect(numbers.allSatisfy { (0..<2_000).contains($0) })
    let (mean, deviation) = moments(numbers)
    #expect(abs(mean - 723) < 20 && abs(deviation - 501) < 15, "\(mean) \(deviation)")
  }

  @Test("numbers around a mean are never below zero")
  func aroundMean() {
    var random = SeededRandom(seed: 7, stream: 1)
    let numbers = (0..<40_000).map { _ in
      random.normal(meanHundredths: 290, deviationHundredths: 145)
    }
    #expect(Set(numbers) == Set(0...7))
    #expect(abs(moments(numbers).mean - 2.5) < 0.05, "\(moments(numbers).mean)")
  }

  @Test("a stream's numbers are the same for ever")
  func pinned() {
    var random = SeededRandom(seed: 42, stream: 7)
    let numbers = (0..<4).map { _ in random.normal(below: 1_000_000, limit: .twoDeviations) }
    #expect(numbers == [756_676, 970_337, 383_478, 324_148])
  }

  @Test("a bound that would overflow traps")
  func largeBound() async {
    await #expect(processExitsWith: .failure) {
      var random = SeededRandom(seed: 1, stream: 1)
      _ = random.normal(below: 1 << 30, limit: .twoDeviations)
    }
  }
}
