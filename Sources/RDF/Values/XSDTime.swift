// xsd:time: a time of day, as on the reference day 1972-12-31; 24:00:00 is 00:00:00.

/// A value of `xsd:time`.
///
/// `==` is identity: the same clock and the same zone.
public struct XSDTime: Hashable, Sendable {
  /// Seconds since midnight on the clock of the value's own zone, below 86,400.
  public let secondOfDay: Int
  /// The fraction of the second, in units of 10^-18 s, below 10^18.
  public let attoseconds: UInt64
  /// The zone, or nil.
  public let timeZone: XSDTimeZone?

  /// Makes a time, or nil where there is none such.
  public init?(secondOfDay: Int, attoseconds: UInt64 = 0, timeZone: XSDTimeZone?) {
    guard (0..<GregorianCalendar.secondsPerDay).contains(secondOfDay),
      attoseconds < attosecondsPerSecond
    else { return nil }
    self.init(unchecked: secondOfDay, attoseconds: attoseconds, timeZone: timeZone)
  }

  init(unchecked secondOfDay: Int, attoseconds: UInt64, timeZone: XSDTimeZone?) {
    self.secondOfDay = secondOfDay
    self.attoseconds = attoseconds
    self.timeZone = timeZone
  }

  /// Hour, minute and whole second.
  public var fields: (hour: Int, minute: Int, second: Int) {
    (secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60)
  }

  /// The second of the minute with its fraction: SPARQL's SECONDS.
  public var seconds: XSDDecimal {
    XSDDecimal(
      coefficient: Int128(secondOfDay % 60) * Int128(attosecondsPerSecond) + Int128(attoseconds),
      scale: 18)
  }

  var instant: TimelineInstant {
    TimelineInstant(localSeconds: secondOfDay, attoseconds: attoseconds, timeZone: timeZone)
  }

  /// The order of both on one day; nil as for ``XSDDateTime/compare(_:implicitTimeZone:)``.
  public func compare(_ other: XSDTime, implicitTimeZone: XSDTimeZone? = nil) -> XSDOrder? {
    instant.compare(other.instant, implicitTimeZone: implicitTimeZone)
  }
}

extension XSDTime: XSDLexicalValue {
  /// Reads `hh:mm:ss(.s+)?(Z|(+|-)hh:mm)?`; allocates nothing.
  public static func parse(_ bytes: Span<UInt8>, isCanonical: inout Bool) -> XSDTime? {
    var reader = DateTimeReader()
    guard let (seconds, attoseconds) = reader.time(bytes),
      let zone = reader.timeZoneAtEnd(bytes)
    else { return nil }
    isCanonical = reader.isCanonical
    return XSDTime(
      unchecked: seconds % GregorianCalendar.secondsPerDay, attoseconds: attoseconds,
      timeZone: zone)
  }

  /// Appends the form with the value's own zone, the fraction without zeros at its end.
  public func appendCanonicalForm(to output: inout [UInt8]) {
    output.append(secondOfDay: secondOfDay, attoseconds: attoseconds)
    timeZone?.appendCanonicalForm(to: &output)
  }
}
