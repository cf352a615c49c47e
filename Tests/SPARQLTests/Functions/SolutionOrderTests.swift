import RDF
import Testing

@testable import SPARQL

@Suite("the order of solutions")
struct SolutionOrderTests {
  /// In the order that is documented, each strictly before the next.
  static let sorted: [String?] = [
    nil, "_:a", "_:b", "<http://a>", "<http://b>", "<urn:a>",
    // Numbers
    "\"NaN\"^^double", "\"NaN\"^^float", "\"-INF\"^^double", "-1e300", "-99999999999999999999",
    "-1", "\"-0\"^^double",
    "0.0", "0e0", "0", "\"0\"^^nonNegativeInteger", "\"0.1\"^^decimal", "0.1e0", "\"0.1\"^^float",
    "\"1\"^^byte", "1.0", "1e0", "01", "1", "2.5", "10", "9007199254740992e0", "9007199254740993",
    "9007199254740994e0", "99999999999999999999", "1e300", "\"INF\"^^double", "\"INF\"^^float",
    "\"0\"^^boolean", "false", "\"1\"^^boolean", "true",
    // Dates and times
    "\"2020-01-01T00:00:00+01:00\"^^dateTime", "\"2020-01-01T00:00:00\"^^dateTime",
    "\"2020-01-01T00:00:00Z\"^^dateTime", "\"2020-01-01T01:00:00+01:00\"^^dateTime",
    "\"2020-01-01T00:00:00.5Z\"^^dateTime", "\"1999-12-31\"^^date", "\"2020-01-01\"^^date",
    "\"2020-01-01Z\"^^date", "\"00:00:00\"^^time", "\"23:00:00Z\"^^time", "\"1999\"^^gYear",
    "\"2000\"^^gYear", "\"2000-01\"^^gYearMonth", "\"--01\"^^gMonth", "\"--01-01\"^^gMonthDay",
    "\"---01\"^^gDay",
    // Durations
    "\"-P1D\"^^duration", "\"PT0S\"^^dayTimeDuration", "\"PT0S\"^^duration", "\"PT24H\"^^duration",
    "\"P1M\"^^duration",
    "\"P30D\"^^duration", "\"P1Y\"^^yearMonthDuration",
    // Text
    "\"\"", "\"Alice\"", "\"Bob\"", "\"a\"", "\"aa\"", "\"e\u{301}\"", "\"\u{E9}\"",
    "\"\u{1F46A}\"", "\"a\"@DE",
    "\"a\"@de", "\"a\"@en", "\"b\"@de",
    // Not understood
    "\"a\"^^<http://t>", "\"b\"^^<http://t>", "\"a\"^^<http://u>", "\"300\"^^byte", "\"x\"^^byte",
    "\"x\"^^integer",
  ]

  @Test("is the documented one, whichever pair is asked")
  func documented() {
    // The datatypes' names settle equal values, so that part of the list is put in order first.
    let values = Self.sorted.map { $0.map(value) }
    var wrong: [String] = []
    for (low, left) in values.enumerated() {
      for (high, right) in values.enumerated() {
        let isWeak = SolutionOrder.compareValues(left, right) == .even
        let order = SolutionOrder.compare(left, right)
        let isTie = isWeak && low != high
        if isTie { continue }
        let expected: SortingOrder = low < high ? .ascending : low == high ? .even : .descending
        if order != expected { wrong.append("\(notation(left)) \(notation(right)): \(order)") }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test(
    "equal values are even by value, and settled by term",
    arguments: [
      ("1", "1.0"), ("1", "01"), ("0e0", "\"-0\"^^double"), ("\"a\"@de", "\"a\"@DE"),
      ("true", "\"1\"^^boolean"),
      ("\"2020-01-01T00:00:00Z\"^^dateTime", "\"2020-01-01T01:00:00+01:00\"^^dateTime"),
      ("\"P12M\"^^duration", "\"P1Y\"^^yearMonthDuration"), ("\"NaN\"^^float", "\"NaN\"^^double"),
    ])
  func ties(_ left: String, _ right: String) {
    let (left, right) = (value(left), value(right))
    #expect(SolutionOrder.compareValues(left, right) == .even)
    #expect(SolutionOrder.compare(left, right) != .even)
    #expect(SolutionOrder.compare(left, right) == SolutionOrder.compare(right, left).reversed)
  }

  @Test("a calculated value is even with its own term")
  func calculated() {
    let same: [(String, XSDValue)] = [
      ("1", .integer(XSDInteger(1))), ("\"NaN\"^^double", .double(.nan)), ("\"a\"", .string("a")),
      ("\"-0.0E0\"^^double", .double(-0.0)), ("true", .boolean(true)),
    ]
    for (written, calculated) in same {
      #expect(SolutionOrder.compare(value(written), .value(calculated)) == .even)
      #expect(SolutionOrder.compare(.value(calculated), .value(calculated)) == .even)
    }
    #expect(SolutionOrder.compare(.value(.double(-0.0)), .value(.double(0))) != .even)
  }

  @Test("an implicit time zone moves dates without one")
  func implicitZone() {
    let local = value("\"2020-01-01T00:00:00\"^^dateTime")
    let utc = value("\"2020-01-01T00:00:00Z\"^^dateTime")
    let zone = XSDTimeZone(minutes: -60)
    #expect(SolutionOrder.compareValues(local, utc) == .even)
    #expect(SolutionOrder.compareValues(local, utc, implicitTimeZone: zone) == .descending)
  }

  @Test("is total, transitive and extends <, for random awkward values")
  func random() {
    var random = testRandom()
    let values = (0..<160).map { _ in Self.awkward(&random) } + Self.sorted.map { $0.map(value) }
    // Ranks by counting: a transitive order is that of its ranks.
    let ranks = values.map { value in
      values.count { SolutionOrder.compare($0, value) == .ascending }
    }
    let weakRanks = values.map { value in
      values.count { SolutionOrder.compareValues($0, value) == .ascending }
    }
    var wrong: [String] = []
    for (low, left) in values.enumerated() {
      for (high, right) in values.enumerated() {
        let pair = "\(notation(left)) \(notation(right))"
        if SolutionOrder.compare(left, right) != Self.order(ranks[low], ranks[high]) {
          wrong.append("total: \(pair)")
        }
        if SolutionOrder.compareValues(left, right) != Self.order(weakRanks[low], weakRanks[high]) {
          wrong.append("weak: \(pair)")
        }
        if ranks[low] == ranks[high], left?.term != right?.term { wrong.append("even: \(pair)") }
        guard let left, let right else { continue }
        let isLess = Operators.compare(.less, left, right) == true
        if isLess, ranks[low] >= ranks[high] { wrong.append("less: \(pair)") }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(10))")
  }

  private static func order(_ left: Int, _ right: Int) -> SortingOrder {
    SortingOrder(left - right)
  }

  /// A value near others: equal, indeterminate, ill-formed or calculated.
  private static func awkward(_ random: inout FunctionRandom) -> ExpressionValue? {
    let small = Int.random(in: -3...3, using: &random)
    let zone = ["", "Z", "+14:00", "-14:00", "+01:00"].randomElement(using: &random) ?? ""
    let day = String(Int.random(in: 10...12, using: &random))
    let forms: [String?] = [
      nil, "\(small)", "\(small).0", "\(small)e0", "\"\(small)\"^^float", "\(small).50",
      "\(small)e-324",
      "\(9_007_199_254_740_992 + small)", "\(9_007_199_254_740_992 + small)e0",
      "\"\(16_777_216 + small)\"^^float", "\(16_777_216 + small).1", "\"NaN\"^^double",
      "\"INF\"^^float",
      "\"2020-01-\(day)T12:00:00\(zone)\"^^dateTime", "\"2020-01-\(day)\(zone)\"^^date",
      "\"\(day):00:00\(zone)\"^^time", "\"2020\(zone)\"^^gYear", "\"---\(day)\(zone)\"^^gDay",
      "\"P\(day)M\"^^duration", "\"P\(Int.random(in: 300...370, using: &random))D\"^^duration",
      "\"P1Y\(day)D\"^^duration", "\"-P\(day)M\"^^yearMonthDuration",
      "\"P146097D\"^^dayTimeDuration",
      "\"P4800M\"^^duration", "\"\(small)\"", "\"\(small)\"@en", "\"\(small)\"@EN",
      "\"\(small)x\"^^integer",
      "\"\(small)\"^^<http://t>", "_:b\(small)", "<http://\(small)>", "true", "\"1\"^^boolean",
    ]
    guard let form = forms.randomElement(using: &random) ?? nil else { return nil }
    let written = value(form)
    guard Bool.random(using: &random), let calculated = written.xsdValue else { return written }
    return .value(calculated)
  }
}
