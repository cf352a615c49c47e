// Casts among dates and times: a dateTime has the parts of all others, a date those of all but a time.

import RDF

enum CastToDate {
  static func convert(_ source: XSDValue, to datatype: XSDDatatype) -> XSDValue? {
    switch source {
    case .dateTime(let value):
      switch datatype {
      case .dateTime: return source
      case .dateTimeStamp: return value.timeZone == nil ? nil : source
      case .time: return .time(value.time)
      default: return part(of: value.date, datatype)
      }
    case .date(let value):
      switch datatype {
      case .dateTime: return value.startOfDay.map { .dateTime($0) }
      case .dateTimeStamp:
        return value.timeZone == nil ? nil : value.startOfDay.map { .dateTime($0) }
      default: return part(of: value, datatype)
      }
    default:
      return source.datatype == datatype ? source : nil
    }
  }

  private static func part(of date: XSDDate, _ datatype: XSDDatatype) -> XSDValue? {
    switch datatype {
    case .date: .date(date)
    case .gYear: .gregorian(XSDGregorian(date, kind: .year))
    case .gYearMonth: .gregorian(XSDGregorian(date, kind: .yearMonth))
    case .gMonth: .gregorian(XSDGregorian(date, kind: .month))
    case .gMonthDay: .gregorian(XSDGregorian(date, kind: .monthDay))
    case .gDay: .gregorian(XSDGregorian(date, kind: .day))
    default: nil
    }
  }
}
