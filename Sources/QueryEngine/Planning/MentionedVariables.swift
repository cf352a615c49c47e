// Which variables an expression or a pattern speaks of, in scope or not.

import SPARQL

extension QueryExpression {
  /// The variables that the expression reads, those of its EXISTS patterns among them.
  var mentionedVariables: Set<Variable> {
    var found: Set<Variable> = []
    collectVariables(into: &found)
    return found
  }

  /// Whether an EXISTS stands in it.
  var hasExists: Bool {
    switch self {
    case .exists: true
    case .variable, .term, .bound: false
    default: children.contains { $0.hasExists }
    }
  }

  /// Whether two evaluations on the same row may differ.
  var isVolatile: Bool {
    if case .call(let function, _) = self, function.isVolatile { return true }
    return children.contains { $0.isVolatile }
  }

  /// The expressions that it is made of.
  var children: [QueryExpression] {
    switch self {
    case .variable, .term, .bound, .exists: []
    case .or(let a, let b), .and(let a, let b), .compare(_, let a, let b),
      .arithmetic(_, let a, let b):
      [a, b]
    case .not(let a), .negate(let a), .plus(let a): [a]
    case .isIn(let a, let list, _): [a] + list
    case .call(_, let list), .function(_, let list), .coalesce(let list): list
    case .conditional(let a, let b, let c): [a, b, c]
    }
  }

  /// The parts of a conjunction.
  var conjuncts: [QueryExpression] {
    if case .and(let a, let b) = self { return a.conjuncts + b.conjuncts }
    return [self]
  }

  private func collectVariables(into found: inout Set<Variable>) {
    switch self {
    case .variable(let variable), .bound(let variable): found.insert(variable)
    case .exists(let pattern, _): found.formUnion(pattern.mentionedVariables)
    default: for child in children { child.collectVariables(into: &found) }
    }
  }
}

extension PatternTerm {
  /// The variable that stands here, or nil.
  var variable: Variable? {
    if case .variable(let variable) = self { return variable }
    return nil
  }
}

extension TriplePattern {
  /// The variables of its places.
  var variables: [Variable] { [subject, predicate, object].compactMap(\.variable) }
}

extension Algebra {
  /// Every variable that stands anywhere in the pattern.
  var mentionedVariables: Set<Variable> {
    switch self {
    case .basic(let patterns): Set(patterns.flatMap(\.variables))
    case .path(let subject, _, let object):
      Set([subject.variable, object.variable].compactMap(\.self))
    case .join(let a, let b), .union(let a, let b), .minus(let a, let b):
      a.mentionedVariables.union(b.mentionedVariables)
    case .leftJoin(let a, let b, let condition):
      a.mentionedVariables.union(b.mentionedVariables)
        .union(condition?.mentionedVariables ?? [])
    case .filter(let condition, let a):
      a.mentionedVariables.union(condition.mentionedVariables)
    case .graph(let name, let a):
      a.mentionedVariables.union([name.variable].compactMap(\.self))
    case .extend(let a, let variable, let expression):
      a.mentionedVariables.union(expression.mentionedVariables).union([variable])
    case .values(let table): Set(table.variables)
    case .service(let call):
      call.pattern.mentionedVariables.union([call.endpoint.variable].compactMap(\.self))
    case .group(let a, let keys, let aggregates):
      keys.reduce(into: a.mentionedVariables) {
        $0.formUnion($1.expression.mentionedVariables)
        $0.insert($1.variable)
      }.union(aggregates.flatMap { $0.aggregate.argument?.mentionedVariables ?? [] })
        .union(aggregates.map(\.variable))
    case .orderBy(let a, let conditions):
      conditions.reduce(into: a.mentionedVariables) {
        $0.formUnion($1.expression.mentionedVariables)
      }
    case .project(let a, let variables): a.mentionedVariables.union(variables)
    case .distinct(let a), .reduced(let a), .slice(let a, _, _): a.mentionedVariables
    }
  }
}

extension Query {
  /// The variables that stand anywhere in the query.
  package var variables: Set<Variable> {
    let formVariables: [Variable] =
      switch form {
      case .select(let variables): variables
      case .ask: []
      case .construct(let template): template.flatMap(\.variables)
      case .describe(let terms): terms.compactMap(\.variable)
      }
    return pattern.mentionedVariables.union(formVariables)
  }
}
