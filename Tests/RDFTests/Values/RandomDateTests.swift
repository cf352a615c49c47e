import Foundation
import Testing

@testable import RDF

/// Dates against a walk through the calendar month by month, and random dates and durations.
@Suite("Random dates")
struct RandomDateTests {
  private func generator(_ name: String = #function) -> SeededGenerator {
    SeededGenerator(
      seed: SeededGenerator.seed(for: name, replaying: ProcessInfo.processInfo.environment))
  }

  @Test("days count on through six thousand years, as a walk by months has it")
  func calendarWalk() {
    // Collected, because an expectation costs more than a month.
    var wrong: [String] = []
    var day: Int?
    for year in -2000...4000 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (index, length) in lengths.enumerated() {
        let first = GregorianCalendar.day(year: year, month: index + 1, day: 1)
        let last = first + length - 1
        if let day, first != day { wrong.append("\(year)-\(index + 1) starts at \(first)") }
        let isFirstBack = GregorianCalendar.date(ofDay: first) == (year, index + 1, 1)
        let isLastBack = GregorianCalendar.date(ofDay: last) == (year, index + 1, length)
        let isLength = GregorianCalendar.daysInMonth(index + 1, of: year) == length
        if !isFirstBack || !isLastBack || !isLength { wrong.append("\(year)-\(index + 1)") }
        if year == 1970, index == 0 { #expect(first == 0) }
        day = first + length
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test("seconds since 1970 are Foundation's")
  func againstFoundation() throws {
    var random = generator()
    let formatter = ISO8601DateFormatter()
    for _ in 0..<2_000 {
      // After 1582, where Foundation's calendar changes over.
      let seconds = Int.random(in: -12_000_000_000...60_000_000_000, using: &random)
      let text = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
      let value = try #require(XSDDateTime(text))
      #expect(value.localSeconds == seconds, "\(text)")
      #expect(value.canonicalForm == text)
    }
  }

  private func randomMoment(_ random: inout SeededGenerator) throws -> XSDDateTime {
    let wide = Int.random(in: 0..<4, using: &random) == 0
    let seconds = Int.random(
      in: wide
        ? -3_000_000_000_000_000_000...3_000_000_000_000_000_000 : -99_999_999_999...99_999_999_999,
      using: &random)
    let zone = Bool.random(using: &random) ? Int.random(in: -840...840, using: &random) : nil
    let fraction = [
      0, 500_000_000_000_000_000, UInt64.random(in: 0..<1_000_000_000_000_000_000, using: &random),
    ]
    return try #require(
      XSDDateTime(
        localSeconds: seconds, attoseconds: fraction.randomElement(using: &random) ?? 0,
        timeZone: zone.flatMap { XSDTimeZone(minutes: $0) }))
  }

  @Test("every dateTime, date and time writes a form that reads back as canonical")
  func roundTrip() throws {
    var random = generator()
    for _ in 0..<5_000 {
      let moment = try randomMoment(&random)
      let form = moment.canonicalForm
      #expect(form.withUTF8Span { XSDDateTime(canonicalUTF8: $0) } == moment, "\(form)")
      let date = moment.date.canonicalForm
      #expect(date.withUTF8Span { XSDDate(canonicalUTF8: $0) } == moment.date, "\(date)")
      let time = moment.time.canonicalForm
      #expect(time.withUTF8Span { XSDTime(canonicalUTF8: $0) } == moment.time, "\(time)")
      #expect(
        moment.date.startOfDay?.adding(
          try #require(
            XSDDuration(
              months: 0,
              attoseconds: Int128(moment.time.secondOfDay) * 1_000_000_000_000_000_000
                + Int128(moment.attoseconds)))) == moment)
    }
  }

  @Test("differences are durations that lead from one moment to the other")
  func differences() throws {
    var random = generator()
    for _ in 0..<5_000 {
      let from = try randomMoment(&random)
      let to = try randomMoment(&random)
      let difference = try #require(to.subtracting(from, implicitTimeZone: .utc))
      let reached = try #require(from.adding(difference))
      #expect(reached.compare(to, implicitTimeZone: .utc) == .equal)
      let order = from.compare(to, implicitTimeZone: .utc)
      let sign: XSDOrder =
        difference.attoseconds > 0 ? .less : difference == .zero ? .equal : .greater
      #expect(order == sign)
      let form = difference.canonicalForm
      #expect(form.withUTF8Span { XSDDuration(canonicalUTF8: $0) } == difference, "\(form)")
      // Where the order is told without an implicit zone, no zone may turn it round.
      if let told = from.compare(to) {
        for minutes in [-840, 0, 840] {
          #expect(from.compare(to, implicitTimeZone: XSDTimeZone(minutes: minutes)) == told)
        }
      }
    }
  }

  @Test("the order of durations is kept wherever they start")
  func durationOrder() throws {
    var random = generator()
    var told = 0
    for _ in 0..<3_000 {
      let months = Int.random(in: 0...40, using: &random)
      let days = months * 30 + Int.random(in: -20...40, using: &random)
      let left = try #require(XSDDuration(months: months, attoseconds: 0))
      let right = try #require(XSDDuration(seconds: days * 86_400))
      guard let order = left.compare(right) else { continue }
      told += 1
      #expect(right.compare(left) == order.reversed)
      let start = try #require(
        XSDDate(
          year: Int.random(in: 1600...2100, using: &random),
          month: Int.random(in: 1...12, using: &random), day: 1, timeZone: nil))
      let (a, b) = (try #require(start.adding(left)), try #require(start.adding(right)))
      #expect(
        a.compare(b) == order || a == b,
        "\(left.canonicalForm) \(right.canonicalForm) from \(start.canonicalForm)")
    }
    #expect(told > 500)
  }
}
