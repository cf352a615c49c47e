// Exact arithmetic of integers: machine words while they hold, big numbers beyond.

extension XSDInteger: Comparable {
  /// Whether `left` is less than `right`.
  public static func < (left: XSDInteger, right: XSDInteger) -> Bool {
    if case .small(let leftWord) = left.storage, case .small(let rightWord) = right.storage {
      return leftWord < rightWord
    }
    return left.big < right.big
  }
}

extension XSDInteger {
  /// The exact sum.
  public static func + (left: XSDInteger, right: XSDInteger) -> XSDInteger {
    if case .small(let leftWord) = left.storage, case .small(let rightWord) = right.storage {
      let (sum, overflowed) = leftWord.addingReportingOverflow(rightWord)
      if !overflowed { return XSDInteger(Int(sum)) }
    }
    return XSDInteger(left.big + right.big)
  }

  /// The exact difference.
  public static func - (left: XSDInteger, right: XSDInteger) -> XSDInteger {
    if case .small(let leftWord) = left.storage, case .small(let rightWord) = right.storage {
      let (difference, overflowed) = leftWord.subtractingReportingOverflow(rightWord)
      if !overflowed { return XSDInteger(Int(difference)) }
    }
    return XSDInteger(left.big - right.big)
  }

  /// The exact product.
  public static func * (left: XSDInteger, right: XSDInteger) -> XSDInteger {
    if case .small(let leftWord) = left.storage, case .small(let rightWord) = right.storage {
      let (product, overflowed) = leftWord.multipliedReportingOverflow(by: rightWord)
      if !overflowed { return XSDInteger(Int(product)) }
    }
    return XSDInteger(left.big * right.big)
  }

  /// The number with the other sign.
  public static prefix func - (value: XSDInteger) -> XSDInteger { XSDInteger(0) - value }

  /// The number without its sign.
  public var magnitude: XSDInteger { isNegative ? -self : self }
}
