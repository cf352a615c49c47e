// xsd:duration, and its subtypes dayTimeDuration and yearMonthDuration.
//
//     P1Y2M3DT4H5.5S  =  14 months and 273905.5 seconds
//
// Months and seconds do not convert into each other, so a duration is the pair, of one sign. Its order
// is partial: P1M is longer than P27D and shorter than P32D, but P30D is neither.

/// A value of `xsd:duration`, `xsd:dayTimeDuration` or `xsd:yearMonthDuration`.
public struct XSDDuration: Hashable, Sendable {
  /// Which lexical forms are taken.
  public enum Kind: Hashable, Sendable {
    /// `xsd:duration`: all parts.
    case full
    /// `xsd:dayTimeDuration`: days and smaller.
    case dayTime
    /// `xsd:yearMonthDuration`: years and months.
    case yearMonth
  }

  /// Months, of the same sign as the seconds.
  public let months: Int
  /// Seconds in units of 10^-18 s; whole seconds are within 64 bits.
  public let attoseconds: Int128

  private static let attosecondBound = Int128(Int.max - 1) * Int128(attosecondsPerSecond)

  /// Zero.
  public static let zero = XSDDuration(uncheckedMonths: 0, attoseconds: 0)

  private init(uncheckedMonths months: Int, attoseconds: Int128) {
    self.months = months
    self.attoseconds = attoseconds
  }

  /// Makes a duration, or nil where the parts differ in sign or the seconds are beyond 64 bits.
  public init?(months: Int, attoseconds: Int128) {
    guard attoseconds.magnitude <= Self.attosecondBound.magnitude, months > Int.min,
      months == 0 || attoseconds == 0 || (months < 0) == (attoseconds < 0)
    else { return nil }
    self.init(uncheckedMonths: months, attoseconds: attoseconds)
  }

  /// Makes a duration of whole seconds, or nil at the ends of 64 bits.
  public init?(seconds: Int) {
    self.init(months: 0, attoseconds: Int128(seconds) * Int128(attosecondsPerSecond))
  }

  /// The seconds as a decimal.
  public var seconds: XSDDecimal { XSDDecimal(coefficient: attoseconds, scale: 18) }

  /// The duration of the opposite direction.
  public static prefix func - (value: XSDDuration) -> XSDDuration {
    // Neither part is the least of its type, see `init`.
    XSDDuration(uncheckedMonths: -value.months, attoseconds: -value.attoseconds)
  }

  /// The sum, or nil where its parts differ in sign or are too large.
  public func adding(_ other: XSDDuration) -> XSDDuration? {
    let (months, overflowed) = months.addingReportingOverflow(other.months)
    if overflowed { return nil }
    // Both are below 2^123, so the sum is below 2^124.
    return XSDDuration(months: months, attoseconds: attoseconds + other.attoseconds)
  }
}

extension XSDDuration {
  /// The partial order of XML Schema: nil where it depends on when the duration starts.
  ///
  /// Decided, as section 3.3.6.1 of part 2 has it, by adding both to four instants that differ in the
  /// lengths of the months that follow.
  public func compare(_ other: XSDDuration) -> XSDOrder? {
    if self == other { return .equal }
    if months == other.months { return XSDOrder(attoseconds, other.attoseconds) }
    var agreed: XSDOrder?
    for reference in Self.referenceMonths {
      let order = orderOfEnds(other, from: reference)
      if let agreed, agreed != order { return nil }
      agreed = order
    }
    return agreed
  }

  /// The months whose first days are the four instants.
  static let referenceMonths = [(year: 1696, month: 9), (1697, 2), (1903, 3), (1903, 7)]

  /// The order of where both end that start at the first of a month.
  func orderOfEnds(_ other: XSDDuration, from start: (year: Int, month: Int)) -> XSDOrder {
    let own = end(fromYear: start.year, month: start.month)
    let others = other.end(fromYear: start.year, month: start.month)
    return own.seconds == others.seconds
      ? XSDOrder(own.attoseconds, others.attoseconds) : XSDOrder(own.seconds, others.seconds)
  }

  /// Where the duration ends that starts at the first of a month, midnight UTC: seconds since 1970.
  ///
  /// Months may be up to 2^63, more than the years of a date, so this counts in 128 bits, whole cycles
  /// of 400 years first: 2^63 months are below 2^68 days and 2^85 seconds.
  private func end(fromYear year: Int, month: Int) -> (seconds: Int128, attoseconds: UInt64) {
    let total = Int128(year) * 12 + Int128(month - 1) + Int128(months)
    let cycleMonths: Int128 = 4800
    var (cycles, rest) = total.quotientAndRemainder(dividingBy: cycleMonths)
    if rest < 0 {
      rest += cycleMonths
      cycles -= 1
    }
    let within = GregorianCalendar.day(year: Int(rest) / 12, month: Int(rest) % 12 + 1, day: 1)
    let days = cycles * 146_097 + Int128(within)
    // Whole seconds of a duration are within 64 bits, so there is always a result.
    let (seconds, fraction) = splitAttoseconds(attoseconds) ?? (0, 0)
    return (days * 86_400 + Int128(seconds), fraction)
  }
}
