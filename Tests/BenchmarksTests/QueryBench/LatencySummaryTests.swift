import Testing

@testable import Benchmarks

@Suite("percentiles of times")
struct LatencySummaryTests {
  private func summary(_ times: some Sequence<Int>) -> LatencySummary {
    LatencySummary(milliseconds: times.map(Double.init))
  }

  @Test("one time is every percentile")
  func one() {
    let summary = summary([7])
    #expect(summary.p50 == 7 && summary.p95 == 7 && summary.p99 == 7)
    #expect(summary.count == 1 && summary.total == 7)
  }

  @Test("a percentile is the least time that so many do not exceed")
  func nearestRank() {
    let hundred = summary(1...100)
    #expect(hundred.p50 == 50 && hundred.p95 == 95 && hundred.p99 == 99)
    // One more time moves each to the next rank.
    let more = summary(1...101)
    #expect(more.p50 == 51 && more.p95 == 96 && more.p99 == 100)
    let twenty = summary(1...20)
    #expect(twenty.p50 == 10 && twenty.p95 == 19 && twenty.p99 == 20)
    let two = summary([1, 2])
    #expect(two.p50 == 1 && two.p95 == 2 && two.p99 == 2)
  }

  @Test("the order in which times were measured is no matter")
  func order() {
    #expect(summary((1...1_000).reversed()) == summary(1...1_000))
    #expect(summary([3, 1, 2]).p50 == 2)
  }

  @Test("so many a second as times of the average length fit into one")
  func rate() {
    #expect(summary([10, 30]).perSecond == 50)
    #expect(summary([0]).perSecond == 0)
  }
}
