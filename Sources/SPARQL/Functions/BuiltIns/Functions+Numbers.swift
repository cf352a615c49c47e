// Functions on numbers (section 17.4.4): each result has the type of its argument, where a type derived
// from xsd:integer counts as xsd:integer.

import RDF

extension Functions {
  static func callOnNumber(_ function: BuiltIn, _ argument: ExpressionValue) -> ExpressionValue? {
    guard let value = argument.xsdValue else { return nil }
    let result: XSDValue? =
      switch function {
      case .abs: value.magnitude
      case .round: value.map(decimal: \.rounded, float: \.roundedHalfUp, double: \.roundedHalfUp)
      case .ceil:
        value.map(decimal: \.ceiling, float: { $0.rounded(.up) }, double: { $0.rounded(.up) })
      case .floor:
        value.map(decimal: \.floor, float: { $0.rounded(.down) }, double: { $0.rounded(.down) })
      default: nil
      }
    return result.map { .value($0) }
  }
}

extension XSDValue {
  fileprivate var magnitude: XSDValue? {
    switch self {
    case .integer(let value): .integer(value.magnitude)
    case .decimal(let value): .decimal(value.magnitude)
    case .float(let value): .float(value.magnitude)
    case .double(let value): .double(value.magnitude)
    default: nil
    }
  }

  /// An integer as it is, another number by the function of its type.
  fileprivate func map(
    decimal: (XSDDecimal) -> XSDInteger, float: (Float) -> Float, double: (Double) -> Double
  ) -> XSDValue? {
    switch self {
    case .integer: self
    case .decimal(let value): .decimal(XSDDecimal(decimal(value)))
    case .float(let value): .float(float(value))
    case .double(let value): .double(double(value))
    default: nil
    }
  }
}

extension FloatingPoint {
  /// The nearest whole number, a half going up, as fn:round has it: 2.5 is 3, -2.5 is -2, -0.5 is -0.
  var roundedHalfUp: Self {
    let below = rounded(.down)
    // Exact, because both are of one magnitude; adding a half and rounding down would not be.
    guard self - below >= 1 / 2 else { return below }
    let above = rounded(.up)
    return above.isZero && sign == .minus ? -Self.zero : above
  }
}
