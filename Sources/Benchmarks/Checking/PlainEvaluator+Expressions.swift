// Expressions of FILTER (SPARQL 1.1 section 17); nil is an error throughout.

import RDF
import SPARQL

extension PlainEvaluator {
  /// The effective boolean value of an expression.
  func truth(
    _ expression: QueryExpression, _ row: Row
  ) throws(PlainEvaluationError) -> Bool? {
    try value(expression, row)?.effectiveBooleanValue
  }

  private func value(
    _ expression: QueryExpression, _ row: Row
  ) throws(PlainEvaluationError) -> ExpressionValue? {
    switch expression {
    case .variable(let variable):
      let id = slots[variable].map { row[$0] } ?? 0
      return id == 0 ? nil : .term(try term(of: id))
    case .term(let term): return .term(term)
    case .or(let left, let right):
      return boolean(Operators.or(try truth(left, row), try truth(right, row)))
    case .and(let left, let right):
      return boolean(Operators.and(try truth(left, row), try truth(right, row)))
    case .not(let operand): return boolean(Operators.not(try truth(operand, row)))
    case .compare(let comparison, let left, let right):
      guard let left = try value(left, row), let right = try value(right, row) else { return nil }
      return boolean(Operators.compare(comparison, left, right))
    case .arithmetic(let operation, let left, let right):
      guard let left = try value(left, row), let right = try value(right, row) else { return nil }
      return Operators.arithmetic(operation, left, right)
    case .negate(let operand): return try value(operand, row).flatMap { Operators.negate($0) }
    case .plus(let operand): return try value(operand, row).flatMap { Operators.plus($0) }
    case .bound(let variable): return boolean(slots[variable].map { row[$0] != 0 } ?? false)
    case .call(let function, let arguments):
      return try values(arguments, row).flatMap {
        Functions.call(function, $0, context: context)
      }
    case .function(let name, let arguments):
      return try values(arguments, row).flatMap { Functions.call(iri: name, $0, context: context) }
    case .isIn, .conditional, .coalesce, .exists: throw .unsupported("IN, IF, COALESCE and EXISTS")
    }
  }

  /// The values of arguments, or nil where one is an error.
  private func values(
    _ arguments: [QueryExpression], _ row: Row
  ) throws(PlainEvaluationError) -> [ExpressionValue]? {
    var values: [ExpressionValue] = []
    for argument in arguments {
      guard let value = try value(argument, row) else { return nil }
      values.append(value)
    }
    return values
  }

  private func boolean(_ truth: Bool?) -> ExpressionValue? {
    truth.map { .term(.literal(Literal($0))) }
  }
}
