@testable import Storage

// Random canonical forms of the kinds that are inlined.

extension InlineIDTests {
  /// A kind and a form of it that is inlined.
  static func canonicalForm(using random: inout SplitMix64) -> Form {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: (.integer, "\(number(using: &random))")
    case 1: (.decimal, decimal(using: &random))
    case 2: (.date, day(using: &random) + zone(using: &random))
    case 3: (.dateTime, dateTime(using: &random))
    case 4: (.boolean, Bool.random(using: &random) ? "true" : "false")
    default: (.shortString, string(using: &random))
    }
  }

  /// A number of 60 bits with sign; of each length in bits as likely.
  private static func number(using random: inout SplitMix64) -> Int64 {
    let bits = Int64.random(in: 0...59, using: &random)
    return Int64.random(in: -(1 << bits)..<(1 << bits), using: &random)
  }

  private static func decimal(using random: inout SplitMix64) -> String {
    let millionths = number(using: &random)
    var fraction = String(String(millionths.magnitude % 1_000_000 + 1_000_000).dropFirst())
    while fraction.count > 1, fraction.last == "0" { fraction.removeLast() }
    return "\(millionths < 0 ? "-" : "")\(millionths.magnitude / 1_000_000).\(fraction)"
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: width - digits.count) + digits
  }

  /// A day of any year, or, so that zones matter to the order, one of two days.
  private static func day(using random: inout SplitMix64) -> String {
    if Bool.random(using: &random) {
      return Bool.random(using: &random) ? "2024-02-29" : "2024-03-01"
    }
    let year = Int.random(in: 1...9_999, using: &random)
    let month = Int.random(in: 1...12, using: &random)
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    let day = Int.random(in: 1...days, using: &random)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  private static func dateTime(using random: inout SplitMix64) -> String {
    let time = [23, 59, 59].map { padded(Int.random(in: 0...$0, using: &random), 2) }
    var fraction = padded(Int.random(in: 0...999, using: &random), 3)
    while fraction.last == "0" { fraction.removeLast() }
    if Bool.random(using: &random) { fraction = "" }
    return day(using: &random) + "T" + time.joined(separator: ":")
      + (fraction.isEmpty ? "" : "." + fraction) + zone(using: &random)
  }

  private static func zone(using random: inout SplitMix64) -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return ""
    case 1: return "Z"
    default:
      let minutes = Int.random(in: 1...840, using: &random)
      let sign = Bool.random(using: &random) ? "+" : "-"
      return "\(sign)\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }
  }

  private static func string(using random: inout SplitMix64) -> String {
    let count = Int.random(in: 0...7, using: &random)
    return String((0..<count).map { _ in "ab\u{0}z ~".randomElement(using: &random) ?? "a" })
  }
}
