// A set of dictionary ids as intervals: one a kind where nothing was ever compacted.

/// Ids in ascending order, as closed intervals.
///
/// 16 bytes each gap; look-ups cost a binary search.
struct IDIntervals: Sendable {
  private(set) var intervals: [ClosedRange<UInt64>] = []

  /// Adds ids above all earlier ones.
  mutating func append(_ first: UInt64, _ last: UInt64) {
    if let end = intervals.last, end.upperBound &+ 1 == first {
      intervals[intervals.count - 1] = end.lowerBound...last
    } else {
      intervals.append(first...last)
    }
  }

  /// Whether an id is in the set.
  func contains(_ id: UInt64) -> Bool {
    var (low, high) = (0, intervals.count)
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].upperBound < id { low = middle + 1 } else { high = middle }
    }
    return low < intervals.count && intervals[low].lowerBound <= id
  }

  /// The highest id of a kind, or nil.
  func highest(kind: UInt64) -> UInt64? {
    intervals.last { $0.upperBound >> 60 == kind }?.upperBound
  }
}
