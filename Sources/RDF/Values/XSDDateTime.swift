// xsd:dateTime.
//
// Kept as what orders it, seconds and a fraction on the clock of its own zone, with the zone beside;
// year, month and day are worked out when they are asked for. 24:00:00 is the next day's 00:00:00.
//
// `==` is identity: the same local time and the same zone. For the instants of two zones use `compare`.

/// A value of `xsd:dateTime`.
public struct XSDDateTime: Hashable, Sendable {
  /// Seconds from 1970-01-01T00:00:00 on the clock of the value's own zone; negative before.
  public let localSeconds: Int
  /// The fraction of the second, in units of 10^-18 s, below 10^18.
  public let attoseconds: UInt64
  /// The zone, or nil.
  public let timeZone: XSDTimeZone?

  private static let leastSecond =
    GregorianCalendar.day(year: -XSDLimits.yearMagnitude, month: 1, day: 1)
    * GregorianCalendar.secondsPerDay
  private static let endSecond =
    GregorianCalendar.day(year: XSDLimits.yearMagnitude + 1, month: 1, day: 1)
    * GregorianCalendar.secondsPerDay

  /// Makes a dateTime, or nil beyond the years of ``XSDLimits`` or for a fraction of a whole second.
  public init?(localSeconds: Int, attoseconds: UInt64 = 0, timeZone: XSDTimeZone?) {
    guard localSeconds >= Self.leastSecond, localSeconds < Self.endSecond,
      attoseconds < attosecondsPerSecond
    else { return nil }
    self.localSeconds = localSeconds
    self.attoseconds = attoseconds
    self.timeZone = timeZone
  }

  /// Makes a dateTime of a date and a time of day, the fields as they are written.
  public init?(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, attoseconds: UInt64 = 0,
    timeZone: XSDTimeZone?
  ) {
    guard let date = XSDDate(year: year, month: month, day: day, timeZone: nil),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    let seconds =
      date.localDays * GregorianCalendar.secondsPerDay + hour * 3600 + minute * 60 + second
    self.init(localSeconds: seconds, attoseconds: attoseconds, timeZone: timeZone)
  }

  /// The day, in the value's own zone.
  public var date: XSDDate {
    XSDDate(
      unchecked: floorDivide(localSeconds, GregorianCalendar.secondsPerDay), timeZone: timeZone)
  }

  /// The time of day, in the value's own zone.
  public var time: XSDTime {
    XSDTime(
      unchecked: floorRemainder(localSeconds, GregorianCalendar.secondsPerDay),
      attoseconds: attoseconds, timeZone: timeZone)
  }

  var instant: TimelineInstant {
    TimelineInstant(localSeconds: localSeconds, attoseconds: attoseconds, timeZone: timeZone)
  }

  /// The order on the time line, or nil where one has no zone and the other is within 14 hours; a
  /// missing zone is taken as `implicitTimeZone` where that is given.
  public func compare(
    _ other: XSDDateTime, implicitTimeZone: XSDTimeZone? = nil
  ) -> XSDOrder? {
    instant.compare(other.instant, implicitTimeZone: implicitTimeZone)
  }
}

extension XSDDateTime: XSDLexicalValue {
  /// Reads `-?YYYY-MM-DDThh:mm:ss(.s+)?(Z|(+|-)hh:mm)?`; allocates nothing.
  public static func parse(_ bytes: Span<UInt8>, isCanonical: inout Bool) -> XSDDateTime? {
    var reader = DateTimeReader()
    guard let day = reader.day(bytes), reader.take(ASCII.upperT, bytes),
      let (seconds, attoseconds) = reader.time(bytes), let zone = reader.timeZoneAtEnd(bytes)
    else { return nil }
    isCanonical = reader.isCanonical
    return XSDDateTime(
      localSeconds: day * GregorianCalendar.secondsPerDay + seconds, attoseconds: attoseconds,
      timeZone: zone)
  }

  /// Appends the form with the value's own zone, the fraction without zeros at its end.
  public func appendCanonicalForm(to output: inout [UInt8]) {
    output.append(day: floorDivide(localSeconds, GregorianCalendar.secondsPerDay))
    output.append(ASCII.upperT)
    output.append(
      secondOfDay: floorRemainder(localSeconds, GregorianCalendar.secondsPerDay),
      attoseconds: attoseconds)
    timeZone?.appendCanonicalForm(to: &output)
  }
}
