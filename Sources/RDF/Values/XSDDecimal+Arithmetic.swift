// Arithmetic of decimals: sums, differences and products are exact, quotients are rounded.
//
// Each operation brings both numbers to 128-bit coefficients and gives up on that path at the first
// overflow; the same steps in big numbers then give the result.

extension XSDDecimal: Comparable {
  /// Whether `left` is less than `right`.
  public static func < (left: XSDDecimal, right: XSDDecimal) -> Bool {
    if let (leftCoefficient, rightCoefficient, _) = aligned(left, right) {
      return leftCoefficient < rightCoefficient
    }
    let scale = max(left.fractionDigitCount, right.fractionDigitCount)
    return left.bigCoefficient(atScale: scale) < right.bigCoefficient(atScale: scale)
  }

  /// Both coefficients at one scale, or nil where one does not fit.
  private static func aligned(
    _ left: XSDDecimal, _ right: XSDDecimal
  ) -> (left: Int128, right: Int128, scale: Int)? {
    guard case .small(var leftCoefficient, let leftScale) = left.storage,
      case .small(var rightCoefficient, let rightScale) = right.storage
    else { return nil }
    var overflowed = false
    // Scales of small decimals are at most 38, and so is their difference.
    if leftScale < rightScale {
      (leftCoefficient, overflowed) = leftCoefficient.multipliedReportingOverflow(
        by: .powerOfTen(rightScale - leftScale))
    } else if rightScale < leftScale {
      (rightCoefficient, overflowed) = rightCoefficient.multipliedReportingOverflow(
        by: .powerOfTen(leftScale - rightScale))
    }
    if overflowed { return nil }
    return (leftCoefficient, rightCoefficient, max(leftScale, rightScale))
  }
}

extension XSDDecimal {
  /// The exact sum.
  public static func + (left: XSDDecimal, right: XSDDecimal) -> XSDDecimal {
    if let (leftCoefficient, rightCoefficient, scale) = aligned(left, right) {
      let (sum, overflowed) = leftCoefficient.addingReportingOverflow(rightCoefficient)
      if !overflowed { return XSDDecimal(coefficient: sum, scale: scale) }
    }
    let scale = max(left.fractionDigitCount, right.fractionDigitCount)
    return XSDDecimal(
      normalising: left.bigCoefficient(atScale: scale) + right.bigCoefficient(atScale: scale),
      scale: scale)
  }

  /// The exact difference.
  public static func - (left: XSDDecimal, right: XSDDecimal) -> XSDDecimal { left + -right }

  /// The number with the other sign.
  public static prefix func - (value: XSDDecimal) -> XSDDecimal {
    switch value.storage {
    case .small(let coefficient, let scale):
      // 38 digits, so never the least Int128.
      return XSDDecimal(coefficient: -coefficient, scale: scale)
    case .big(let coefficient, let scale):
      return XSDDecimal(normalising: -coefficient, scale: scale)
    }
  }

  /// The number without its sign.
  public var magnitude: XSDDecimal { isNegative ? -self : self }

  /// The exact product.
  public static func * (left: XSDDecimal, right: XSDDecimal) -> XSDDecimal {
    let scale = left.fractionDigitCount + right.fractionDigitCount
    if case .small(let leftCoefficient, _) = left.storage,
      case .small(let rightCoefficient, _) = right.storage
    {
      let (product, overflowed) = leftCoefficient.multipliedReportingOverflow(by: rightCoefficient)
      if !overflowed { return XSDDecimal(coefficient: product, scale: scale) }
    }
    return XSDDecimal(
      normalising: left.bigCoefficient(atScale: left.fractionDigitCount)
        * right.bigCoefficient(atScale: right.fractionDigitCount), scale: scale)
  }

  /// The quotient, or nil for a division by zero.
  ///
  /// Rounded half to even to at least 18 fraction digits and at least 18 significant ones, and never
  /// to fewer fraction digits than the dividend has; exact where it ends within them.
  public func divided(by divisor: XSDDecimal) -> XSDDecimal? {
    if divisor.isZero { return nil }
    if isZero { return self }
    // The quotient is between 10^(place - 1) and 10^(place + 1).
    let place = integerDigitCount - divisor.integerDigitCount
    let scale = max(18, 18 - place, fractionDigitCount)
    // Dividend times this power, over the divisor's coefficient, is the quotient at `scale`; it is not
    // negative, because `scale` is at least the dividend's own.
    let power = scale - fractionDigitCount + divisor.fractionDigitCount
    if case .small(let coefficient, _) = storage,
      case .small(let divisorCoefficient, _) = divisor.storage, power <= Self.smallDigits
    {
      let (dividend, overflowed) = coefficient.multipliedReportingOverflow(by: .powerOfTen(power))
      if !overflowed {
        return XSDDecimal(
          coefficient: Self.roundedQuotient(dividend, divisorCoefficient), scale: scale)
      }
    }
    let dividend = bigCoefficient(atScale: fractionDigitCount).scaledUp(byPowerOfTen: power)
    let divisorCoefficient = divisor.bigCoefficient(atScale: divisor.fractionDigitCount)
    return XSDDecimal(
      normalising: Self.roundedQuotient(dividend, divisorCoefficient), scale: scale)
  }

  /// Digits before the point; negative where zeros follow it: 0 for 0.5, -1 for 0.05.
  private var integerDigitCount: Int {
    switch storage {
    case .small(let coefficient, let scale): coefficient.decimalDigitCount - scale
    case .big(let coefficient, let scale): coefficient.digitCount - scale
    }
  }

  private static func roundedQuotient(_ dividend: Int128, _ divisor: Int128) -> Int128 {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    // The divisor has at most 38 digits, so twice the remainder fits the unsigned 128 bits.
    let twice = remainder.magnitude * 2
    let isUp = twice > divisor.magnitude || (twice == divisor.magnitude && quotient & 1 == 1)
    if !isUp { return quotient }
    return (dividend < 0) == (divisor < 0) ? quotient + 1 : quotient - 1
  }

  private static func roundedQuotient(_ dividend: BigInteger, _ divisor: BigInteger) -> BigInteger {
    let (quotient, remainder) = dividend.dividedWithRemainder(by: divisor)
    let twice = BigInteger.addMagnitudes(remainder.limbs, remainder.limbs)
    let order = BigInteger.compareMagnitudes(twice, divisor.limbs)
    let isOdd = (quotient.limbs.first ?? 0) & 1 == 1
    if order < 0 || (order == 0 && !isOdd) { return quotient }
    let isNegative = dividend.isNegative != divisor.isNegative
    return quotient + BigInteger(isNegative: isNegative, limbs: [1])
  }
}
