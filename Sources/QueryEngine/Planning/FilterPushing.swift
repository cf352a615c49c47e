// Conditions down to where their variables are bound, so that what they refuse is never carried.
//
//     filter over optional     on the left side, where that binds all it reads for certain
//     filter over union        on each part
//     filter over minus        on the left side
//     filter over bind         below it, where it does not read the new variable
//
// Each keeps the meaning: the condition sees the same bindings below as above.

import SPARQL

extension Planner {
  /// The pattern with its conditions as far down as they can stand.
  func pushingFilters(_ algebra: Algebra) -> Algebra {
    switch algebra {
    case .filter(let condition, let a):
      var inner = pushingFilters(a)
      for part in condition.conjuncts { inner = push(part, into: inner) }
      return inner
    case .basic, .path, .values, .service: return algebra
    case .join(let a, let b): return .join(pushingFilters(a), pushingFilters(b))
    case .leftJoin(let a, let b, let condition):
      return .leftJoin(pushingFilters(a), pushingFilters(b), condition)
    case .union(let a, let b): return .union(pushingFilters(a), pushingFilters(b))
    case .graph(let name, let a): return .graph(name, pushingFilters(a))
    case .extend(let a, let variable, let expression):
      return .extend(pushingFilters(a), variable, expression)
    case .minus(let a, let b): return .minus(pushingFilters(a), pushingFilters(b))
    case .group(let a, let keys, let aggregates):
      return .group(pushingFilters(a), keys: keys, aggregates: aggregates)
    case .orderBy(let a, let conditions): return .orderBy(pushingFilters(a), conditions)
    case .project(let a, let list): return .project(pushingFilters(a), list)
    case .distinct(let a): return .distinct(pushingFilters(a))
    case .reduced(let a): return .reduced(pushingFilters(a))
    case .slice(let a, let offset, let limit):
      return .slice(pushingFilters(a), offset: offset, limit: limit)
    }
  }

  private func push(_ condition: QueryExpression, into algebra: Algebra) -> Algebra {
    // EXISTS sees all that the row binds, and a volatile condition is to be asked once a row.
    guard !condition.hasExists, !condition.isVolatile else { return .filter(condition, algebra) }
    switch algebra {
    case .leftJoin(let a, let b, let own)
    where condition.mentionedVariables.isSubset(of: a.certainVariables):
      return .leftJoin(push(condition, into: a), b, own)
    case .union(let a, let b):
      return .union(push(condition, into: a), push(condition, into: b))
    case .minus(let a, let b): return .minus(push(condition, into: a), b)
    case .extend(let a, let variable, let expression)
    where !condition.mentionedVariables.contains(variable) && !expression.isVolatile:
      return .extend(push(condition, into: a), variable, expression)
    default: return .filter(condition, algebra)
    }
  }
}
