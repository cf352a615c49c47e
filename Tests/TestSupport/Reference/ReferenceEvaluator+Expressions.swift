// Expressions: section 17. An error is nil throughout.

import RDF
import SPARQL

extension ReferenceEvaluator {
  /// Whether the effective boolean value is true; an error is not (section 17.2).
  func isTrue(
    _ expression: QueryExpression, _ solution: Solution, in graph: Set<Triple>
  ) throws -> Bool {
    try truth(expression, solution, in: graph, row: fresh()) == true
  }

  func value(
    _ expression: QueryExpression, _ solution: Solution, in graph: Set<Triple>
  ) throws -> Term? {
    try value(expression, solution, in: graph, row: fresh())
  }

  /// The term that `expression` is of a solution.
  ///
  /// `graph` is the active graph, for EXISTS, and `row` the number of the solution, throughout which
  /// a label of BNODE is one node (section 17.4.2.9).
  func value(
    _ expression: QueryExpression, _ solution: Solution, in graph: Set<Triple>,
    row: Int
  ) throws -> Term? {
    func value(_ operand: QueryExpression) throws -> ExpressionValue? {
      try self.value(operand, solution, in: graph, row: row).map { .term($0) }
    }
    func truth(_ operand: QueryExpression) throws -> Bool? {
      try self.truth(operand, solution, in: graph, row: row)
    }
    switch expression {
    case .variable(let variable): return solution[variable]
    case .term(let term): return term
    case .or(let left, let right):
      return term(Operators.or(try truth(left), try truth(right)))
    case .and(let left, let right):
      return term(Operators.and(try truth(left), try truth(right)))
    case .not(let operand): return term(Operators.not(try truth(operand)))
    case .compare(let comparison, let left, let right):
      guard let left = try value(left), let right = try value(right) else { return nil }
      return term(Operators.compare(comparison, left, right))
    case .arithmetic(let operation, let left, let right):
      guard let left = try value(left), let right = try value(right) else { return nil }
      return Operators.arithmetic(operation, left, right)?.term
    case .negate(let operand): return try value(operand).flatMap { Operators.negate($0)?.term }
    case .plus(let operand): return try value(operand).flatMap { Operators.plus($0)?.term }
    case .isIn(let operand, let list, let isNegated):
      // The disjunction of "=" (section 17.4.1.9), which is false of an empty list.
      guard let left = try value(operand) else { return nil }
      let isIn = try list.map(value).reduce(false) { found, right in
        Operators.or(found, right.flatMap { Operators.compare(.equal, left, $0) })
      }
      return term(isNegated ? Operators.not(isIn) : isIn)
    case .call(let function, let arguments):
      return call(try arguments.map(value), row) { Functions.call(function, $0, context: $1) }
    case .function(let name, let arguments):
      return call(try arguments.map(value), row) { Functions.call(iri: name, $0, context: $1) }
    case .bound(let variable): return term(solution[variable] != nil)
    case .conditional(let condition, let one, let other):
      guard let condition = try truth(condition) else { return nil }
      return try value(condition ? one : other)?.term
    case .coalesce(let operands):
      for operand in operands { if let found = try value(operand) { return found.term } }
      return nil
    case .exists(let pattern, let isNegated):
      // exists(P) is true iff eval(D(G), substitute(P, μ)) is not empty (section 18.6).
      let found = try evaluate(pattern.substituting(solution), in: graph)
      return term(found.isEmpty == isNegated)
    }
  }

  /// What a function makes of its arguments; an error among them is the result.
  private func call(
    _ arguments: [ExpressionValue?], _ row: Int,
    _ function: ([ExpressionValue], FunctionContext) -> ExpressionValue?
  ) -> Term? {
    let values = arguments.compactMap { $0 }
    guard values.count == arguments.count else { return nil }
    context.solution = UInt64(row)
    return function(values, context)?.term
  }

  private func truth(
    _ expression: QueryExpression, _ solution: Solution, in graph: Set<Triple>,
    row: Int
  ) throws -> Bool? {
    try value(expression, solution, in: graph, row: row)
      .flatMap { ExpressionValue.term($0).effectiveBooleanValue }
  }

  private func term(_ truth: Bool?) -> Term? { truth.map { .literal(Literal($0)) } }
}
