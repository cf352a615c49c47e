// Rounding to whole numbers, and to fewer fraction digits: SPARQL's FLOOR, CEIL and ROUND.

extension XSDDecimal {
  /// The greatest integer that is not greater.
  public var floor: XSDInteger {
    let (whole, hasFraction) = truncated
    return hasFraction && isNegative ? whole - XSDInteger(1) : whole
  }

  /// The least integer that is not less.
  public var ceiling: XSDInteger {
    let (whole, hasFraction) = truncated
    return hasFraction && !isNegative ? whole + XSDInteger(1) : whole
  }

  /// The nearest integer, a half going up: 2.5 is 3 and -2.5 is -2, as `fn:round` has it.
  public var rounded: XSDInteger { (self + XSDDecimal(coefficient: 5, scale: 1)).floor }

  /// The whole part, towards zero: the cast from `xsd:decimal` to `xsd:integer`.
  public var whole: XSDInteger { truncated.whole }

  private var truncated: (whole: XSDInteger, hasFraction: Bool) {
    switch storage {
    case .small(let coefficient, let scale):
      // A small decimal's scale is at most 38.
      return (XSDInteger(coefficient / .powerOfTen(scale)), scale > 0)
    case .big(let coefficient, let scale):
      return (XSDInteger(coefficient.scaledDown(byPowerOfTen: scale)), scale > 0)
    }
  }
}
