// xsd:date: a day, kept as a count so that order and arithmetic are those of integers.

/// A value of `xsd:date`.
///
/// `==` is identity: the same day and the same zone.
public struct XSDDate: Hashable, Sendable {
  /// Days from 1970-01-01; negative before.
  public let localDays: Int
  /// The zone, or nil.
  public let timeZone: XSDTimeZone?

  private static let leastDay =
    GregorianCalendar.day(year: -XSDLimits.yearMagnitude, month: 1, day: 1)
  private static let greatestDay =
    GregorianCalendar.day(year: XSDLimits.yearMagnitude, month: 12, day: 31)

  /// Makes a date, or nil beyond the years of ``XSDLimits``.
  public init?(localDays: Int, timeZone: XSDTimeZone?) {
    guard localDays >= Self.leastDay, localDays <= Self.greatestDay else { return nil }
    self.init(unchecked: localDays, timeZone: timeZone)
  }

  /// Makes a date of its fields, or nil where there is no such day.
  public init?(year: Int, month: Int, day: Int, timeZone: XSDTimeZone?) {
    guard year.magnitude <= XSDLimits.yearMagnitude, (1...12).contains(month), day >= 1,
      day <= GregorianCalendar.daysInMonth(month, of: year)
    else { return nil }
    self.init(
      unchecked: GregorianCalendar.day(year: year, month: month, day: day), timeZone: timeZone)
  }

  /// The day is within the years of ``XSDLimits``.
  init(unchecked localDays: Int, timeZone: XSDTimeZone?) {
    self.localDays = localDays
    self.timeZone = timeZone
  }

  /// Year, month and day.
  public var fields: (year: Int, month: Int, day: Int) {
    GregorianCalendar.date(ofDay: localDays)
  }

  /// Midnight at the start of the day, in the same zone.
  public var startOfDay: XSDDateTime? {
    XSDDateTime(localSeconds: localDays * GregorianCalendar.secondsPerDay, timeZone: timeZone)
  }

  var instant: TimelineInstant {
    TimelineInstant(
      localSeconds: localDays * GregorianCalendar.secondsPerDay, attoseconds: 0,
      timeZone: timeZone)
  }

  /// The order of the starts of both days; nil as for ``XSDDateTime/compare(_:implicitTimeZone:)``.
  public func compare(_ other: XSDDate, implicitTimeZone: XSDTimeZone? = nil) -> XSDOrder? {
    instant.compare(other.instant, implicitTimeZone: implicitTimeZone)
  }
}

extension XSDDate: XSDLexicalValue {
  /// Reads `-?YYYY-MM-DD(Z|(+|-)hh:mm)?`; allocates nothing.
  public static func parse(_ bytes: Span<UInt8>, isCanonical: inout Bool) -> XSDDate? {
    var reader = DateTimeReader()
    guard let day = reader.day(bytes), let zone = reader.timeZoneAtEnd(bytes) else { return nil }
    isCanonical = reader.isCanonical
    return XSDDate(unchecked: day, timeZone: zone)
  }

  /// Appends the form with the value's own zone.
  public func appendCanonicalForm(to output: inout [UInt8]) {
    output.append(day: localDays)
    timeZone?.appendCanonicalForm(to: &output)
  }
}
