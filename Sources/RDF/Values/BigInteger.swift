// Integers of any size, for the few literals that outgrow machine words.
//
//     -12345678901234567890  =  negative, limbs [234567890, 345678901, 12]
//
// Limbs are base 10^9, least significant first: reading, writing and scaling by powers of ten, which is
// all that most such literals ever see, are then linear. The base leaves room: two limbs multiply and
// add within 64 bits.
//
// Invariants: no leading zero limb; zero has no limbs and is not negative; so equality is memberwise.
// Cost: addition O(n), multiplication and division O(n * m).

struct BigInteger: Hashable, Sendable {
  static let base: UInt64 = 1_000_000_000
  static let digitsPerLimb = 9

  private(set) var isNegative: Bool
  private(set) var limbs: [UInt32]

  static let zero = BigInteger(isNegative: false, limbs: [])

  /// Takes limbs that may have leading zeros.
  init(isNegative: Bool, limbs: [UInt32]) {
    var trimmed = limbs
    while trimmed.last == 0 { trimmed.removeLast() }
    self.limbs = trimmed
    self.isNegative = isNegative && !trimmed.isEmpty
  }

  init(_ value: Int128) {
    var rest = value.magnitude
    var limbs: [UInt32] = []
    while rest > 0 {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: UInt128(Self.base))
      limbs.append(UInt32(truncatingIfNeeded: remainder))
      rest = quotient
    }
    self.init(isNegative: value < 0, limbs: limbs)
  }

  /// Reads two runs of ASCII digits as one number: those of a decimal's integer part and its fraction.
  init(isNegative: Bool, digits: Span<UInt8>, followedBy fraction: Span<UInt8>) {
    let count = digits.count + fraction.count
    var limbs = [UInt32](repeating: 0, count: (count + Self.digitsPerLimb - 1) / Self.digitsPerLimb)
    for index in 0..<count {
      let byte = index < digits.count ? digits[index] : fraction[index - digits.count]
      let limb = (count - 1 - index) / Self.digitsPerLimb
      limbs[limb] = limbs[limb] * 10 + UInt32(byte - ASCII.zero)
    }
    self.init(isNegative: isNegative, limbs: limbs)
  }

  var isZero: Bool { limbs.isEmpty }

  /// The value, where it fits.
  var int128: Int128? {
    guard limbs.count <= 5 else { return nil }
    // The sum is kept negative, because the least Int128 has no positive counterpart.
    var value: Int128 = 0
    for limb in limbs.reversed() {
      let (product, overflowed) = value.multipliedReportingOverflow(by: Int128(Self.base))
      let (sum, wrapped) = product.subtractingReportingOverflow(Int128(limb))
      if overflowed || wrapped { return nil }
      value = sum
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// Number of decimal digits; 0 for zero.
  var digitCount: Int {
    guard let top = limbs.last else { return 0 }
    return (limbs.count - 1) * Self.digitsPerLimb + Int128(top).decimalDigitCount
  }

  /// Number of zeros at the end of the decimal form; 0 for zero.
  var trailingZeroCount: Int {
    guard let first = limbs.firstIndex(where: { $0 != 0 }) else { return 0 }
    var zeros = first * Self.digitsPerLimb
    var limb = limbs[first]
    while limb % 10 == 0 {
      zeros += 1
      limb /= 10
    }
    return zeros
  }

  /// The decimal digits of the magnitude, most significant first; none for zero.
  func appendDigits(to output: inout [UInt8]) {
    guard let top = limbs.last else { return }
    output.appendDecimal(UInt64(top))
    for limb in limbs.dropLast().reversed() {
      output.appendPadded(UInt64(limb), digits: Self.digitsPerLimb)
    }
  }

  static prefix func - (value: BigInteger) -> BigInteger {
    BigInteger(isNegative: !value.isNegative, limbs: value.limbs)
  }
}

extension BigInteger: Comparable {
  static func < (left: BigInteger, right: BigInteger) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    let order = compareMagnitudes(left.limbs, right.limbs)
    return left.isNegative ? order > 0 : order < 0
  }

  /// Negative, zero or positive as the number `left` is less than, equal to or greater than `right`.
  static func compareMagnitudes(_ left: [UInt32], _ right: [UInt32]) -> Int {
    if left.count != right.count { return left.count - right.count }
    for index in left.indices.reversed() where left[index] != right[index] {
      return left[index] < right[index] ? -1 : 1
    }
    return 0
  }
}
