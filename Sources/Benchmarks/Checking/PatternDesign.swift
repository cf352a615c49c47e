// Where handing bindings from the left to the right changes no answer.
//
// The specification evaluates both sides of OPTIONAL by themselves and joins what comes out. To
// evaluate the right side once for each solution of the left gives the same where the pattern is
// well designed (Pérez, Arenas and Gutierrez, "Semantics and Complexity of SPARQL", 2009): a
// variable of an OPTIONAL that stands outside of it too stands on its left side. A condition may
// also see but what its own group binds. FILTER above an OPTIONAL binds nothing and so may name
// the OPTIONAL's variables.

import SPARQL

/// Finds patterns that a nested loop would answer otherwise than the specification.
enum PatternDesign {
  /// Refuses a pattern that is not well designed.
  static func check(_ pattern: Algebra) throws(PlainEvaluationError) { try check(pattern, []) }

  /// `outside` are the variables of patterns beside this one.
  private static func check(
    _ pattern: Algebra, _ outside: Set<Variable>
  ) throws(PlainEvaluationError) {
    switch pattern {
    case .basic: break
    case .join(let left, let right):
      try check(left, outside.union(right.variables))
      try check(right, outside.union(left.variables))
    case .union(let left, let right):
      try check(left, outside)
      try check(right, outside)
    case .leftJoin(let left, let right, let condition):
      let own = Set(right.variables).subtracting(left.variables)
      guard own.isDisjoint(with: outside) else {
        throw .unsupported("an OPTIONAL whose variables come back outside of it")
      }
      if let condition { try check(condition, within: left.variables + right.variables) }
      try check(left, outside.union(right.variables))
      try check(right, outside.union(left.variables))
    case .filter(let condition, let inner):
      try check(condition, within: inner.variables)
      try check(inner, outside)
    default: throw .unsupported(name(of: pattern))
    }
  }

  private static func check(
    _ condition: QueryExpression, within variables: [Variable]
  ) throws(PlainEvaluationError) {
    guard try Self.variables(of: condition).isSubset(of: variables) else {
      throw .unsupported("a FILTER on a variable that its group does not have")
    }
  }

  private static func variables(
    of expression: QueryExpression
  ) throws(PlainEvaluationError) -> Set<Variable> {
    switch expression {
    case .variable(let variable), .bound(let variable): return [variable]
    case .term: return []
    case .not(let operand), .negate(let operand), .plus(let operand):
      return try variables(of: operand)
    case .or(let left, let right), .and(let left, let right), .compare(_, let left, let right),
      .arithmetic(_, let left, let right):
      return try variables(of: left).union(variables(of: right))
    case .call(_, let arguments), .function(_, let arguments):
      var all: Set<Variable> = []
      for argument in arguments { all.formUnion(try variables(of: argument)) }
      return all
    case .isIn, .conditional, .coalesce, .exists: throw .unsupported("IN, IF, COALESCE and EXISTS")
    }
  }

  /// What a user calls the operator of a pattern.
  static func name(of pattern: Algebra) -> String {
    switch pattern {
    case .basic, .join: "patterns"
    case .path: "property paths"
    case .leftJoin: "OPTIONAL"
    case .filter: "FILTER"
    case .union: "UNION"
    case .graph: "GRAPH"
    case .extend: "BIND and expressions of SELECT"
    case .minus: "MINUS"
    case .values: "VALUES"
    case .service: "SERVICE"
    case .group: "GROUP BY and aggregates"
    case .reduced: "REDUCED"
    case .orderBy, .project, .distinct, .slice: "subqueries"
    }
  }
}
