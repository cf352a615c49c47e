// Expressions as symbolic expressions: functions by their names in small letters, operators as written.

import RDF

extension QueryExpression: CustomStringConvertible {
  /// The expression as a symbolic expression.
  public var description: String { symbolic.description }

  /// The expression as a symbolic expression.
  public var symbolic: SymbolicExpression {
    switch self {
    case .variable(let variable): return variable.symbolic
    case .term(let term): return .word(term.queryText)
    case .or(let left, let right): return .call("||", left.symbolic, right.symbolic)
    case .and(let left, let right): return .call("&&", left.symbolic, right.symbolic)
    case .not(let operand): return .call("!", operand.symbolic)
    case .compare(let comparison, let left, let right):
      return .call(comparison.rawValue, left.symbolic, right.symbolic)
    case .arithmetic(let operation, let left, let right):
      return .call(operation.rawValue, left.symbolic, right.symbolic)
    case .negate(let operand): return .call("-", operand.symbolic)
    case .plus(let operand): return .call("+", operand.symbolic)
    case .isIn(let operand, let list, let isNegated):
      return .call(isNegated ? "notin" : "in", [operand.symbolic] + list.map(\.symbolic))
    case .call(let function, let arguments):
      return .call(function.rawValue.lowercased(), arguments.map(\.symbolic))
    case .function(let name, let arguments):
      return .call("<\(name.string)>", arguments.map(\.symbolic))
    case .bound(let variable): return .call("bound", variable.symbolic)
    case .conditional(let condition, let first, let second):
      return .call("if", condition.symbolic, first.symbolic, second.symbolic)
    case .coalesce(let list): return .call("coalesce", list.map(\.symbolic))
    case .exists(let pattern, let isNegated):
      return .call(isNegated ? "notexists" : "exists", pattern.symbolic)
    }
  }
}
