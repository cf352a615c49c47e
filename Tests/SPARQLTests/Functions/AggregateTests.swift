import RDF
import Testing

@testable import SPARQL

/// An aggregate of values (nil is an error) and what shall come of it.
struct AggregateCase: Sendable, CustomTestStringConvertible {
  let function: Aggregate.Function
  let values: [String?]
  let expected: String

  init(_ function: Aggregate.Function, _ values: [String?], _ expected: String) {
    self.function = function
    self.values = values
    self.expected = expected
  }

  var testDescription: String { "\(function) of \(values.map { $0 ?? "error" })" }
}

@Suite("aggregates")
struct AggregateTests {
  static func aggregate(
    _ function: Aggregate.Function, _ values: [ExpressionValue?]
  ) -> AggregateAccumulator {
    var accumulator = AggregateAccumulator(function)
    for value in values { accumulator.add(value) }
    return accumulator
  }

  static let space = Aggregate.Function.groupConcat(separator: " ")

  @Test(
    "of few values",
    arguments: [
      AggregateCase(.count, [], "\"0\"^^integer"),
      AggregateCase(.count, ["1", nil, "_:b", "1"], "\"3\"^^integer"),
      AggregateCase(.sum, [], "\"0\"^^integer"),
      AggregateCase(.sum, ["1", "2", "3"], "\"6\"^^integer"),
      AggregateCase(.sum, ["1.0", "2.2", "3.5"], "\"6.7\"^^decimal"),
      AggregateCase(.sum, ["1", "2.2"], "\"3.2\"^^decimal"),
      AggregateCase(.sum, ["1.0E2", "2.0E3", "3.0E4"], "\"3.21E4\"^^double"),
      AggregateCase(.sum, ["0.2e0", "0.2"], "\"4.0E-1\"^^double"),
      AggregateCase(.sum, ["1", "\"2\"^^float"], "\"3.0E0\"^^float"),
      AggregateCase(.sum, ["\"1\"^^float", "2e0", "1"], "\"4.0E0\"^^double"),
      AggregateCase(.sum, ["\"100\"^^byte", "\"100\"^^byte"], "\"200\"^^integer"),
      AggregateCase(.sum, ["9223372036854775807", "1"], "\"9223372036854775808\"^^integer"),
      AggregateCase(
        .sum, ["99999999999999999999999999999999999999999", "1", "0.5"],
        "\"100000000000000000000000000000000000000000.5\"^^decimal"),
      AggregateCase(.sum, ["1", "\"2\""], "error"), AggregateCase(.sum, ["1", nil], "error"),
      AggregateCase(.sum, ["_:b"], "error"), AggregateCase(.sum, ["\"x\"^^integer", "1"], "error"),
      AggregateCase(.sum, ["\"P1D\"^^duration"], "error"),
      AggregateCase(.sum, ["\"NaN\"^^double", "1"], "\"NaN\"^^double"),
      AggregateCase(.sum, ["\"INF\"^^double", "1e0"], "\"INF\"^^double"),
      AggregateCase(.sum, ["\"INF\"^^double", "\"-INF\"^^double"], "\"NaN\"^^double"),
      AggregateCase(.sum, ["1e308", "1e308", "-1e308"], "\"1.0E308\"^^double"),
      AggregateCase(.sum, ["1e308", "1e308"], "\"INF\"^^double"),
      AggregateCase(.sum, ["1e16", "1", "-1e16"], "\"1.0E0\"^^double"),
      AggregateCase(.average, [], "\"0\"^^integer"),
      AggregateCase(.average, ["1", "2", "3", "4"], "\"2.5\"^^decimal"),
      AggregateCase(.average, ["1", "2", "3"], "\"2\"^^decimal"),
      AggregateCase(.average, ["1.0", "2.2", "2.2", "2.2", "3.5"], "\"2.22\"^^decimal"),
      AggregateCase(.average, ["0.2e0", "0.2"], "\"2.0E-1\"^^double"),
      AggregateCase(.average, ["1", "0", "2", "4"], "\"1.75\"^^decimal"),
      AggregateCase(.average, ["1", "1", "2"], "\"1.333333333333333333\"^^decimal"),
      AggregateCase(.average, ["\"1\"^^float", "2"], "\"1.5E0\"^^float"),
      AggregateCase(.average, ["1", "_:b2", "3", "4"], "error"),
      AggregateCase(.average, ["1", nil], "error"),
      AggregateCase(.minimum, [], "error"),
      AggregateCase(.minimum, ["3", "01", "2"], "\"01\"^^integer"),
      AggregateCase(.minimum, ["0.2e0", "2.2"], "\"0.2e0\"^^double"),
      AggregateCase(.minimum, ["1", "\"a\"", "<http://a>"], "<http://a>"),
      AggregateCase(.minimum, ["1", "_:b2", "3"], "_:b2"),
      AggregateCase(.minimum, ["1", nil], "error"),
      AggregateCase(.minimum, ["\"b\"", "\"a\""], "\"a\""), AggregateCase(.maximum, [], "error"),
      AggregateCase(.maximum, ["3", "20", "100"], "\"100\"^^integer"),
      AggregateCase(.maximum, ["1", "2.2", "3.0E4"], "\"3.0E4\"^^double"),
      AggregateCase(.maximum, ["1", nil, "2"], "\"2\"^^integer"),
      AggregateCase(.maximum, [nil], "error"),
      AggregateCase(.maximum, ["1", "\"a\"", "_:b"], "\"a\""),
      AggregateCase(
        .maximum, ["\"2020-01-01\"^^date", "\"2021-01-01\"^^date"], "\"2021-01-01\"^^date"),
      AggregateCase(.sample, [], "error"), AggregateCase(.sample, [nil, "5"], "\"5\"^^integer"),
      AggregateCase(.sample, [nil], "error"), AggregateCase(space, [], "\"\""),
      AggregateCase(space, ["\"1\"", "\"22\""], "\"1 22\""),
      AggregateCase(space, ["\"1\"@en", "\"2\"@fr"], "\"1 2\""),
      AggregateCase(space, ["01", "<http://a>", "\"\""], "\"01 http://a \""),
      AggregateCase(.groupConcat(separator: ":"), ["\"\"", "\"a\"", "\"b\""], "\":a:b\""),
      AggregateCase(.groupConcat(separator: ""), ["\"a\"", "\"b\""], "\"ab\""),
      AggregateCase(space, ["\"a\"", "_:b"], "error"),
      AggregateCase(space, ["\"a\"", nil], "error"),
    ])
  func table(_ test: AggregateCase) {
    let values = test.values.map { $0.map(value) }
    #expect(notation(Self.aggregate(test.function, values).result) == test.expected)
    // The same in two parts, wherever it is cut.
    for cut in 0...values.count {
      var first = Self.aggregate(test.function, Array(values[..<cut]))
      first.merge(Self.aggregate(test.function, Array(values[cut...])))
      #expect(notation(first.result) == test.expected, "cut at \(cut)")
    }
  }

  @Test("do not depend on the order or on the division into parts")
  func orderPlaysNoPart() {
    var random = testRandom()
    for function: Aggregate.Function in [.count, .sum, .average, .minimum, .maximum, .sample] {
      for round in 0..<60 {
        var values: [ExpressionValue?] = (0..<Int.random(in: 1...40, using: &random)).map { _ in
          Self.number(&random, kinds: round % 4 + 1)
        }
        let expected = notation(Self.aggregate(function, values).result)
        for _ in 0..<3 {
          values.shuffle(using: &random)
          let cut = Int.random(in: 0...values.count, using: &random)
          var parts = Self.aggregate(function, Array(values[cut...]))
          parts.merge(Self.aggregate(function, Array(values[..<cut])))
          #expect(notation(parts.result) == expected)
        }
      }
    }
  }

  /// An integer, or with more kinds also a decimal, a double or a float.
  private static func number(_ random: inout FunctionRandom, kinds: Int) -> ExpressionValue {
    let integer = Int.random(in: -1_000_000...1_000_000, using: &random)
    let exponent = Int.random(in: -30...30, using: &random)
    switch Int.random(in: 0..<kinds, using: &random) {
    case 0: return .value(.integer(XSDInteger(integer)))
    case 1: return value("\(integer).\(Int.random(in: 0...9_999, using: &random))")
    case 2: return value("\(integer)e\(exponent)")
    default: return value("\"\(integer)e\(exponent)\"^^float")
    }
  }

  @Test("sums of doubles are rounded once, from the exact sum")
  func exactSums() throws {
    var random = testRandom()
    for round in 0..<200 {
      let spread = round % 2 == 0 ? 4 : 300
      let numbers = (0..<Int.random(in: 1...80, using: &random)).map { _ in
        let significand = Double.random(in: -1...1, using: &random)
        return significand
          * Double(
            sign: .plus, exponent: Int.random(in: -spread...spread, using: &random), significand: 1)
      }
      let exact = numbers.compactMap { XSDDecimal(exactly: $0) }.reduce(XSDDecimal(0), +)
      let expected = try #require(XSDValue.decimal(exact).asDouble)
      let result = Self.aggregate(.sum, numbers.map { .value(.double($0)) }).result
      #expect(result == .value(.double(expected)))
    }
    let tenths = Self.aggregate(.sum, Array(repeating: .value(.double(0.1)), count: 10)).result
    #expect(tenths == .value(.double(1)))
  }

  @Test(
    "a sum that is just between two doubles goes to the even one, unless a little more is there")
  func halves() {
    func sum(_ numbers: [Double]) -> ExpressionValue? {
      Self.aggregate(.sum, numbers.map { .value(.double($0)) }).result
    }
    let ulp = Double(1).ulp
    #expect(sum([1, ulp / 2]) == .value(.double(1)))
    #expect(sum([1, ulp / 2, 1e-300]) == .value(.double(1 + ulp)))
    #expect(sum([1, ulp / 2, -1e-300]) == .value(.double(1)))
    #expect(sum([1 + ulp, ulp / 2]) == .value(.double(1 + 2 * ulp)))
    #expect(sum([1 + ulp, ulp / 2, -1e-300]) == .value(.double(1 + ulp)))
  }

  @Test("the text of GROUP_CONCAT is counted for budgets")
  func extraBytes() {
    var accumulator = AggregateAccumulator(Self.space)
    #expect(accumulator.extraBytes == 0)
    for _ in 0..<100 { accumulator.add(value("\"0123456789\"")) }
    #expect(accumulator.extraBytes >= 1_099)
    #expect(AggregateAccumulator(.sum).extraBytes == 0)
  }

  @Test("a copy goes its own way")
  func copies() {
    for function: Aggregate.Function in [.sum, Self.space] {
      var one = AggregateAccumulator(function)
      let numbers: [ExpressionValue?] = [
        value("1e300"), value("1e0"), value("1e-300"), value("1e308"),
      ]
      for number in numbers { one.add(number) }
      var other = one
      let before = notation(one.result)
      for number in numbers { other.add(number) }
      #expect(notation(one.result) == before)
      #expect(notation(other.result) != before)
    }
  }

  @Test("long columns of doubles whose errors pile up stay exact")
  func longColumns() throws {
    var random = testRandom()
    var accumulator = AggregateAccumulator(.sum)
    var exact = XSDDecimal(0)
    for _ in 0..<3_000 {
      let exponent = Int.random(in: -200...200, using: &random)
      let significand = Double.random(in: -1...1, using: &random)
      let number = significand * Double(sign: .plus, exponent: exponent, significand: 1)
      accumulator.add(.value(.double(number)))
      exact = exact + (try #require(XSDDecimal(exactly: number)))
    }
    let expected = try #require(XSDValue.decimal(exact).asDouble)
    #expect(accumulator.result == .value(.double(expected)))
  }
}
