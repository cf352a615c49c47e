// Exact sums of few doubles (Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997).

enum DoublePartials {
  /// Summands of the same sum, none of which overlap, the smallest first; at most 40.
  static func partials(of summands: [Double]) -> [Double] {
    var partials: [Double] = []
    for summand in summands {
      var carry = summand
      var kept = 0
      for part in partials {
        let sum = carry + part
        let partPart = sum - carry
        let error = (carry - (sum - partPart)) + (part - partPart)
        if error != 0 {
          partials[kept] = error
          kept += 1
        }
        carry = sum
      }
      partials.removeLast(partials.count - kept)
      partials.append(carry)
    }
    return partials
  }

  /// The nearest double of parts that do not overlap; nil where they overflow.
  ///
  /// Adding from the greatest down stops at the first rounding. That was right unless the rest is just
  /// half of the last place: then the parts below, which are smaller, decide.
  static func roundedSum(of parts: [Double]) -> Double? {
    var index = parts.count - 1
    guard index >= 0 else { return 0 }
    var sum = parts[index]
    var rest = 0.0
    while index > 0, rest == 0 {
      index -= 1
      let next = sum + parts[index]
      rest = parts[index] - (next - sum)
      sum = next
    }
    guard sum.isFinite else { return nil }
    if index > 0, rest != 0, (rest < 0) == (parts[index - 1] < 0) {
      let doubled = rest * 2
      let other = sum + doubled
      if other - sum == doubled { return other }
    }
    return sum
  }
}
