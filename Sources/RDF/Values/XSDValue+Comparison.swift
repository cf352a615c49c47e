// The comparisons of SPARQL (operators of XPath 2.0): numbers of different types are promoted first,
// integer to decimal to float to double.

extension XSDValue {
  /// The order of both values, or nil where they cannot be compared.
  ///
  /// Nil is for values of different kinds, and for dates, times or durations whose order is not
  /// determined; a NaN among numbers is ``XSDOrder/unordered``.
  public func compare(_ other: XSDValue, implicitTimeZone zone: XSDTimeZone? = nil) -> XSDOrder? {
    switch (self, other) {
    case (.string(let left), .string(let right)):
      return XSDOrder(left, right)
    case (.boolean(let left), .boolean(let right)):
      return left == right ? .equal : right ? .less : .greater
    case (.dateTime(let left), .dateTime(let right)):
      return left.compare(right, implicitTimeZone: zone)
    case (.date(let left), .date(let right)):
      return left.compare(right, implicitTimeZone: zone)
    case (.time(let left), .time(let right)):
      return left.compare(right, implicitTimeZone: zone)
    case (.gregorian(let left), .gregorian(let right)):
      return left.compare(right, implicitTimeZone: zone)
    default:
      if let left = duration, let right = other.duration { return left.compare(right) }
      return NumericPair(self, other).map { $0.order }
    }
  }

  /// Whether both values are equal, or nil where that cannot be told.
  ///
  /// Nil is for values of different kinds, and for dates and times whose order is not determined. The
  /// equality of durations always is.
  public func equals(_ other: XSDValue, implicitTimeZone zone: XSDTimeZone? = nil) -> Bool? {
    if let left = duration, let right = other.duration { return left == right }
    return compare(other, implicitTimeZone: zone).map { $0 == .equal }
  }

  /// The duration, of whichever of the three types.
  var duration: XSDDuration? {
    switch self {
    case .duration(let value), .dayTimeDuration(let value), .yearMonthDuration(let value): value
    default: nil
    }
  }
}

/// Two numbers in the type that both are promoted to.
enum NumericPair {
  case integers(XSDInteger, XSDInteger)
  case decimals(XSDDecimal, XSDDecimal)
  case floats(Float, Float)
  case doubles(Double, Double)

  /// Nil where one is not a number.
  init?(_ left: XSDValue, _ right: XSDValue) {
    switch (left, right) {
    case (.integer(let left), .integer(let right)):
      self = .integers(left, right)
    case (.double(let left), _):
      guard let right = right.asDouble else { return nil }
      self = .doubles(left, right)
    case (_, .double(let right)):
      guard let left = left.asDouble else { return nil }
      self = .doubles(left, right)
    case (.float(let left), _):
      guard let right = right.asFloat else { return nil }
      self = .floats(left, right)
    case (_, .float(let right)):
      guard let left = left.asFloat else { return nil }
      self = .floats(left, right)
    default:
      guard let left = left.asDecimal, let right = right.asDecimal else { return nil }
      self = .decimals(left, right)
    }
  }

  var order: XSDOrder {
    switch self {
    case .integers(let left, let right): XSDOrder(left, right)
    case .decimals(let left, let right): XSDOrder(left, right)
    case .floats(let left, let right):
      left.isNaN || right.isNaN ? .unordered : XSDOrder(left, right)
    case .doubles(let left, let right):
      left.isNaN || right.isNaN ? .unordered : XSDOrder(left, right)
    }
  }
}

extension XSDValue {
  /// The integer or decimal as a decimal, else nil.
  public var asDecimal: XSDDecimal? {
    switch self {
    case .integer(let value): XSDDecimal(value)
    case .decimal(let value): value
    default: nil
    }
  }

  /// The number as the nearest float, or nil for what is no number, or a double.
  public var asFloat: Float? {
    switch self {
    case .float(let value): value
    case .decimal, .integer: XSDFloatingPoint.parseFloat(canonicalForm)
    default: nil
    }
  }

  /// The number as the nearest double, or nil for what is no number.
  public var asDouble: Double? {
    switch self {
    case .double(let value): return value
    case .float(let value): return Double(value)
    case .integer(let value):
      // The conversion of a machine word rounds to nearest.
      if let word = value.int64 { return Double(word) }
      return XSDFloatingPoint.parseDouble(value.canonicalForm)
    case .decimal(let value): return XSDFloatingPoint.parseDouble(value.canonicalForm)
    default: return nil
    }
  }
}
