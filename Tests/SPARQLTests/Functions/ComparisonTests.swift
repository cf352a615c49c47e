import RDF
import Testing

@testable import SPARQL

/// Two terms, and what `=`, `<` and `>` say of them.
struct ComparisonCase: Sendable, CustomTestStringConvertible {
  let left: String
  let right: String
  let equal: String
  let less: String
  let greater: String

  init(_ left: String, _ right: String, _ equal: String, _ less: String, _ greater: String) {
    self.left = left
    self.right = right
    self.equal = equal
    self.less = less
    self.greater = greater
  }

  static func less(_ left: String, _ right: String) -> Self {
    Self(left, right, "false", "true", "false")
  }
  static func same(_ left: String, _ right: String) -> Self {
    Self(left, right, "true", "false", "false")
  }
  /// Known to differ, but without an order.
  static func different(_ left: String, _ right: String) -> Self {
    Self(left, right, "false", "error", "error")
  }
  static func unknown(_ left: String, _ right: String) -> Self {
    Self(left, right, "error", "error", "error")
  }

  var testDescription: String { "\(left) \(right)" }
}

@Suite("comparisons")
struct ComparisonTests {
  @Test(
    "both ways round, of terms and of calculated values",
    arguments: [
      // Numbers
      .less("1", "2"), .less("2", "10"), .same("1", "01"), .same("1", "1.0"), .same("1", "1e0"),
      .same("1.0", "\"1\"^^float"), .same("\"1\"^^byte", "\"1\"^^unsignedLong"),
      .less("-1", "\"0\"^^nonNegativeInteger"), .less("1.5", "2"), .less("1", "1.5e0"),
      .less("99999999999999999999", "100000000000000000000"),
      .same("9007199254740993", "9007199254740992e0"),
      ComparisonCase("\"NaN\"^^double", "1", "false", "false", "false"),
      ComparisonCase("\"NaN\"^^double", "\"NaN\"^^double", "false", "false", "false"),
      .less("\"-INF\"^^double", "-1e300"), .same("0e0", "\"-0\"^^double"),
      // Strings and booleans
      .less("\"a\"", "\"b\""), .less("\"a\"", "\"aa\""), .less("\"Z\"", "\"a\""),
      .same("\"a\"", "\"a\"^^string"), .less("\"\"", "\"a\""),
      .less("\"e\u{301}\"", "\"\u{E9}\""), .less("\"\u{FFFD}\"", "\"\u{1F46A}\""),
      .less("false", "true"), .same("\"1\"^^boolean", "true"),
      // Text with a language has equality alone.
      ComparisonCase("\"a\"@en", "\"a\"@en", "true", "error", "error"),
      ComparisonCase("\"a\"@en", "\"a\"@EN", "true", "error", "error"),
      .different("\"a\"@en", "\"b\"@en"), .different("\"a\"@en", "\"a\"@de"),
      .different("\"a\"@en", "\"a\""), .different("\"a\"@en", "\"a\"^^<http://example.org/t>"),
      .different("\"a\"@en", "\"a\"^^integer"), .different("\"a\"@en", "1"),
      // Things
      ComparisonCase("<http://a>", "<http://a>", "true", "error", "error"),
      .different("<http://a>", "<http://b>"), .different("<http://a>", "\"http://a\""),
      .different("<http://a>", "_:a"), .different("_:a", "_:b"), .different("_:a", "\"a\""),
      .different("<http://a>", "\"x\"^^integer"),
      .different("_:a", "\"x\"^^<http://example.org/t>"),
      ComparisonCase("_:a", "_:a", "true", "error", "error"),
      // Known values of different kinds
      .different("1", "\"1\""), .different("1", "true"), .different("\"true\"", "true"),
      .different("\"2020-01-01\"^^date", "\"2020-01-01T00:00:00\"^^dateTime"),
      .different("\"2020\"^^gYear", "2020"), .different("\"--01\"^^gMonth", "\"---01\"^^gDay"),
      // What is not understood
      ComparisonCase("\"x\"^^<http://t>", "\"x\"^^<http://t>", "true", "error", "error"),
      .unknown("\"x\"^^<http://t>", "\"y\"^^<http://t>"),
      .unknown("\"x\"^^<http://t>", "\"x\"^^<http://u>"), .unknown("\"x\"^^<http://t>", "\"x\""),
      .unknown("\"x\"^^<http://t>", "1"),
      ComparisonCase("\"x\"^^integer", "\"x\"^^integer", "true", "error", "error"),
      .unknown("\"x\"^^integer", "\"y\"^^integer"), .unknown("\"x\"^^integer", "1"),
      .unknown("\"x\"^^integer", "\"x\""), .unknown("\"300\"^^byte", "300"),
      // Dates and times
      .less("\"2020-01-01\"^^date", "\"2020-01-02\"^^date"),
      .same("\"2020-01-01Z\"^^date", "\"2020-01-01+00:00\"^^date"),
      .unknown("\"2020-01-01\"^^date", "\"2020-01-01Z\"^^date"),
      .less("\"2020-01-01\"^^date", "\"2020-01-03Z\"^^date"),
      .same("\"2020-01-01T12:00:00Z\"^^dateTime", "\"2020-01-01T13:00:00+01:00\"^^dateTime"),
      .unknown("\"2020-01-01T12:00:00\"^^dateTime", "\"2020-01-01T12:00:00Z\"^^dateTime"),
      .less("\"2020-01-01T12:00:00\"^^dateTime", "\"2020-01-02T12:00:00Z\"^^dateTime"),
      .same("\"1999-12-31T24:00:00\"^^dateTime", "\"2000-01-01T00:00:00\"^^dateTime"),
      .same("\"2020-01-01T12:00:00Z\"^^dateTimeStamp", "\"2020-01-01T12:00:00.0Z\"^^dateTime"),
      .less("\"10:00:00\"^^time", "\"10:00:00.5\"^^time"),
      .less("\"1999\"^^gYear", "\"2000\"^^gYear"),
      // Durations: equality is always known, the order is not.
      .same("\"P1Y\"^^duration", "\"P12M\"^^yearMonthDuration"),
      .less("\"PT1H\"^^dayTimeDuration", "\"PT61M\"^^dayTimeDuration"),
      .less("\"P1M\"^^duration", "\"P32D\"^^duration"),
      .different("\"P1M\"^^duration", "\"P30D\"^^duration"),
    ])
  func table(_ test: ComparisonCase) throws {
    try check(value(test.left), value(test.right), test)
    if let left = value(test.left).xsdValue, let right = value(test.right).xsdValue {
      try check(.value(left), .value(right), test)
      try check(.value(left), value(test.right), test)
    }
  }

  private func check(
    _ left: ExpressionValue, _ right: ExpressionValue, _ test: ComparisonCase
  ) throws {
    func result(_ comparison: Comparison, _ isSwapped: Bool = false) -> String {
      notation(
        isSwapped
          ? Operators.compare(comparison, right, left) : Operators.compare(comparison, left, right))
    }
    let negated = ["true": "false", "false": "true", "error": "error"]
    #expect(result(.equal) == test.equal)
    #expect(result(.equal, true) == test.equal)
    #expect(result(.notEqual) == negated[test.equal])
    #expect(result(.less) == test.less)
    #expect(result(.greater, true) == test.less)
    #expect(result(.greater) == test.greater)
    #expect(result(.less, true) == test.greater)
    let isOrdered = test.less != "error"
    let orEqual = { (strict: String) in isOrdered && test.equal == "true" ? "true" : strict }
    #expect(result(.lessOrEqual) == orEqual(test.less))
    #expect(result(.greaterOrEqual) == orEqual(test.greater))
    #expect(notation(Operators.equals(left, right)) == test.equal)
  }

  @Test("an implicit time zone settles dates without one")
  func implicitZone() {
    let left = value("\"2020-01-01T12:00:00\"^^dateTime")
    let right = value("\"2020-01-01T12:00:00Z\"^^dateTime")
    #expect(Operators.compare(.equal, left, right, implicitTimeZone: .utc) == true)
    let zone = XSDTimeZone(minutes: 60)
    #expect(Operators.compare(.less, left, right, implicitTimeZone: zone) == true)
    let difference = Operators.arithmetic(.subtract, right, left, implicitTimeZone: zone)
    #expect(notation(difference) == "\"PT1H\"^^dayTimeDuration")
  }
}
