// xsd:gYear, gYearMonth, gMonth, gMonthDay and gDay: parts of a date that recur or span.

/// A value of one of the five Gregorian types.
///
/// `==` is identity, the zone included.
public struct XSDGregorian: Hashable, Sendable {
  /// Which of the types.
  public enum Kind: Hashable, Sendable {
    /// `xsd:gYear`, as `2004`.
    case year
    /// `xsd:gYearMonth`, as `2004-04`.
    case yearMonth
    /// `xsd:gMonth`, as `--04`.
    case month
    /// `xsd:gMonthDay`, as `--04-12`.
    case monthDay
    /// `xsd:gDay`, as `---12`.
    case day
  }

  /// The type.
  public let kind: Kind
  /// The year, or nil where the type has none.
  public let year: Int?
  /// The month, or nil where the type has none.
  public let month: Int?
  /// The day of the month, or nil where the type has none.
  public let day: Int?
  /// The zone, or nil.
  public let timeZone: XSDTimeZone?

  /// The value of `lexicalForm` in the type `kind`, or nil where there is none.
  public init?(_ lexicalForm: String, kind: Kind) {
    var isCanonical = false
    let value = lexicalForm.withUTF8Span {
      Self.parse($0, kind: kind, isCanonical: &isCanonical)
    }
    guard let value else { return nil }
    self = value
  }

  private init(kind: Kind, year: Int?, month: Int?, day: Int?, timeZone: XSDTimeZone?) {
    self.kind = kind
    self.year = year
    self.month = month
    self.day = day
    self.timeZone = timeZone
  }

  /// The part of `date` that the type `kind` keeps.
  public init(_ date: XSDDate, kind: Kind) {
    let (year, month, day) = date.fields
    self.init(
      kind: kind, year: kind == .year || kind == .yearMonth ? year : nil,
      month: kind == .year || kind == .day ? nil : month,
      day: kind == .monthDay || kind == .day ? day : nil, timeZone: date.timeZone)
  }

  /// The value of `bytes` in the type `kind`, or nil where they are not in its lexical space.
  public static func parse(
    _ bytes: Span<UInt8>, kind: Kind, isCanonical: inout Bool
  ) -> XSDGregorian? {
    var reader = DateTimeReader()
    var year: Int?
    var month: Int?
    var day: Int?
    switch kind {
    case .year, .yearMonth:
      year = reader.year(bytes)
      guard year != nil else { return nil }
    case .month, .monthDay, .day:
      guard reader.take(ASCII.minus, bytes) else { return nil }
    }
    if kind == .yearMonth || kind == .month || kind == .monthDay {
      guard reader.take(ASCII.minus, bytes) else { return nil }
      month = reader.twoDigits(bytes, in: 1...12)
      guard month != nil else { return nil }
    } else if kind == .day {
      guard reader.take(ASCII.minus, bytes) else { return nil }
    }
    if kind == .monthDay || kind == .day {
      guard reader.take(ASCII.minus, bytes) else { return nil }
      // A month and day of any year: 2000 has a leap day; January, the longest of months.
      let longest = GregorianCalendar.daysInMonth(month ?? 1, of: 2000)
      day = reader.twoDigits(bytes, in: 1...longest)
      guard day != nil else { return nil }
    }
    guard let zone = reader.timeZoneAtEnd(bytes) else { return nil }
    isCanonical = reader.isCanonical
    return XSDGregorian(kind: kind, year: year, month: month, day: day, timeZone: zone)
  }

  /// Appends the canonical form.
  public func appendCanonicalForm(to output: inout [UInt8]) {
    if let year { output.append(year: year) } else { output.append(ASCII.minus) }
    if let month {
      output.append(hyphenated: month)
    } else if day != nil {
      output.append(ASCII.minus)
    }
    if let day { output.append(hyphenated: day) }
    timeZone?.appendCanonicalForm(to: &output)
  }

  /// The canonical lexical form.
  public var canonicalForm: String {
    var output: [UInt8] = []
    appendCanonicalForm(to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// What is missing is filled in as appendix E.3 of the standard does: 1972, December, the last day.
  var instant: TimelineInstant {
    let year = year ?? 1972
    let month = month ?? 12
    let day = day ?? GregorianCalendar.daysInMonth(month, of: year)
    return TimelineInstant(
      localSeconds: GregorianCalendar.day(year: year, month: month, day: day)
        * GregorianCalendar.secondsPerDay, attoseconds: 0, timeZone: timeZone)
  }

  /// The order of two values of one type, else nil; nil also as for
  /// ``XSDDateTime/compare(_:implicitTimeZone:)``.
  public func compare(_ other: XSDGregorian, implicitTimeZone: XSDTimeZone? = nil) -> XSDOrder? {
    guard kind == other.kind else { return nil }
    return instant.compare(other.instant, implicitTimeZone: implicitTimeZone)
  }
}
