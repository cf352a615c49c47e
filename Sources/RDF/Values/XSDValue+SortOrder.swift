// An order for sorting: as the comparisons of SPARQL have it, made total within each kind of value.
//
// What those leave open, or decide in circles, is settled so that sorting has a transitive order:
//
//     numbers        as exact numbers: 2^53 + 1 is after the double 2^53, though "=" rounds both to one
//                    double; NaN before all others
//     dates, times   a missing zone is the implicit one, or UTC
//     durations      by where they end that start in September 1696; those that end there together by
//                    the three other instants by which XML Schema compares durations
//
// Where `compare` says less, so does this: rounding never turns an order around, a determined order of
// dates holds for any zone, and one of durations for each of the four instants.

/// What values are compared with each other at all.
public enum XSDValueKind: Int, Hashable, Sendable {
  /// Integers, decimals, floats and doubles.
  case number
  /// Booleans.
  case boolean
  /// Instants.
  case dateTime
  /// Days.
  case date
  /// Times of day.
  case time
  /// Years.
  case gYear
  /// Months of a year.
  case gYearMonth
  /// Months.
  case gMonth
  /// Days of a month.
  case gMonthDay
  /// Days of any month.
  case gDay
  /// Durations of all three types.
  case duration
  /// Strings.
  case string
}

extension XSDValue {
  /// The kind: values of different kinds are never equal, and have no order by SPARQL.
  public var kind: XSDValueKind {
    switch self {
    case .integer, .decimal, .float, .double: .number
    case .boolean: .boolean
    case .dateTime: .dateTime
    case .date: .date
    case .time: .time
    case .gregorian(let value):
      switch value.kind {
      case .year: .gYear
      case .yearMonth: .gYearMonth
      case .month: .gMonth
      case .monthDay: .gMonthDay
      case .day: .gDay
      }
    case .duration, .dayTimeDuration, .yearMonthDuration: .duration
    case .string: .string
    }
  }

  /// Milliseconds from 1970-01-01T00:00Z to a dateTime or to the start of a date; nil for other kinds.
  ///
  /// Rounded down; a missing zone is taken as UTC, and what does not fit a word is its least or greatest.
  public var unixMilliseconds: Int? {
    let instant: TimelineInstant
    switch self {
    case .dateTime(let value): instant = value.instant
    case .date(let value): instant = value.instant
    default: return nil
    }
    let seconds = instant.localSeconds - (instant.timeZone?.minutes ?? 0) * 60
    let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
    if overflow { return seconds < 0 ? .min : .max }
    return milliseconds + Int(instant.attoseconds / 1_000_000_000_000_000)
  }

  /// The order of two values of one kind, or nil for different kinds; never ``XSDOrder/unordered``.
  public func sortOrder(_ other: XSDValue, implicitTimeZone zone: XSDTimeZone? = nil) -> XSDOrder? {
    switch (self, other) {
    case (.string(let left), .string(let right)):
      let order = compareCodePoints(left.string, right.string)
      return XSDOrder(order, 0)
    case (.dateTime(let left), .dateTime(let right)):
      return left.instant.sortOrder(right.instant, implicit: zone)
    case (.date(let left), .date(let right)):
      return left.instant.sortOrder(right.instant, implicit: zone)
    case (.time(let left), .time(let right)):
      return left.instant.sortOrder(right.instant, implicit: zone)
    case (.gregorian(let left), .gregorian(let right)):
      return left.kind == right.kind
        ? left.instant.sortOrder(right.instant, implicit: zone) : nil
    case (.boolean(let left), .boolean(let right)):
      return left == right ? .equal : right ? .less : .greater
    default:
      if let left = duration, let right = other.duration { return left.sortOrder(right) }
      return exactNumericOrder(other)
    }
  }

  private func exactNumericOrder(_ other: XSDValue) -> XSDOrder? {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): return XSDOrder(left, right)
    case (.integer, .decimal), (.decimal, .integer), (.decimal, .decimal):
      guard let left = asDecimal, let right = other.asDecimal else { return nil }
      return XSDOrder(left, right)
    case (.integer, _), (.decimal, _):
      return other.binary.flatMap { exactOrder(ofBinary: $0) }?.reversed
    case (_, .integer), (_, .decimal):
      return binary.flatMap { other.exactOrder(ofBinary: $0) }
    default:
      guard let left = binary, let right = other.binary else { return nil }
      if left.isNaN || right.isNaN {
        return left.isNaN == right.isNaN ? .equal : left.isNaN ? .less : .greater
      }
      return XSDOrder(left, right)
    }
  }

  /// The float or double; every float is a double.
  private var binary: Double? {
    switch self {
    case .float(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  /// How `binary` stands to this integer or decimal.
  private func exactOrder(ofBinary binary: Double) -> XSDOrder? {
    if binary.isNaN || binary == -.infinity { return .less }
    if binary == .infinity { return .greater }
    // Within 2^53 every integer is a double.
    if case .integer(let integer) = self, let word = integer.int64, word.magnitude <= 1 << 53 {
      return XSDOrder(binary, Double(word))
    }
    guard let exact = XSDDecimal(exactly: binary), let own = asDecimal else { return nil }
    return XSDOrder(exact, own)
  }
}

extension TimelineInstant {
  fileprivate func sortOrder(_ other: TimelineInstant, implicit: XSDTimeZone?) -> XSDOrder {
    let zone = implicit ?? .utc
    let seconds = localSeconds - (timeZone ?? zone).minutes * 60
    let others = other.localSeconds - (other.timeZone ?? zone).minutes * 60
    return seconds == others
      ? XSDOrder(attoseconds, other.attoseconds) : XSDOrder(seconds, others)
  }
}

extension XSDDuration {
  fileprivate func sortOrder(_ other: XSDDuration) -> XSDOrder {
    if months == other.months { return XSDOrder(attoseconds, other.attoseconds) }
    for reference in Self.referenceMonths {
      let order = orderOfEnds(other, from: reference)
      if order != .equal { return order }
    }
    return .equal
  }
}
