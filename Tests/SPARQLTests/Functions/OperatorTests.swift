import RDF
import Testing

@testable import SPARQL

@Suite("operators")
struct OperatorTests {
  @Test("the connectives are three-valued")
  func threeValues() {
    let values: [Bool?] = [true, false, nil]
    var both: [Bool?] = []
    var either: [Bool?] = []
    for left in values {
      for right in values {
        both.append(Operators.and(left, right))
        either.append(Operators.or(left, right))
      }
    }
    #expect(both == [true, false, nil, false, false, false, nil, false, nil])
    #expect(either == [true, true, true, true, false, nil, true, nil, nil])
    #expect(values.map { Operators.not($0) } == [false, true, nil])
  }

  @Test(
    "arithmetic",
    arguments: [
      ("1", "+", "2", "\"3\"^^integer"), ("1", "-", "2", "\"-1\"^^integer"),
      ("3", "*", "4", "\"12\"^^integer"), ("6", "/", "3", "\"2\"^^decimal"),
      ("1", "/", "3", "\"0.333333333333333333\"^^decimal"), ("1", "/", "0", "error"),
      ("1.0", "/", "0.0", "error"), ("1e0", "/", "0", "\"INF\"^^double"),
      ("-1", "/", "0e0", "\"-INF\"^^double"), ("0e0", "/", "0", "\"NaN\"^^double"),
      ("1", "+", "2.5", "\"3.5\"^^decimal"), ("0.1", "+", "0.2", "\"0.3\"^^decimal"),
      ("1", "+", "\"2\"^^float", "\"3.0E0\"^^float"),
      ("2.5", "*", "\"2\"^^float", "\"5.0E0\"^^float"),
      ("\"1\"^^float", "+", "2e0", "\"3.0E0\"^^double"),
      ("\"100\"^^byte", "+", "\"100\"^^byte", "\"200\"^^integer"),
      ("9223372036854775807", "+", "1", "\"9223372036854775808\"^^integer"),
      ("\"1\"", "+", "2", "error"), ("\"1\"@en", "+", "2", "error"), ("true", "+", "1", "error"),
      ("\"x\"^^integer", "+", "1", "error"), ("<http://example.org/>", "+", "1", "error"),
      ("_:b", "*", "1", "error"), ("\"300\"^^byte", "+", "1", "error"),
      ("\"2020-01-31\"^^date", "+", "\"P1M\"^^yearMonthDuration", "\"2020-02-29\"^^date"),
      ("\"2020-01-02\"^^date", "-", "\"2020-01-01\"^^date", "\"P1D\"^^dayTimeDuration"),
      (
        "\"PT1H\"^^dayTimeDuration", "+", "\"PT30M\"^^dayTimeDuration",
        "\"PT1H30M\"^^dayTimeDuration"
      ),
    ])
  func arithmetic(_ left: String, _ operation: String, _ right: String, _ expected: String) throws {
    let operation = try #require(Arithmetic(rawValue: operation))
    #expect(notation(Operators.arithmetic(operation, value(left), value(right))) == expected)
  }

  @Test(
    "signs",
    arguments: [
      ("1", "\"-1\"^^integer", "\"1\"^^integer"), ("01", "\"-1\"^^integer", "\"1\"^^integer"),
      ("-1.5", "\"1.5\"^^decimal", "\"-1.5\"^^decimal"),
      ("0e0", "\"-0.0E0\"^^double", "\"0.0E0\"^^double"), ("\"1\"", "error", "error"),
      ("true", "error", "error"), ("\"P1D\"^^duration", "\"-P1D\"^^duration", "error"),
    ])
  func signs(_ operand: String, _ negated: String, _ plus: String) {
    #expect(notation(Operators.negate(value(operand))) == negated)
    #expect(notation(Operators.plus(value(operand))) == plus)
  }

  @Test("arithmetic of random numbers keeps to its laws")
  func laws() throws {
    var random = testRandom()
    for _ in 0..<500 {
      let (a, b, c) = (number(&random), number(&random), number(&random))
      #expect(same(calculate(.add, a, b), calculate(.add, b, a)), "\(a) + \(b)")
      #expect(same(calculate(.multiply, a, b), calculate(.multiply, b, a)), "\(a) * \(b)")
      let left = calculate(.multiply, a, try #require(calculate(.add, b, c)))
      let right = calculate(
        .add, try #require(calculate(.multiply, a, b)), try #require(calculate(.multiply, a, c)))
      #expect(same(left, right), "\(a) * (\(b) + \(c))")
      let back = calculate(.subtract, try #require(calculate(.add, a, b)), b)
      #expect(same(back, a), "\(a) + \(b) - \(b)")
    }
  }

  /// An integer or decimal of any length, for which the laws are exact.
  private func number(_ random: inout FunctionRandom) -> ExpressionValue {
    let digits = (0..<Int.random(in: 1...25, using: &random)).map { _ in
      String(Int.random(in: 0...9, using: &random))
    }.joined()
    let sign = Bool.random(using: &random) ? "-" : ""
    if Bool.random(using: &random) { return value(sign + digits) }
    return value(sign + digits + "." + String(Int.random(in: 0...999, using: &random)))
  }

  private func calculate(
    _ operation: Arithmetic, _ left: ExpressionValue, _ right: ExpressionValue
  ) -> ExpressionValue? {
    Operators.arithmetic(operation, left, right)
  }

  private func same(_ left: ExpressionValue?, _ right: ExpressionValue?) -> Bool {
    guard let left, let right else { return false }
    return Operators.equals(left, right) == true
  }
}
