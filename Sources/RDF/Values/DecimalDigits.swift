// Decimal digits of machine integers, written to bytes, and powers of ten.

extension Array where Element == UInt8 {
  /// Appends the decimal form of `value`.
  mutating func appendDecimal(_ value: UInt64) {
    appendPadded(value, digits: 1)
  }

  /// Appends the decimal form of `value` with zeros in front, up to at least `digits` digits.
  mutating func appendPadded(_ value: UInt64, digits: Int) {
    var width = 1
    var bound: UInt64 = 10
    // 20 digits hold every 64-bit number, and 10^20 would overflow the bound.
    while width < 20, value >= bound {
      width += 1
      bound = width < 20 ? bound * 10 : bound
    }
    append(contentsOf: repeatElement(ASCII.zero, count: Swift.max(width, digits)))
    var rest = value
    var index = count - 1
    while rest > 0 {
      // A remainder by ten is a digit.
      self[index] = ASCII.zero + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      index -= 1
    }
  }

  /// Overwrites the two bytes at `index` with the digits of `value`, which is below 100.
  mutating func overwrite(at index: Int, twoDigits value: Int) {
    self[index] = ASCII.zero + UInt8(truncatingIfNeeded: value / 10)
    self[index + 1] = ASCII.zero + UInt8(truncatingIfNeeded: value % 10)
  }

  /// Appends the decimal form of `value`.
  mutating func appendDecimal(_ value: UInt128) {
    let chunk: UInt128 = 1_000_000_000_000_000_000
    if value < chunk {
      appendDecimal(UInt64(value))
    } else {
      let (high, low) = value.quotientAndRemainder(dividingBy: chunk)
      appendDecimal(high)
      appendPadded(UInt64(low), digits: 18)
    }
  }

  /// Appends a fraction of a second in attoseconds with its point and without zeros at its end, or
  /// nothing for none.
  mutating func appendFraction(attoseconds: UInt64) {
    if attoseconds == 0 { return }
    append(ASCII.dot)
    appendPadded(attoseconds, digits: 18)
    while last == ASCII.zero { removeLast() }
  }
}

extension Int128 {
  /// Ten to the power of `exponent`, which is at most 38.
  static func powerOfTen(_ exponent: Int) -> Int128 { powersOfTen[exponent] }

  private static let powersOfTen: [Int128] = {
    var powers: [Int128] = [1]
    for index in 0..<38 { powers.append(powers[index] * 10) }
    return powers
  }()

  /// Number of decimal digits; 0 for zero.
  var decimalDigitCount: Int {
    var digits = 0
    var rest = magnitude
    while rest > UInt128(UInt64.max) {
      rest /= 10
      digits += 1
    }
    var word = UInt64(rest)
    while word > 0 {
      word /= 10
      digits += 1
    }
    return digits
  }
}
