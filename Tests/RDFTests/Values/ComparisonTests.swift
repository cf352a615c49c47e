import Testing

@testable import RDF

/// Two lexical forms of two datatypes, and how their values compare.
struct ComparisonCase: Sendable, CustomTestStringConvertible {
  let left: (XSDDatatype, String)
  let right: (XSDDatatype, String)
  let order: XSDOrder?
  var testDescription: String { "\(left) \(right)" }

  init(
    _ leftType: XSDDatatype, _ left: String, _ order: XSDOrder?, _ rightType: XSDDatatype,
    _ right: String
  ) {
    self.left = (leftType, left)
    self.right = (rightType, right)
    self.order = order
  }
}

@Suite("Comparison of values")
struct ComparisonTests {
  private func value(_ pair: (XSDDatatype, String)) throws -> XSDValue {
    try #require(XSDValue(pair.1, datatype: pair.0))
  }

  @Test(
    "order, in both directions",
    arguments: [
      ComparisonCase(.integer, "2", .less, .integer, "10"),
      ComparisonCase(.integer, "01", .equal, .byte, "1"),
      ComparisonCase(.integer, "1", .equal, .decimal, "1.0"),
      ComparisonCase(.integer, "99999999999999999999", .less, .decimal, "99999999999999999999.1"),
      ComparisonCase(.integer, "-99999999999999999999", .less, .integer, "-99999999999999999998"),
      ComparisonCase(.integer, "-99999999999999999999", .less, .integer, "1"),
      ComparisonCase(.decimal, "0.1", .equal, .double, "0.1"),
      ComparisonCase(.decimal, "0.1", .equal, .float, "0.1"),
      ComparisonCase(.float, "0.1", .greater, .double, "0.1"),
      ComparisonCase(.integer, "9007199254740993", .equal, .double, "9007199254740992"),
      ComparisonCase(.double, "-0", .equal, .double, "0"),
      ComparisonCase(.double, "INF", .greater, .integer, "99999999999999999999"),
      ComparisonCase(.double, "NaN", .unordered, .double, "NaN"),
      ComparisonCase(.float, "NaN", .unordered, .integer, "1"),
      ComparisonCase(
        .decimal, "0.00000000000000000000000000000000000000001", .greater, .integer, "0"),
      ComparisonCase(.boolean, "false", .less, .boolean, "1"),
      ComparisonCase(.boolean, "true", .equal, .boolean, "1"),
      ComparisonCase(.string, "a", .less, .string, "b"),
      ComparisonCase(.string, "\u{FFFD}", .less, .string, "\u{1F600}"),
      ComparisonCase(.string, "\u{E9}", .greater, .string, "e\u{301}"),
      ComparisonCase(.string, "1", nil, .integer, "1"),
      ComparisonCase(.boolean, "1", nil, .integer, "1"),
      ComparisonCase(.date, "2000-01-01", nil, .dateTime, "2000-01-01T00:00:00"),
      // Time zones: XML Schema part 2, section 3.2.7.4 of the first edition has this table.
      ComparisonCase(.dateTime, "2000-01-15T00:00:00", .less, .dateTime, "2000-02-15T00:00:00"),
      ComparisonCase(.dateTime, "2000-01-15T12:00:00", .less, .dateTime, "2000-01-16T12:00:00Z"),
      ComparisonCase(.dateTime, "2000-01-01T12:00:00", nil, .dateTime, "1999-12-31T23:00:00Z"),
      ComparisonCase(.dateTime, "2000-01-16T12:00:00", nil, .dateTime, "2000-01-16T12:00:00Z"),
      ComparisonCase(.dateTime, "2000-01-16T00:00:00", nil, .dateTime, "2000-01-16T12:00:00Z"),
      ComparisonCase(.dateTime, "2000-01-01T00:00:00", nil, .dateTime, "2000-01-01T14:00:00Z"),
      ComparisonCase(.dateTime, "2000-01-01T00:00:00", .less, .dateTime, "2000-01-01T14:00:00.1Z"),
      ComparisonCase(.dateTime, "2000-01-01T14:00:00", nil, .dateTime, "2000-01-01T00:00:00Z"),
      ComparisonCase(
        .dateTime, "2000-01-01T14:00:00.1", .greater, .dateTime, "2000-01-01T00:00:00Z"),
      ComparisonCase(
        .dateTime, "2002-04-02T12:00:00-01:00", .equal, .dateTime, "2002-04-02T17:00:00+04:00"),
      ComparisonCase(.dateTime, "1999-12-31T24:00:00", .equal, .dateTime, "2000-01-01T00:00:00"),
      ComparisonCase(.dateTime, "-0001-01-01T00:00:00Z", .less, .dateTime, "0000-01-01T00:00:00Z"),
      ComparisonCase(.date, "2004-12-25Z", .less, .date, "2004-12-25-05:00"),
      ComparisonCase(.date, "2000-01-01+13:00", .less, .date, "2000-01-01Z"),
      ComparisonCase(.date, "2000-01-02", .greater, .date, "2000-01-01Z"),
      ComparisonCase(.date, "2000-01-01", nil, .date, "2000-01-01Z"),
      ComparisonCase(.time, "08:00:00+09:00", .less, .time, "17:00:00-06:00"),
      ComparisonCase(.time, "24:00:00", .equal, .time, "00:00:00"),
      ComparisonCase(.time, "12:00:00", nil, .time, "13:00:00Z"),
      ComparisonCase(.time, "00:00:00", .less, .time, "20:00:00Z"),
      ComparisonCase(.gYear, "1999", .less, .gYear, "2000"),
      ComparisonCase(.gYear, "2000Z", .equal, .gYear, "2000+00:00"),
      ComparisonCase(.gYear, "2000", nil, .gYear, "2000Z"),
      ComparisonCase(.gMonthDay, "--02-29", .less, .gMonthDay, "--03-01"),
      ComparisonCase(.gDay, "---31", .greater, .gDay, "---30"),
      ComparisonCase(.gDay, "---05", nil, .gMonth, "--05"),
      ComparisonCase(.gYearMonth, "2000-02", .greater, .gYearMonth, "2000-01"),
      // Durations: XML Schema part 2, section 3.3.6.
      ComparisonCase(.duration, "P1Y", .greater, .duration, "P364D"),
      ComparisonCase(.duration, "P1Y", nil, .duration, "P365D"),
      ComparisonCase(.duration, "P1Y", nil, .duration, "P366D"),
      ComparisonCase(.duration, "P1Y", .less, .duration, "P367D"),
      ComparisonCase(.duration, "P1M", .greater, .duration, "P27D"),
      ComparisonCase(.duration, "P1M", nil, .duration, "P28D"),
      ComparisonCase(.duration, "P1M", nil, .duration, "P30D"),
      ComparisonCase(.duration, "P1M", nil, .duration, "P31D"),
      ComparisonCase(.duration, "P1M", .less, .duration, "P32D"),
      ComparisonCase(.duration, "P5M", .greater, .duration, "P149D"),
      ComparisonCase(.duration, "P5M", nil, .duration, "P150D"),
      ComparisonCase(.duration, "P5M", nil, .duration, "P153D"),
      ComparisonCase(.duration, "P5M", .less, .duration, "P154D"),
      ComparisonCase(.duration, "-P1M", .less, .duration, "-P27D"),
      ComparisonCase(.duration, "P12M", .equal, .yearMonthDuration, "P1Y"),
      ComparisonCase(.dayTimeDuration, "PT36H", .equal, .duration, "P1DT12H"),
      ComparisonCase(.dayTimeDuration, "PT1S", .less, .dayTimeDuration, "PT1.000000000000000001S"),
      ComparisonCase(.dayTimeDuration, "-PT1S", .less, .yearMonthDuration, "P1M"),
      ComparisonCase(.yearMonthDuration, "P0M", .equal, .dayTimeDuration, "PT0S"),
      ComparisonCase(.duration, "P700000000000000000Y", .greater, .duration, "P106751991167300D"),
      ComparisonCase(
        .duration, "P700000000000000000Y", .greater, .duration, "P699999999999999999Y11M20D"),
      ComparisonCase(.duration, "P700000000000000000Y", .less, .duration, "P700000000000000000Y1M"),
    ])
  func order(_ example: ComparisonCase) throws {
    let left = try value(example.left)
    let right = try value(example.right)
    #expect(left.compare(right) == example.order)
    #expect(right.compare(left) == example.order?.reversed)
  }

  @Test("an implicit zone makes the order total")
  func implicitZone() throws {
    let local = try value((.dateTime, "2000-01-01T12:00:00"))
    let zoned = try value((.dateTime, "2000-01-01T12:00:00Z"))
    let east = try #require(XSDTimeZone(minutes: 60))
    #expect(local.compare(zoned) == nil)
    #expect(local.equals(zoned) == nil)
    #expect(local.compare(zoned, implicitTimeZone: .utc) == .equal)
    #expect(local.equals(zoned, implicitTimeZone: .utc) == true)
    #expect(local.compare(zoned, implicitTimeZone: east) == .less)
    #expect(XSDTimeZone(minutes: 841) == nil && XSDTimeZone(minutes: -840) != nil)
  }

  @Test("equality is told where order is not")
  func equality() throws {
    let month = try value((.duration, "P1M"))
    let days = try value((.dayTimeDuration, "P30D"))
    #expect(month.equals(days) == false)
    #expect(month.equals(try value((.yearMonthDuration, "P1M"))) == true)
    #expect(XSDValue.double(.nan).equals(.double(.nan)) == false)
    #expect(XSDValue.double(1).equals(.string("1")) == nil)
    // Identity is finer than equality.
    let utc = try value((.dateTime, "2000-01-01T12:00:00Z"))
    let east = try value((.dateTime, "2000-01-01T13:00:00+01:00"))
    #expect(utc != east)
    #expect(utc.equals(east) == true)
  }
}
