// The arithmetic of SPARQL: numbers, and dates and times with durations.
//
// Integers stay integers, but for a quotient, which is a decimal. A type error is nil, and so is a
// division of integers or decimals by zero; floats and doubles follow IEEE 754.

extension XSDValue {
  /// The sum: of numbers, of a date or time and a duration (in either order), or of durations.
  public func adding(_ other: XSDValue) -> XSDValue? {
    if let pair = NumericPair(self, other) {
      return switch pair {
      case .integers(let left, let right): .integer(left + right)
      case .decimals(let left, let right): .decimal(left + right)
      case .floats(let left, let right): .float(left + right)
      case .doubles(let left, let right): .double(left + right)
      }
    }
    switch (self, other) {
    case (.dayTimeDuration(let left), .dayTimeDuration(let right)):
      return left.adding(right).map { .dayTimeDuration($0) }
    case (.yearMonthDuration(let left), .yearMonthDuration(let right)):
      return left.adding(right).map { .yearMonthDuration($0) }
    default:
      if let duration = other.duration { return adding(duration) }
      return duration.flatMap { other.adding($0) }
    }
  }

  /// The difference of numbers, dates, times or durations.
  ///
  /// Of two dates or times it is a dayTimeDuration, a missing zone taken as `implicitTimeZone` or as
  /// UTC; of a date or time and a duration it is the earlier date or time.
  public func subtracting(
    _ other: XSDValue, implicitTimeZone zone: XSDTimeZone? = nil
  ) -> XSDValue? {
    if let pair = NumericPair(self, other) {
      return switch pair {
      case .integers(let left, let right): .integer(left - right)
      case .decimals(let left, let right): .decimal(left - right)
      case .floats(let left, let right): .float(left - right)
      case .doubles(let left, let right): .double(left - right)
      }
    }
    switch (self, other) {
    case (.dateTime(let left), .dateTime(let right)):
      return left.subtracting(right, implicitTimeZone: zone).map { .dayTimeDuration($0) }
    case (.date(let left), .date(let right)):
      return left.subtracting(right, implicitTimeZone: zone).map { .dayTimeDuration($0) }
    case (.time(let left), .time(let right)):
      return left.subtracting(right, implicitTimeZone: zone).map { .dayTimeDuration($0) }
    case (.dayTimeDuration(let left), .dayTimeDuration(let right)):
      return left.adding(-right).map { .dayTimeDuration($0) }
    case (.yearMonthDuration(let left), .yearMonthDuration(let right)):
      return left.adding(-right).map { .yearMonthDuration($0) }
    default:
      return other.duration.flatMap { adding(-$0) }
    }
  }

  /// The product of two numbers.
  public func multiplied(by other: XSDValue) -> XSDValue? {
    guard let pair = NumericPair(self, other) else { return nil }
    return switch pair {
    case .integers(let left, let right): .integer(left * right)
    case .decimals(let left, let right): .decimal(left * right)
    case .floats(let left, let right): .float(left * right)
    case .doubles(let left, let right): .double(left * right)
    }
  }

  /// The quotient of two numbers; of two integers a decimal, see ``XSDDecimal/divided(by:)``.
  public func divided(by other: XSDValue) -> XSDValue? {
    guard let pair = NumericPair(self, other) else { return nil }
    return switch pair {
    case .integers(let left, let right):
      XSDDecimal(left).divided(by: XSDDecimal(right)).map { .decimal($0) }
    case .decimals(let left, let right): left.divided(by: right).map { .decimal($0) }
    case .floats(let left, let right): .float(left / right)
    case .doubles(let left, let right): .double(left / right)
    }
  }

  /// The number or duration with the other sign.
  public var negated: XSDValue? {
    switch self {
    case .integer(let value): .integer(-value)
    case .decimal(let value): .decimal(-value)
    case .float(let value): .float(-value)
    case .double(let value): .double(-value)
    case .duration(let value): .duration(-value)
    case .dayTimeDuration(let value): .dayTimeDuration(-value)
    case .yearMonthDuration(let value): .yearMonthDuration(-value)
    default: nil
    }
  }

  private func adding(_ duration: XSDDuration) -> XSDValue? {
    switch self {
    case .dateTime(let value): value.adding(duration).map { .dateTime($0) }
    case .date(let value): value.adding(duration).map { .date($0) }
    case .time(let value): value.adding(duration).map { .time($0) }
    default: nil
    }
  }
}
