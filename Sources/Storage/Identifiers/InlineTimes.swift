// Inline dates and dateTimes.
//
//     date      minutes since 0001-01-01T00:00Z of the day's start (49 bits) │ zone (11 bits)
//     dateTime  milliseconds since 0001-01-01T00:00Z (49 bits)               │ zone (11 bits)
//
// The time stands first, so ids sort as points in time do; a value without zone sorts as if in UTC.
// Calendar arithmetic follows the proleptic Gregorian calendar (XML Schema 1.1 part 2, appendix E).

extension InlineValue {
  /// `YYYY-MM-DD` with a canonical zone or none.
  package static func date(_ text: Bytes) -> TermID? {
    guard text.count >= 10, let day = dayNumber(text),
      let zone = zone(text, from: 10)
    else { return nil }
    let minutes = day * 1440 - (zone ?? 0)
    return timePayload(kind: .date, time: minutes + 1440, zone: zone)
  }

  /// How many units of its time a day has in an inline date or dateTime: minutes or milliseconds.
  package static func timeUnitsADay(_ kind: TermKind) -> UInt64 {
    kind == .date ? 1_440 : 86_400_000
  }

  /// Milliseconds from 1970-01-01T00:00Z to an inline dateTime or to the start of an inline date; a value without zone
  /// is taken as one in UTC.
  package static func unixMilliseconds(_ id: TermID) -> Int {
    let time = Int(id.payload >> zoneBits)
    let sinceYear1 = id.kind == .date ? (time - 1_440) * 60_000 : time - 86_400_000
    return sinceYear1 - 719_162 * 86_400_000
  }

  /// `YYYY-MM-DDThh:mm:ss(.f{1,3})?` with a canonical zone or none.
  package static func dateTime(_ text: Bytes) -> TermID? {
    guard text.count >= 19, let day = dayNumber(text), text[10] == UInt8(ascii: "T"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let hour = twoDigits(text, 11), hour < 24, let minute = twoDigits(text, 14), minute < 60,
      let second = twoDigits(text, 17), second < 60
    else { return nil }
    var index = 19
    var milliseconds: Int64 = 0
    if index < text.count, text[index] == UInt8(ascii: ".") {
      guard let (value, end) = fraction(text, from: index + 1) else { return nil }
      milliseconds = value
      index = end
    }
    guard let zone = zone(text, from: index) else { return nil }
    let minutes = day * 1440 + hour * 60 + minute - (zone ?? 0)
    let time = (minutes * 60 + second) * 1000 + milliseconds + 86_400_000
    return timePayload(kind: .dateTime, time: time, zone: zone)
  }

  /// One to three digits, the last not zero, as milliseconds, and where they end.
  private static func fraction(_ text: Bytes, from start: Int) -> (Int64, Int)? {
    var index = start
    var value: Int64 = 0
    while index < text.count, text[index] &- 48 < 10 {
      guard index - start < 3 else { return nil }
      value = value * 10 + Int64(text[index] - 48)
      index += 1
    }
    guard index > start, text[index - 1] != UInt8(ascii: "0") else { return nil }
    for _ in (index - start)..<3 { value *= 10 }
    return (value, index)
  }

  /// One day is added to `time`, so that a zone east of Greenwich on the first day stays positive.
  private static func timePayload(kind: TermKind, time: Int64, zone: Int64?) -> TermID? {
    guard time >= 0, time < 1 << 49 else { return nil }
    let field = zone.map { UInt64($0 + zoneBias) } ?? 0
    return TermID(kind: kind, payload: UInt64(time) << zoneBits | field)
  }

  /// Days from 0001-01-01 of a `YYYY-MM-DD` prefix, or nil where it is not a date.
  private static func dayNumber(_ text: Bytes) -> Int64? {
    guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let century = twoDigits(text, 0), let yearOfCentury = twoDigits(text, 2),
      let month = twoDigits(text, 5), let day = twoDigits(text, 8)
    else { return nil }
    let year = century * 100 + yearOfCentury
    guard year >= 1, month >= 1, month <= 12, day >= 1, day <= daysInMonth(year, month) else {
      return nil
    }
    return dayNumber(year: year, month: month, day: day)
  }

  private static func dayNumber(year: Int64, month: Int64, day: Int64) -> Int64 {
    let y = year - 1
    var days = y * 365 + y / 4 - y / 100 + y / 400
    for m in 1..<month { days += daysInMonth(year, m) }
    return days + day - 1
  }

  private static func daysInMonth(_ year: Int64, _ month: Int64) -> Int64 {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func twoDigits(_ text: Bytes, _ index: Int) -> Int64? {
    let (a, b) = (text[index] &- 48, text[index + 1] &- 48)
    return a < 10 && b < 10 ? Int64(a) * 10 + Int64(b) : nil
  }

  /// The zone that stands from `index` to the end in minutes; `.some(nil)` for none, nil for a form
  /// that is not canonical (`+00:00`, beyond ±14:00).
  private static func zone(_ text: Bytes, from index: Int) -> Int64?? {
    let rest = text.count - index
    if rest == 0 { return .some(nil) }
    if rest == 1 { return text[index] == UInt8(ascii: "Z") ? .some(0) : nil }
    guard rest == 6, text[index + 3] == UInt8(ascii: ":"),
      let hours = twoDigits(text, index + 1), let minutes = twoDigits(text, index + 4),
      minutes < 60
    else { return nil }
    let offset = hours * 60 + minutes
    guard offset != 0, offset <= 840 else { return nil }
    switch text[index] {
    case UInt8(ascii: "+"): return .some(offset)
    case UInt8(ascii: "-"): return .some(-offset)
    default: return nil
    }
  }

  /// The zone of an inline date or dateTime in minutes, or nil for none.
  package static func zoneMinutes(_ id: TermID) -> Int64? {
    let field = Int64(id.payload & ((1 << zoneBits) - 1))
    return field == 0 ? nil : field - zoneBias
  }

  /// Milliseconds (dateTime) or minutes (date) since 0001-01-01T00:00Z.
  package static func timeValue(_ id: TermID) -> Int64 {
    Int64(id.payload >> zoneBits) - (id.kind == .date ? 1440 : 86_400_000)
  }

  /// Year, month and day of a day number.
  static func civilDate(_ dayNumber: Int64) -> (year: Int64, month: Int64, day: Int64) {
    var year = dayNumber / 366 + 1
    while Self.dayNumber(year: year + 1, month: 1, day: 1) <= dayNumber { year += 1 }
    var rest = dayNumber - Self.dayNumber(year: year, month: 1, day: 1)
    var month: Int64 = 1
    while rest >= daysInMonth(year, month) {
      rest -= daysInMonth(year, month)
      month += 1
    }
    return (year, month, rest + 1)
  }
}
