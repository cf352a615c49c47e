/// Numbers from 1 on that are shared out in consecutive runs: products to producers, offers to
/// vendors, reviews to rating sites.
///
/// Memory: four bytes a run; a run has 50 products, 2,000 offers or 10,000 reviews on average.
struct BSBMPartition: Sendable {
  /// The first number of each run, and one more than the last number of all.
  private let starts: [UInt32]

  /// Shares `count` numbers out in runs of random lengths, the last one shorter if need be.
  ///
  /// - Parameters:
  ///   - count: How many numbers there are, at least 1.
  ///   - bound: Lengths are normally distributed below this.
  ///   - random: What the lengths follow from.
  init(_ count: Int, bound: Int, using random: inout SeededRandom) {
    var starts: [UInt32] = [1]
    var next = 1
    while next <= count {
      // A run of no numbers would be a producer of nothing.
      let length = max(1, random.normal(below: bound, limit: .threeDeviations))
      next = min(next + length, count + 1)
      starts.append(UInt32(next))
    }
    self.starts = starts
  }

  /// How many runs there are.
  var runCount: Int { starts.count - 1 }

  /// The numbers of run `run`, counted from 1.
  func numbers(ofRun run: Int) -> Range<Int> {
    Int(starts[run - 1])..<Int(starts[run])
  }

  /// The run that a number belongs to, counted from 1: a binary search.
  func run(of number: Int) -> Int {
    var low = 0
    var high = runCount
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= number { low = middle } else { high = middle }
    }
    return low + 1
  }
}
