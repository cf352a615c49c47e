// xsd:decimal: exact, of any size and any number of fraction digits.
//
//     -12.50  =  coefficient -125, scale 1        value = coefficient / 10^scale
//
// Invariants: the scale is the least possible (no zero at the end of the fraction), so each number has
// one form and equality is memberwise; `small` holds every number whose coefficient has at most 38
// digits and whose scale is at most 38, `big` the others. The fast path works in 128-bit integers and
// falls over to big numbers only where one overflows.

/// A value of `xsd:decimal`.
public struct XSDDecimal: Hashable, Sendable {
  enum Storage: Hashable, Sendable {
    case small(coefficient: Int128, scale: Int)
    case big(coefficient: BigInteger, scale: Int)
  }

  static let smallDigits = 38

  let storage: Storage

  /// Makes the decimal that equals an integer.
  public init(_ integer: XSDInteger) {
    switch integer.storage {
    case .small(let word): self.init(Int(word))
    case .big(let big): self.init(normalising: big, scale: 0)
    }
  }

  /// Makes the decimal that equals an integer.
  public init(_ integer: Int) { storage = .small(coefficient: Int128(integer), scale: 0) }

  /// Makes `coefficient` divided by ten to the power of `scale`, which must not be negative.
  public init(coefficient: Int128, scale: Int) {
    precondition(scale >= 0, "a decimal's scale counts fraction digits")
    if scale <= Self.smallDigits, coefficient.magnitude < Self.smallBound.magnitude {
      self.init(normalisingSmall: coefficient, scale: scale)
    } else {
      self.init(normalising: BigInteger(coefficient), scale: scale)
    }
  }

  private static let smallBound = Int128.powerOfTen(smallDigits)

  /// `coefficient` has at most 38 digits and `scale` is at most 38.
  private init(normalisingSmall coefficient: Int128, scale: Int) {
    var coefficient = coefficient
    var scale = scale
    if coefficient == 0 { scale = 0 }
    while scale > 0 {
      if let word = Int64(exactly: coefficient) {
        var rest = word
        while scale > 0, rest % 10 == 0 {
          rest /= 10
          scale -= 1
        }
        coefficient = Int128(rest)
        break
      }
      let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: 10)
      if remainder != 0 { break }
      coefficient = quotient
      scale -= 1
    }
    storage = .small(coefficient: coefficient, scale: scale)
  }

  init(normalising coefficient: BigInteger, scale: Int) {
    let zeros = min(scale, coefficient.isZero ? scale : coefficient.trailingZeroCount)
    let reduced = coefficient.scaledDown(byPowerOfTen: zeros)
    let reducedScale = scale - zeros
    if reducedScale <= Self.smallDigits, reduced.digitCount <= Self.smallDigits,
      let small = reduced.int128
    {
      storage = .small(coefficient: small, scale: reducedScale)
    } else {
      storage = .big(coefficient: reduced, scale: reducedScale)
    }
  }

  /// Number of digits after the point in the canonical form.
  public var fractionDigitCount: Int {
    switch storage {
    case .small(_, let scale), .big(_, let scale): scale
    }
  }

  /// Whether the value is less than zero.
  public var isNegative: Bool {
    switch storage {
    case .small(let coefficient, _): coefficient < 0
    case .big(let coefficient, _): coefficient.isNegative
    }
  }

  /// Whether the value is zero.
  public var isZero: Bool { storage == .small(coefficient: 0, scale: 0) }

  /// The value as an integer where it has no fraction, else nil.
  public var exactInteger: XSDInteger? {
    switch storage {
    case .small(let coefficient, scale: 0): XSDInteger(coefficient)
    case .big(let coefficient, scale: 0): XSDInteger(coefficient)
    case .small, .big: nil
    }
  }

  /// The numerator over ten to the power of ``fractionDigitCount``, where it fits 64 bits.
  package var coefficient64: Int64? {
    if case .small(let coefficient, _) = storage { return Int64(exactly: coefficient) }
    return nil
  }

  /// The same number as a big coefficient over ten to the power of `scale`, which is not less than
  /// the number's own.
  func bigCoefficient(atScale scale: Int) -> BigInteger {
    switch storage {
    case .small(let coefficient, let own):
      BigInteger(coefficient).scaledUp(byPowerOfTen: scale - own)
    case .big(let coefficient, let own):
      coefficient.scaledUp(byPowerOfTen: scale - own)
    }
  }
}
