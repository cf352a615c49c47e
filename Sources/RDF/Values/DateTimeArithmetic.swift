// Dates and times plus durations, and their differences.
//
// XML Schema 1.1 part 2, appendix E.3.3: months move first, the day is cut back to the length of the
// month that results (31 January + 1 month is 28 or 29 February), then the seconds are added. All on the
// value's own clock; its zone stays. Nil is beyond the years of `XSDLimits`, or a type error.

extension XSDDateTime {
  /// The dateTime that is `duration` later.
  public func adding(_ duration: XSDDuration) -> XSDDateTime? {
    let secondsPerDay = GregorianCalendar.secondsPerDay
    guard let moved = date.adding(months: duration.months) else { return nil }
    let start = TimelineInstant(
      localSeconds: moved.localDays * secondsPerDay + floorRemainder(localSeconds, secondsPerDay),
      attoseconds: attoseconds, timeZone: timeZone)
    // Both are below 2^123, so the sum is below 2^124.
    guard let end = splitAttoseconds(start.localAttoseconds + duration.attoseconds)
    else { return nil }
    return XSDDateTime(
      localSeconds: end.seconds, attoseconds: end.attoseconds, timeZone: timeZone)
  }

  /// The time from `other` to this, as a dayTimeDuration; a missing zone is taken as `implicitTimeZone`,
  /// or as UTC.
  public func subtracting(
    _ other: XSDDateTime, implicitTimeZone: XSDTimeZone? = nil
  ) -> XSDDuration? {
    instant.since(other.instant, implicit: implicitTimeZone)
  }
}

extension XSDDate {
  /// The day on which the time `duration` after this day's start falls.
  public func adding(_ duration: XSDDuration) -> XSDDate? {
    startOfDay.flatMap { $0.adding(duration) }?.date
  }

  /// The time between the starts of both days, as a dayTimeDuration; a missing zone is taken as
  /// `implicitTimeZone`, or as UTC.
  public func subtracting(
    _ other: XSDDate, implicitTimeZone: XSDTimeZone? = nil
  ) -> XSDDuration? {
    instant.since(other.instant, implicit: implicitTimeZone)
  }

  func adding(months: Int) -> XSDDate? {
    if months == 0 { return self }
    let (year, month, day) = fields
    let (total, overflowed) = (year * 12 + month - 1).addingReportingOverflow(months)
    let newYear = floorDivide(total, 12)
    guard !overflowed, newYear.magnitude <= XSDLimits.yearMagnitude else { return nil }
    let newMonth = floorRemainder(total, 12) + 1
    return XSDDate(
      year: newYear, month: newMonth,
      day: min(day, GregorianCalendar.daysInMonth(newMonth, of: newYear)), timeZone: timeZone)
  }
}

extension XSDTime {
  /// The time of day that is `duration` later, or nil where the duration has months.
  public func adding(_ duration: XSDDuration) -> XSDTime? {
    guard duration.months == 0,
      let end = splitAttoseconds(instant.localAttoseconds + duration.attoseconds)
    else { return nil }
    return XSDTime(
      unchecked: floorRemainder(end.seconds, GregorianCalendar.secondsPerDay),
      attoseconds: end.attoseconds, timeZone: timeZone)
  }

  /// The time from `other` to this on one day, as a dayTimeDuration; a missing zone is taken as
  /// `implicitTimeZone`, or as UTC.
  public func subtracting(
    _ other: XSDTime, implicitTimeZone: XSDTimeZone? = nil
  ) -> XSDDuration? {
    instant.since(other.instant, implicit: implicitTimeZone)
  }
}

extension TimelineInstant {
  fileprivate func since(_ other: TimelineInstant, implicit: XSDTimeZone?) -> XSDDuration? {
    XSDDuration(
      months: 0,
      attoseconds: attoseconds(implicit: implicit) - other.attoseconds(implicit: implicit))
  }
}
