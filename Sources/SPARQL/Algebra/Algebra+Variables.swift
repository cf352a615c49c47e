// Which variables a pattern has (section 18.2.1), and which are bound in each of its solutions.
//
//     variables           may be bound in a solution, and are seen outside: not those of FILTER, EXISTS,
//                         the right side of MINUS, or below a projection or a group
//     certainVariables    are bound in every solution
//
// Generated variables are among both, for in the algebra they are variables as others are; what a user
// shall see leaves them out. Both cost one pass over the pattern.

extension Algebra {
  /// The variables in scope, in the order of their first appearance.
  public var variables: [Variable] {
    var list = VariableList()
    collectVariables(into: &list)
    return list.variables
  }

  private func collectVariables(into list: inout VariableList) {
    switch self {
    case .basic(let triples):
      for triple in triples {
        list.insert(triple.subject)
        list.insert(triple.predicate)
        list.insert(triple.object)
      }
    case .path(let subject, _, let object):
      list.insert(subject)
      list.insert(object)
    case .join(let left, let right), .leftJoin(let left, let right, _), .union(let left, let right):
      left.collectVariables(into: &list)
      right.collectVariables(into: &list)
    case .filter(_, let pattern), .minus(let pattern, _), .orderBy(let pattern, _),
      .distinct(let pattern), .reduced(let pattern), .slice(let pattern, _, _):
      pattern.collectVariables(into: &list)
    case .graph(let name, let pattern):
      list.insert(name)
      pattern.collectVariables(into: &list)
    case .extend(let pattern, let variable, _):
      pattern.collectVariables(into: &list)
      list.insert(variable)
    case .values(let table):
      for variable in table.variables { list.insert(variable) }
    case .service(let call):
      list.insert(call.endpoint)
      call.pattern.collectVariables(into: &list)
    case .group(_, let keys, let aggregates):
      for key in keys { list.insert(key.variable) }
      for aggregate in aggregates { list.insert(aggregate.variable) }
    case .project(_, let variables):
      for variable in variables { list.insert(variable) }
    }
  }

  /// The variables that every solution binds.
  ///
  /// There may be more of them than are found: what depends on the data or on values counts as unbound.
  public var certainVariables: Set<Variable> {
    switch self {
    case .basic, .path:
      return Set(variables)
    case .join(let left, let right):
      return left.certainVariables.union(right.certainVariables)
    case .union(let left, let right):
      return left.certainVariables.intersection(right.certainVariables)
    case .leftJoin(let pattern, _, _), .filter(_, let pattern), .minus(let pattern, _),
      .orderBy(let pattern, _), .distinct(let pattern), .reduced(let pattern),
      .slice(let pattern, _, _):
      return pattern.certainVariables
    case .graph(let name, let pattern):
      return pattern.certainVariables.adding(name)
    case .extend(let pattern, let variable, let expression):
      let certain = pattern.certainVariables
      return expression.isCertain(certain) ? certain.union([variable]) : certain
    case .values(let table):
      let certain = table.variables.indices.filter { column in
        table.rows.allSatisfy { $0[column] != nil }
      }
      return Set(certain.map { table.variables[$0] })
    case .service(let call):
      // A silent failure is one solution that binds nothing.
      return call.isSilent ? [] : call.pattern.certainVariables.adding(call.endpoint)
    case .group(let pattern, let keys, let aggregates):
      let certain = pattern.certainVariables
      let boundKeys = keys.filter { $0.expression.isCertain(certain) }.map(\.variable)
      // Counting cannot fail: what is an error is not counted.
      let counts = aggregates.filter { $0.aggregate.function == .count }.map(\.variable)
      return Set(boundKeys + counts)
    case .project(let pattern, let variables):
      return pattern.certainVariables.intersection(variables)
    }
  }
}

extension Set<Variable> {
  fileprivate func adding(_ term: PatternTerm) -> Set<Variable> {
    guard case .variable(let variable) = term else { return self }
    return union([variable])
  }
}

extension QueryExpression {
  /// Whether the expression has a value in every solution that binds the `certain` variables.
  fileprivate func isCertain(_ certain: Set<Variable>) -> Bool {
    switch self {
    case .term, .bound, .exists: true
    case .variable(let variable): certain.contains(variable)
    default: false
    }
  }
}
