// Functions on dates and times (section 17.4.5).
//
// The specification has them for xsd:dateTime; the parts that an xsd:date, an xsd:time or a Gregorian
// type has are given too.

import RDF

extension Functions {
  static func callOnDate(_ function: BuiltIn, _ argument: ExpressionValue) -> ExpressionValue? {
    guard let parts = argument.xsdValue.flatMap({ DateTimeParts($0) }) else { return nil }
    switch function {
    case .year: return parts.year.map { .integer($0) }
    case .month: return parts.month.map { .integer($0) }
    case .day: return parts.day.map { .integer($0) }
    case .hours: return parts.time.map { .integer($0.fields.hour) }
    case .minutes: return parts.time.map { .integer($0.fields.minute) }
    case .seconds: return parts.time.map { .value(.decimal($0.seconds)) }
    case .timezone:
      guard let zone = parts.timeZone, let offset = XSDDuration(seconds: zone.minutes * 60)
      else { return nil }
      return .value(.dayTimeDuration(offset))
    case .tz: return .string(zoneText(argument, parts.timeZone))
    default: return nil
    }
  }

  /// The zone as it is written: UTC may be `Z`, `+00:00` or `-00:00`.
  private static func zoneText(_ argument: ExpressionValue, _ zone: XSDTimeZone?) -> String {
    guard zone != nil, let form = str(argument) else { return "" }
    return form.utf8.last == UInt8(ascii: "Z") ? "Z" : String(form.suffix(6))
  }
}

/// What a date or time has of year, month, day, time of day and zone.
private struct DateTimeParts {
  var year: Int?
  var month: Int?
  var day: Int?
  var time: XSDTime?
  var timeZone: XSDTimeZone?

  init?(_ value: XSDValue) {
    switch value {
    case .dateTime(let value):
      (year, month, day) = value.date.fields
      time = value.time
      timeZone = value.timeZone
    case .date(let value):
      (year, month, day) = value.fields
      timeZone = value.timeZone
    case .time(let value):
      time = value
      timeZone = value.timeZone
    case .gregorian(let value):
      (year, month, day) = (value.year, value.month, value.day)
      timeZone = value.timeZone
    default: return nil
    }
  }
}
