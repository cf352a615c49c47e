// Doubles as decimals: exact, because a power of two divides a power of ten.
//
//     0.375  =  3 * 2^-3  =  3 * 5^3 / 10^3
//
// The coefficient of a double has up to 767 digits, so most of the ordinary ones take the big path; those
// with few bits (0.5, 19.25, 1e6) stay within 128 bits.

extension XSDDecimal {
  /// The exact value of `value`, or nil for NaN and the infinities.
  ///
  /// Unlike the shortest digits that read back as the double: that of 0.1 has 55 digits.
  public init?(exactly value: Double) {
    guard value.isFinite else { return nil }
    if value == 0 {
      self.init(0)
      return
    }
    // Finite and not zero: an odd number of at most 53 bits, times a power of two.
    let trailing = value.significandWidth
    let exponent = Int(value.exponent) - trailing
    let odd = Int128(value.significand * Double(sign: .plus, exponent: trailing, significand: 1))
    self.init(odd: value.sign == .minus ? -odd : odd, exponent: exponent)
  }

  /// `odd` times two to the power of `exponent`; `odd` has at most 53 bits.
  private init(odd: Int128, exponent: Int) {
    // 53 + 70 bits, and 53 + 63 bits, as 5^27 < 2^63.
    if exponent >= 0, exponent <= 70 {
      self.init(coefficient: odd << Int128(exponent), scale: 0)
    } else if exponent < 0, exponent >= -27 {
      var power: Int128 = 1
      for _ in 0..<(-exponent) { power *= 5 }
      self.init(coefficient: odd * power, scale: -exponent)
    } else {
      // 2^29 and 5^12 are the greatest powers that fit a limb, as factors must.
      let coefficient =
        exponent > 0
        ? BigInteger(odd).multiplied(byPowerOf: 2, exponent: exponent, chunk: 29)
        : BigInteger(odd).multiplied(byPowerOf: 5, exponent: -exponent, chunk: 12)
      self.init(normalising: coefficient, scale: max(0, -exponent))
    }
  }
}

extension BigInteger {
  /// The number times `base` to the power of `exponent`, by factors of `base` to the power of `chunk`.
  fileprivate func multiplied(byPowerOf base: UInt32, exponent: Int, chunk: Int) -> BigInteger {
    var limbs = limbs
    var left = exponent
    while left > 0 {
      var factor: UInt32 = 1
      for _ in 0..<min(left, chunk) { factor *= base }
      limbs = Self.multiply(limbs, by: factor)
      left -= min(left, chunk)
    }
    return BigInteger(isNegative: isNegative, limbs: limbs)
  }
}
