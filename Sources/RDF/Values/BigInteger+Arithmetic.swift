// Schoolbook arithmetic on base 10^9 limbs.
//
// Proof for the plain operators: a product of two limbs and two carries is at most
// (10^9 - 1)^2 + 2 * (10^9 - 1) < 10^18 < 2^63, so nothing in here can overflow 64 bits.

extension BigInteger {
  static func + (left: BigInteger, right: BigInteger) -> BigInteger {
    if left.isNegative == right.isNegative {
      return BigInteger(
        isNegative: left.isNegative, limbs: addMagnitudes(left.limbs, right.limbs))
    }
    let order = compareMagnitudes(left.limbs, right.limbs)
    return order >= 0
      ? BigInteger(
        isNegative: left.isNegative, limbs: subtractMagnitudes(left.limbs, right.limbs))
      : BigInteger(
        isNegative: right.isNegative, limbs: subtractMagnitudes(right.limbs, left.limbs))
  }

  static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

  static func * (left: BigInteger, right: BigInteger) -> BigInteger {
    var product = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
    for leftIndex in left.limbs.indices {
      var carry: UInt64 = 0
      for rightIndex in right.limbs.indices {
        let sum =
          UInt64(left.limbs[leftIndex]) * UInt64(right.limbs[rightIndex])
          + UInt64(product[leftIndex + rightIndex]) + carry
        product[leftIndex + rightIndex] = UInt32(sum % base)
        carry = sum / base
      }
      product[leftIndex + right.limbs.count] = UInt32(carry)
    }
    return BigInteger(isNegative: left.isNegative != right.isNegative, limbs: product)
  }

  /// The number times 10 to the power of `exponent`.
  func scaledUp(byPowerOfTen exponent: Int) -> BigInteger {
    precondition(exponent >= 0, "a number is scaled up by a power of ten that is whole")
    if isZero || exponent == 0 { return self }
    let shifted = [UInt32](repeating: 0, count: exponent / Self.digitsPerLimb) + limbs
    let factor = Self.powerOfTen(exponent % Self.digitsPerLimb)
    return BigInteger(isNegative: isNegative, limbs: Self.multiply(shifted, by: factor))
  }

  /// The number without its last `digits` decimal digits, towards zero.
  func scaledDown(byPowerOfTen digits: Int) -> BigInteger {
    let dropped = digits / Self.digitsPerLimb
    guard dropped < limbs.count else { return .zero }
    let divisor = Self.powerOfTen(digits % Self.digitsPerLimb)
    let quotient = Self.divide(Array(limbs[dropped...]), by: divisor).quotient
    return BigInteger(isNegative: isNegative, limbs: quotient)
  }

  static func powerOfTen(_ exponent: Int) -> UInt32 {
    var power: UInt32 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  static func addMagnitudes(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    let (longer, shorter) = left.count >= right.count ? (left, right) : (right, left)
    var sum: [UInt32] = []
    sum.reserveCapacity(longer.count + 1)
    var carry: UInt64 = 0
    for index in longer.indices {
      let other = index < shorter.count ? UInt64(shorter[index]) : 0
      let digit = UInt64(longer[index]) + other + carry
      sum.append(UInt32(digit % base))
      carry = digit / base
    }
    if carry > 0 { sum.append(UInt32(carry)) }
    return sum
  }

  /// `left` less `right`, which must not be greater.
  static func subtractMagnitudes(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var difference: [UInt32] = []
    difference.reserveCapacity(left.count)
    var borrow: Int64 = 0
    for index in left.indices {
      var digit = Int64(left[index]) - borrow
      if index < right.count { digit -= Int64(right[index]) }
      borrow = digit < 0 ? 1 : 0
      if digit < 0 { digit += Int64(base) }
      difference.append(UInt32(digit))
    }
    precondition(borrow == 0, "a magnitude is subtracted from one that is not less")
    return difference
  }

  static func multiply(_ limbs: [UInt32], by factor: UInt32) -> [UInt32] {
    if factor == 1 { return limbs }
    var product: [UInt32] = []
    product.reserveCapacity(limbs.count + 1)
    var carry: UInt64 = 0
    for limb in limbs {
      let digit = UInt64(limb) * UInt64(factor) + carry
      product.append(UInt32(digit % base))
      carry = digit / base
    }
    if carry > 0 { product.append(UInt32(carry)) }
    return product
  }
}
