// What many times of one thing come to.

/// The percentiles of measured times, in milliseconds.
///
/// By nearest rank: the p-th percentile is the least measured time that at least p percent of all do
/// not exceed. So each is a time that was measured, and with fewer than 100 times the 99th is the
/// longest.
public struct LatencySummary: Hashable, Sendable {
  /// How many times there are.
  public let count: Int
  /// The median.
  public let p50: Double
  /// What 95 of 100 do not exceed.
  public let p95: Double
  /// What 99 of 100 do not exceed.
  public let p99: Double
  /// The sum of all.
  public let total: Double

  /// Sums up times in milliseconds.
  ///
  /// - Parameter milliseconds: The times, at least one, in any order.
  public init(milliseconds: [Double]) {
    precondition(!milliseconds.isEmpty, "there is no percentile of nothing")
    let sorted = milliseconds.sorted()
    count = sorted.count
    p50 = Self.percentile(50, ofSorted: sorted)
    p95 = Self.percentile(95, ofSorted: sorted)
    p99 = Self.percentile(99, ofSorted: sorted)
    total = sorted.reduce(0, +)
  }

  /// How many fit into a second one after the other.
  public var perSecond: Double { total > 0 ? Double(count) / total * 1_000 : 0 }

  private static func percentile(_ percent: Int, ofSorted times: [Double]) -> Double {
    // The rank counts from 1; rounded up in whole numbers, so that no rounding error moves it.
    let rank = (times.count * percent + 99) / 100
    return times[max(rank, 1) - 1]
  }
}
