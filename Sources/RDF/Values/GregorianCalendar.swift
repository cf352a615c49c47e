// The proleptic Gregorian calendar with a year 0, as XML Schema 1.1 has it (ISO 8601: year 0 is 1 BC).
//
// Days are counted from 1970-01-01, negative before. All functions are total for the years that
// `XSDLimits` admits; none comes near 64 bits.

/// Limits of what dates hold: the standard asks for less and allows bounds.
public enum XSDLimits {
  /// Years from minus to plus this many; a literal beyond has no value.
  ///
  /// The standard asks for four digits. Seconds of such years fit 63 bits with room for time zones.
  public static let yearMagnitude = 99_999_999_999
  /// Digits of a fraction of a second that are kept; with others than zero beyond, there is no value.
  ///
  /// The standard asks for three.
  public static let secondFractionDigits = 18
}

enum GregorianCalendar {
  static let secondsPerDay = 86_400
  private static let daysOf400Years = 146_097
  /// Days from 0000-01-01 to 1970-01-01.
  private static let epochDay = 719_528

  static func isLeap(_ year: Int) -> Bool {
    year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  static func daysInMonth(_ month: Int, of year: Int) -> Int {
    if month == 2 { return isLeap(year) ? 29 : 28 }
    // Long months are the odd ones up to July and the even ones from August.
    return 30 + ((month + month >> 3) & 1)
  }

  static func day(year: Int, month: Int, day: Int) -> Int {
    daysBefore(year: year) + daysBefore(month: month, of: year) + day - 1 - epochDay
  }

  static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    let sinceZero = day + epochDay
    // The estimate by the mean length of a year is off by one at most.
    var year = floorDivide(sinceZero * 400, daysOf400Years)
    while daysBefore(year: year) > sinceZero { year -= 1 }
    while daysBefore(year: year + 1) <= sinceZero { year += 1 }
    let dayOfYear = sinceZero - daysBefore(year: year)
    // No month is longer than 31 days, so the estimate is never too late.
    var month = dayOfYear / 31 + 1
    while month < 12, daysBefore(month: month + 1, of: year) <= dayOfYear { month += 1 }
    return (year, month, dayOfYear - daysBefore(month: month, of: year) + 1)
  }

  /// Days from 0000-01-01 to the first of January of `year`: a leap day for each leap year since.
  private static func daysBefore(year: Int) -> Int {
    365 * year + floorDivide(year + 3, 4) - floorDivide(year + 99, 100)
      + floorDivide(year + 399, 400)
  }

  private static func daysBefore(month: Int, of year: Int) -> Int {
    // 275/9 of a month are 30.56 days: rounded down, the lengths with a February of 30 days.
    let missing = month > 2 ? (isLeap(year) ? 1 : 2) : 0
    return 275 * month / 9 - 30 - missing
  }
}

@inline(__always)
func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}

@inline(__always)
func floorRemainder(_ dividend: Int, _ divisor: Int) -> Int {
  let remainder = dividend % divisor
  return remainder < 0 ? remainder + divisor : remainder
}
