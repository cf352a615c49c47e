// Order of dates and times, with and without a time zone (XML Schema 1.1 part 2, appendix D.3 and E).
//
//     local seconds since 1970, fraction        time zone, or nil
//
// With zones on both sides, or on neither, the instants compare as numbers. Where one side has none it
// stands for a stretch of 28 hours (any zone from +14:00 to -14:00): it is before or after the other only
// where the whole stretch is, and otherwise the order is not determined. SPARQL engines may name an
// implicit zone instead.

struct TimelineInstant {
  /// As shown on the clock of its own zone.
  var localSeconds: Int
  var attoseconds: UInt64
  var timeZone: XSDTimeZone?

  /// Nil where the order is not determined.
  @inline(__always)
  func compare(_ other: TimelineInstant, implicitTimeZone: XSDTimeZone?) -> XSDOrder? {
    switch (timeZone ?? implicitTimeZone, other.timeZone ?? implicitTimeZone) {
    case (nil, nil):
      return order(0, other, 0)
    case (let own?, let others?):
      return order(own.minutes, other, others.minutes)
    case (let own?, nil):
      // In zone +14:00 an instant is earliest.
      if order(own.minutes, other, 840) == .less { return .less }
      return order(own.minutes, other, -840) == .greater ? .greater : nil
    case (nil, let others?):
      if order(-840, other, others.minutes) == .less { return .less }
      return order(840, other, others.minutes) == .greater ? .greater : nil
    }
  }

  @inline(__always)
  private func order(_ zone: Int, _ other: TimelineInstant, _ otherZone: Int) -> XSDOrder {
    let seconds = localSeconds - zone * 60
    let otherSeconds = other.localSeconds - otherZone * 60
    if seconds != otherSeconds { return seconds < otherSeconds ? .less : .greater }
    return XSDOrder(attoseconds, other.attoseconds)
  }

  /// Whether both are the same instant: never where one alone has a zone, and nil where the order is
  /// not determined.
  func equals(_ other: TimelineInstant, implicitTimeZone: XSDTimeZone?) -> Bool? {
    compare(other, implicitTimeZone: implicitTimeZone).map { $0 == .equal }
  }
}

/// Attoseconds in a second.
let attosecondsPerSecond: UInt64 = 1_000_000_000_000_000_000

extension TimelineInstant {
  /// Local attoseconds since 1970; years are bounded, so this is below 2^123.
  var localAttoseconds: Int128 {
    Int128(localSeconds) * Int128(attosecondsPerSecond) + Int128(attoseconds)
  }

  /// Attoseconds since 1970 in UTC, a missing zone taken as `implicit`.
  func attoseconds(implicit: XSDTimeZone?) -> Int128 {
    let offsetSeconds = ((timeZone ?? implicit)?.minutes ?? 0) * 60
    return localAttoseconds - Int128(offsetSeconds) * Int128(attosecondsPerSecond)
  }
}

/// Splits attoseconds into whole seconds, rounded down, and the rest; nil beyond 64 bits of seconds.
func splitAttoseconds(_ value: Int128) -> (seconds: Int, attoseconds: UInt64)? {
  var (seconds, rest) = value.quotientAndRemainder(dividingBy: Int128(attosecondsPerSecond))
  if rest < 0 {
    seconds -= 1
    rest += Int128(attosecondsPerSecond)
  }
  return Int(exactly: seconds).map { ($0, UInt64(rest)) }
}
