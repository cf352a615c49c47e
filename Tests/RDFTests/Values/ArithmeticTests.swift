import Testing

@testable import RDF

/// An operation on two literals, written in Turtle's short forms where there are any.
struct ArithmeticCase: Sendable, CustomTestStringConvertible {
  let left: (XSDDatatype, String)
  let sign: Character
  let right: (XSDDatatype, String)
  let result: (XSDDatatype, String)?
  var testDescription: String { "\(left.1) \(sign) \(right.1)" }

  init(
    _ leftType: XSDDatatype, _ left: String, _ sign: Character, _ rightType: XSDDatatype,
    _ right: String, _ result: (XSDDatatype, String)?
  ) {
    self.left = (leftType, left)
    self.sign = sign
    self.right = (rightType, right)
    self.result = result
  }
}

@Suite("Arithmetic of values")
struct ArithmeticTests {
  @Test(
    "operations and the types of their results",
    arguments: [
      ArithmeticCase(.integer, "2", "+", .int, "3", (.integer, "5")),
      ArithmeticCase(
        .integer, "9223372036854775807", "+", .integer, "1", (.integer, "9223372036854775808")),
      ArithmeticCase(
        .integer, "-9223372036854775808", "-", .integer, "1", (.integer, "-9223372036854775809")),
      ArithmeticCase(
        .integer, "9223372036854775808", "-", .integer, "1", (.integer, "9223372036854775807")),
      ArithmeticCase(
        .integer, "4294967296", "*", .integer, "4294967296", (.integer, "18446744073709551616")),
      ArithmeticCase(.integer, "6", "/", .integer, "3", (.decimal, "2")),
      ArithmeticCase(.integer, "1", "/", .integer, "3", (.decimal, "0.333333333333333333")),
      ArithmeticCase(.integer, "2", "/", .integer, "3", (.decimal, "0.666666666666666667")),
      ArithmeticCase(.integer, "-2", "/", .integer, "3", (.decimal, "-0.666666666666666667")),
      ArithmeticCase(.integer, "1", "/", .integer, "0", nil),
      ArithmeticCase(.integer, "0", "/", .integer, "5", (.decimal, "0")),
      ArithmeticCase(.decimal, "1.5", "/", .decimal, "0.0", nil),
      ArithmeticCase(.decimal, "0.1", "+", .decimal, "0.2", (.decimal, "0.3")),
      ArithmeticCase(.decimal, "1.10", "*", .integer, "2", (.decimal, "2.2")),
      ArithmeticCase(
        .decimal, "1", "/", .decimal, "80000000000000000000", (.decimal, "0.0000000000000000000125")
      ),
      ArithmeticCase(.decimal, "1", "/", .decimal, "1024", (.decimal, "0.0009765625")),
      ArithmeticCase(
        .decimal, "0.0000000000000000000000000000000000000001", "/", .integer, "1",
        (.decimal, "0.0000000000000000000000000000000000000001")),
      ArithmeticCase(
        .decimal, "99999999999999999999999999999999999999", "+", .decimal, "1",
        (.decimal, "100000000000000000000000000000000000000")),
      ArithmeticCase(
        .decimal, "100000000000000000000000000000000000000", "-", .decimal, "0.1",
        (.decimal, "99999999999999999999999999999999999999.9")),
      ArithmeticCase(.integer, "1", "+", .float, "0.5", (.float, "1.5E0")),
      ArithmeticCase(.decimal, "1.5", "+", .double, "0.5", (.double, "2.0E0")),
      ArithmeticCase(.float, "1.5", "*", .double, "2", (.double, "3.0E0")),
      ArithmeticCase(.double, "1", "/", .integer, "0", (.double, "INF")),
      ArithmeticCase(.double, "0", "/", .integer, "0", (.double, "NaN")),
      ArithmeticCase(.string, "1", "+", .integer, "1", nil),
      ArithmeticCase(.boolean, "1", "*", .integer, "1", nil),
      // Dates and durations: the table of XML Schema 1.0 appendix E, and its like.
      ArithmeticCase(
        .dateTime, "2000-01-12T12:13:14Z", "+", .duration, "P1Y3M5DT7H10M3.3S",
        (.dateTime, "2001-04-17T19:23:17.3Z")),
      ArithmeticCase(.date, "2000-01-01", "-", .duration, "P3M", (.date, "1999-10-01")),
      ArithmeticCase(.date, "2000-01-12", "+", .dayTimeDuration, "PT33H", (.date, "2000-01-13")),
      ArithmeticCase(.date, "2000-03-30", "+", .yearMonthDuration, "P1M", (.date, "2000-04-30")),
      ArithmeticCase(.date, "2000-03-31", "+", .yearMonthDuration, "P1M", (.date, "2000-04-30")),
      ArithmeticCase(.date, "2000-01-31", "+", .yearMonthDuration, "P1M", (.date, "2000-02-29")),
      ArithmeticCase(.date, "2000-02-29", "+", .yearMonthDuration, "P1Y", (.date, "2001-02-28")),
      ArithmeticCase(
        .date, "0001-01-31Z", "-", .yearMonthDuration, "P14M", (.date, "-0001-11-30Z")),
      ArithmeticCase(.date, "2000-03-01", "-", .dayTimeDuration, "PT1S", (.date, "2000-02-29")),
      ArithmeticCase(.dayTimeDuration, "P1D", "+", .date, "2000-02-28", (.date, "2000-02-29")),
      ArithmeticCase(.time, "11:12:00", "+", .dayTimeDuration, "P3DT1H15M", (.time, "12:27:00")),
      ArithmeticCase(
        .time, "00:30:00.25Z", "-", .dayTimeDuration, "PT1H0.5S", (.time, "23:29:59.75Z")),
      ArithmeticCase(.time, "00:30:00", "+", .yearMonthDuration, "P1M", nil),
      ArithmeticCase(
        .dateTime, "2000-10-30T06:12:00-05:00", "-", .dateTime, "1999-11-28T09:00:00Z",
        (.dayTimeDuration, "P337DT2H12M")),
      ArithmeticCase(.date, "2000-10-30", "-", .date, "1999-11-28", (.dayTimeDuration, "P337D")),
      ArithmeticCase(
        .date, "2000-10-30+05:00", "-", .date, "1999-11-28Z", (.dayTimeDuration, "P336DT19H")),
      ArithmeticCase(
        .time, "11:00:00-05:00", "-", .time, "21:30:00+05:30", (.dayTimeDuration, "PT0S")),
      ArithmeticCase(
        .time, "08:00:00+09:00", "-", .time, "17:00:00-06:00", (.dayTimeDuration, "-P1D")),
      ArithmeticCase(
        .dayTimeDuration, "P2DT12H5M", "+", .dayTimeDuration, "P5DT12H",
        (.dayTimeDuration, "P8DT5M")),
      ArithmeticCase(
        .dayTimeDuration, "P2DT12H", "-", .dayTimeDuration, "P1DT10H30M",
        (.dayTimeDuration, "P1DT1H30M")),
      ArithmeticCase(
        .yearMonthDuration, "P2Y11M", "-", .yearMonthDuration, "P3Y3M", (.yearMonthDuration, "-P4M")
      ),
      ArithmeticCase(.yearMonthDuration, "P1M", "+", .dayTimeDuration, "P1D", nil),
      ArithmeticCase(.date, "2000-10-30", "+", .date, "1999-11-28", nil),
      ArithmeticCase(.dayTimeDuration, "P1D", "-", .date, "1999-11-28", nil),
      ArithmeticCase(.date, "99999999999-12-31", "+", .dayTimeDuration, "P1D", nil),
      ArithmeticCase(.date, "-99999999999-01-01", "-", .yearMonthDuration, "P1M", nil),
      ArithmeticCase(.date, "2000-01-01", "+", .yearMonthDuration, "P700000000000000000Y", nil),
      ArithmeticCase(
        .dayTimeDuration, "PT9223372036854775806S", "+", .dayTimeDuration, "PT1S", nil),
    ])
  func operations(_ example: ArithmeticCase) throws {
    let left = try #require(XSDValue(example.left.1, datatype: example.left.0))
    let right = try #require(XSDValue(example.right.1, datatype: example.right.0))
    let result: XSDValue? =
      switch example.sign {
      case "+": left.adding(right)
      case "-": left.subtracting(right)
      case "*": left.multiplied(by: right)
      default: left.divided(by: right)
      }
    #expect(result?.datatype == example.result?.0)
    #expect(result?.canonicalForm == example.result?.1)
  }

  @Test("signs turn around")
  func negation() {
    #expect(XSDValue.integer(XSDInteger(Int.min)).negated?.canonicalForm == "9223372036854775808")
    #expect(XSDValue.double(0).negated?.canonicalForm == "-0.0E0")
    #expect(XSDValue("P1Y", datatype: .duration)?.negated?.canonicalForm == "-P1Y")
    #expect(XSDValue("-1.5", datatype: .decimal)?.negated?.canonicalForm == "1.5")
    #expect(XSDValue.string("a").negated == nil)
  }

  @Test(
    "rounding to whole numbers",
    arguments: [
      ("2.5", "2", "3", "3", "2"), ("-2.5", "-3", "-2", "-2", "-2"), ("2.4999", "2", "3", "2", "2"),
      ("-2.5001", "-3", "-2", "-3", "-2"), ("7", "7", "7", "7", "7"), ("0.1", "0", "1", "0", "0"),
      ("-0.1", "-1", "0", "0", "0"),
      (
        "123456789012345678901234567890123456789.5", "123456789012345678901234567890123456789",
        "123456789012345678901234567890123456790", "123456789012345678901234567890123456790",
        "123456789012345678901234567890123456789"
      ),
    ])
  func rounding(text: String, floor: String, ceiling: String, rounded: String, whole: String) throws
  {
    let value = try #require(XSDDecimal(text))
    #expect(value.floor.canonicalForm == floor)
    #expect(value.ceiling.canonicalForm == ceiling)
    #expect(value.rounded.canonicalForm == rounded)
    #expect(value.whole.canonicalForm == whole)
  }

  @Test("fields of dates and times")
  func fields() throws {
    let moment = try #require(XSDDateTime("-0044-03-15T10:30:15.25+01:00"))
    #expect(moment.date.fields == (year: -44, month: 3, day: 15))
    #expect(moment.time.fields == (hour: 10, minute: 30, second: 15))
    #expect(moment.time.seconds.canonicalForm == "15.25")
    #expect(moment.timeZone?.minutes == 60)
    let made = XSDDateTime(
      year: -44, month: 3, day: 15, hour: 10, minute: 30, second: 15,
      attoseconds: 250_000_000_000_000_000, timeZone: moment.timeZone)
    #expect(made == moment)
    let unpacked = XSDDateTime(
      localSeconds: moment.localSeconds, attoseconds: moment.attoseconds, timeZone: moment.timeZone)
    #expect(unpacked == moment)
    #expect(XSDDateTime("1970-01-01T00:00:00")?.localSeconds == 0)
    #expect(XSDDate("1969-12-31")?.localDays == -1)
    #expect(
      XSDDateTime(year: 2001, month: 2, day: 29, hour: 0, minute: 0, second: 0, timeZone: nil)
        == nil)
    #expect(
      XSDDateTime(year: 2001, month: 2, day: 1, hour: 24, minute: 0, second: 0, timeZone: nil)
        == nil)
    #expect(
      XSDDateTime(localSeconds: 0, attoseconds: 1_000_000_000_000_000_000, timeZone: nil) == nil)
    #expect(XSDDateTime(localSeconds: .max, timeZone: nil) == nil)
    #expect(XSDTime(secondOfDay: 86_400, timeZone: nil) == nil)
    #expect(XSDDate(localDays: .max, timeZone: nil) == nil)
  }
}
