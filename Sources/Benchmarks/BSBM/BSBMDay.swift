// Days as numbers, and their texts in a table: five of the ten statements of an offer have a date
// or might, and arithmetic on calendars costs more than a look at a table of 48 KiB.

/// A day between 2000-06-20 and 2008-12-31, as all of the data are.
public struct BSBMDay: Hashable, Sendable {
  /// How many days after 2000-06-20.
  let number: Int

  /// The day that the data takes for today: 2008-06-20.
  public static let current = BSBMDay(number: 2_922)

  /// The first day.
  static let first = BSBMDay(number: 0)

  /// The texts of all days from 2000-06-20 to 2008-12-31, as `2000-06-20`.
  static let texts: [ShortText] = {
    var texts: [ShortText] = []
    var (year, month, day) = (2000, 6, 20)
    while year < 2009 {
      texts.append(ShortText("\(year)-\(twoDigits(month))-\(twoDigits(day))"))
      day += 1
      guard day > dayCount(ofMonth: month, year: year) else { continue }
      (month, day) = (month + 1, 1)
      if month == 13 { (year, month) = (year + 1, 1) }
    }
    return texts
  }()

  /// The day as `2008-06-20`.
  public var text: String { Self.texts[number].text }

  /// The day `days` later.
  func later(by days: Int) -> BSBMDay { BSBMDay(number: number + days) }

  /// The day `days` earlier.
  func earlier(by days: Int) -> BSBMDay { BSBMDay(number: number - days) }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  /// Between 2000 and 2008 every fourth year is a leap year.
  private static func dayCount(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
