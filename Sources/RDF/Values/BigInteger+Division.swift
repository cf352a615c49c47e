// Long division of base 10^9 numbers.
//
// As by hand: for each place, guess the quotient digit from the leading limbs, take digit times divisor
// away, and put one divisor back where the guess was too high. Scaling both numbers so that the
// divisor's top limb is at least half the base makes the guess at most two too high before it is checked
// against the second limb, and at most one afterwards (Knuth, The Art of Computer Programming 4.3.1).

extension BigInteger {
  /// Quotient towards zero, and the remainder, which has the sign of the dividend.
  func dividedWithRemainder(by divisor: BigInteger) -> (
    quotient: BigInteger, remainder: BigInteger
  ) {
    precondition(!divisor.isZero, "division by zero is refused before it gets here")
    let isQuotientNegative = isNegative != divisor.isNegative
    if Self.compareMagnitudes(limbs, divisor.limbs) < 0 { return (.zero, self) }
    let (quotient, remainder): ([UInt32], [UInt32])
    if divisor.limbs.count == 1 {
      let short = Self.divide(limbs, by: divisor.limbs[0])
      (quotient, remainder) = (short.quotient, [short.remainder])
    } else {
      (quotient, remainder) = Self.divideLong(limbs, by: divisor.limbs)
    }
    return (
      BigInteger(isNegative: isQuotientNegative, limbs: quotient),
      BigInteger(isNegative: isNegative, limbs: remainder)
    )
  }

  static func divide(_ limbs: [UInt32], by divisor: UInt32) -> (
    quotient: [UInt32], remainder: UInt32
  ) {
    if divisor == 1 { return (limbs, 0) }
    var quotient = limbs
    var remainder: UInt64 = 0
    for index in limbs.indices.reversed() {
      let digit = remainder * base + UInt64(limbs[index])
      quotient[index] = UInt32(digit / UInt64(divisor))
      remainder = digit % UInt64(divisor)
    }
    return (quotient, UInt32(remainder))
  }

  /// `limbs` is not less than `divisor`, which has two limbs or more and no leading zero.
  private static func divideLong(_ limbs: [UInt32], by divisor: [UInt32]) -> (
    quotient: [UInt32], remainder: [UInt32]
  ) {
    let size = divisor.count
    let scale = UInt32(base / (UInt64(divisor[size - 1]) + 1))
    // Scaling keeps the divisor's length: its top limb times `scale` stays below the base.
    let scaledDivisor = multiply(divisor, by: scale)
    var rest = multiply(limbs, by: scale)
    while rest.count <= limbs.count { rest.append(0) }
    var quotient = [UInt32](repeating: 0, count: limbs.count - size + 1)
    for place in quotient.indices.reversed() {
      var digit = guess(rest, scaledDivisor, place)
      if takeAway(scaledDivisor, times: digit, from: &rest, at: place) {
        putBack(scaledDivisor, to: &rest, at: place)
        digit -= 1
      }
      quotient[place] = UInt32(digit)
    }
    let remainder = divide(Array(rest[..<size]), by: scale).quotient
    return (quotient, remainder)
  }

  /// The quotient digit at `place`, at most one too high.
  private static func guess(_ rest: [UInt32], _ divisor: [UInt32], _ place: Int) -> UInt64 {
    let size = divisor.count
    let top = UInt64(divisor[size - 1])
    let leading = UInt64(rest[place + size]) * base + UInt64(rest[place + size - 1])
    var digit = leading / top
    var remainder = leading % top
    while digit >= base
      || digit * UInt64(divisor[size - 2]) > remainder * base + UInt64(rest[place + size - 2])
    {
      digit -= 1
      remainder += top
      if remainder >= base { break }
    }
    return digit
  }

  /// Whether more was taken than was there.
  private static func takeAway(
    _ divisor: [UInt32], times digit: UInt64, from rest: inout [UInt32], at place: Int
  ) -> Bool {
    var carry: UInt64 = 0
    var borrow: Int64 = 0
    for index in 0...divisor.count {
      let product = (index < divisor.count ? digit * UInt64(divisor[index]) : 0) + carry
      carry = product / base
      var limb = Int64(rest[place + index]) - Int64(product % base) - borrow
      borrow = limb < 0 ? 1 : 0
      if limb < 0 { limb += Int64(base) }
      rest[place + index] = UInt32(limb)
    }
    return borrow == 1
  }

  /// The carry out of the top cancels the borrow that made this necessary.
  private static func putBack(_ divisor: [UInt32], to rest: inout [UInt32], at place: Int) {
    var carry: UInt64 = 0
    for index in 0...divisor.count {
      let added = index < divisor.count ? UInt64(divisor[index]) : 0
      let limb = UInt64(rest[place + index]) + added + carry
      rest[place + index] = UInt32(limb % base)
      carry = limb / base
    }
  }
}
