// The operators of section 17.3. A type error is nil throughout.

import RDF

/// The operators of SPARQL on values.
public enum Operators {
  /// `! a` of an effective boolean value or an error.
  public static func not(_ operand: Bool?) -> Bool? { operand.map { !$0 } }

  /// `a && b`: false where one is false, else an error where one is an error (section 17.2).
  public static func and(_ left: Bool?, _ right: Bool?) -> Bool? {
    if left == false || right == false { return false }
    return left == nil || right == nil ? nil : true
  }

  /// `a || b`: true where one is true, else an error where one is an error (section 17.2).
  public static func or(_ left: Bool?, _ right: Bool?) -> Bool? {
    if left == true || right == true { return true }
    return left == nil || right == nil ? nil : false
  }
}

extension Operators {
  /// The result of `+`, `-`, `*` or `/`, or nil where there is none.
  ///
  /// Numbers as XPath promotes them; beyond the specification also dates and times with durations, and the
  /// difference of two dates, where a missing zone is `implicitTimeZone` or UTC.
  public static func arithmetic(
    _ operation: Arithmetic, _ left: ExpressionValue, _ right: ExpressionValue,
    implicitTimeZone: XSDTimeZone? = nil
  ) -> ExpressionValue? {
    guard let left = left.xsdValue, let right = right.xsdValue else { return nil }
    let result =
      switch operation {
      case .add: left.adding(right)
      case .subtract: left.subtracting(right, implicitTimeZone: implicitTimeZone)
      case .multiply: left.multiplied(by: right)
      case .divide: left.divided(by: right)
      }
    return result.map { .value($0) }
  }

  /// `- a`, of a number or a duration.
  public static func negate(_ operand: ExpressionValue) -> ExpressionValue? {
    operand.xsdValue?.negated.map { .value($0) }
  }

  /// `+ a`: the number itself, or nil for what is no number.
  public static func plus(_ operand: ExpressionValue) -> ExpressionValue? {
    guard let value = operand.xsdValue, value.isNumeric else { return nil }
    return .value(value)
  }
}
