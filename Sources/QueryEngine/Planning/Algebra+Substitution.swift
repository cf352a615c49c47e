// Substitution of values for variables (section 18.6), and parameters of prepared queries.

import RDF
import SPARQL

extension Algebra {
  /// The pattern with terms in place of variables, wherever they can stand.
  ///
  /// A variable that the pattern itself sets (BIND, VALUES, a group's result) stays; so does one that a subquery does
  /// not select, which is another variable of the same name.
  func substituting(_ values: [Variable: Term]) -> Algebra {
    if values.isEmpty { return self }
    switch self {
    case .basic(let patterns):
      return .basic(
        patterns.map {
          TriplePattern(
            $0.subject.substituting(values), $0.predicate.substituting(values),
            $0.object.substituting(values))
        })
    case .path(let a, let path, let b):
      return .path(a.substituting(values), path, b.substituting(values))
    case .join(let a, let b): return .join(a.substituting(values), b.substituting(values))
    case .leftJoin(let a, let b, let condition):
      return .leftJoin(
        a.substituting(values), b.substituting(values), condition?.substituting(values))
    case .filter(let condition, let a):
      return .filter(condition.substituting(values), a.substituting(values))
    case .union(let a, let b): return .union(a.substituting(values), b.substituting(values))
    case .graph(let name, let a):
      return .graph(name.substituting(values), a.substituting(values))
    case .extend(let a, let variable, let expression):
      return .extend(a.substituting(values), variable, expression.substituting(values))
    case .minus(let a, let b): return .minus(a.substituting(values), b.substituting(values))
    case .values, .service: return self
    case .group(let a, let keys, let aggregates):
      return .group(
        a.substituting(values),
        keys: keys.map { GroupKey($0.expression.substituting(values), as: $0.variable) },
        aggregates: aggregates.map { named in
          var aggregate = named.aggregate
          aggregate.argument = aggregate.argument?.substituting(values)
          return NamedAggregate(named.variable, aggregate)
        })
    case .orderBy(let a, let conditions):
      return .orderBy(
        a.substituting(values),
        conditions.map {
          OrderCondition($0.expression.substituting(values), isDescending: $0.isDescending)
        })
    case .project(let a, let list):
      return .project(a.substituting(values.filter { list.contains($0.key) }), list)
    case .distinct(let a): return .distinct(a.substituting(values))
    case .reduced(let a): return .reduced(a.substituting(values))
    case .slice(let a, let offset, let limit):
      return .slice(a.substituting(values), offset: offset, limit: limit)
    }
  }
}

extension PatternTerm {
  func substituting(_ values: [Variable: Term]) -> PatternTerm {
    guard case .variable(let variable) = self, let term = values[variable] else { return self }
    return .term(term)
  }
}

extension QueryExpression {
  func substituting(_ values: [Variable: Term]) -> QueryExpression {
    func each(_ list: [QueryExpression]) -> [QueryExpression] {
      list.map { $0.substituting(values) }
    }
    switch self {
    case .variable(let variable): return values[variable].map { .term($0) } ?? self
    case .term: return self
    case .bound(let variable):
      guard values[variable] != nil else { return self }
      return .term(.literal(Literal("true", datatype: XSD.boolean)))
    case .or(let a, let b): return .or(a.substituting(values), b.substituting(values))
    case .and(let a, let b): return .and(a.substituting(values), b.substituting(values))
    case .not(let a): return .not(a.substituting(values))
    case .compare(let comparison, let a, let b):
      return .compare(comparison, a.substituting(values), b.substituting(values))
    case .arithmetic(let operation, let a, let b):
      return .arithmetic(operation, a.substituting(values), b.substituting(values))
    case .negate(let a): return .negate(a.substituting(values))
    case .plus(let a): return .plus(a.substituting(values))
    case .isIn(let a, let list, let isNegated):
      return .isIn(a.substituting(values), each(list), isNegated: isNegated)
    case .call(let function, let list): return .call(function, each(list))
    case .function(let iri, let list): return .function(iri, each(list))
    case .conditional(let a, let b, let c):
      return .conditional(
        a.substituting(values), b.substituting(values), c.substituting(values))
    case .coalesce(let list): return .coalesce(each(list))
    case .exists(let pattern, let isNegated):
      return .exists(pattern.substituting(values), isNegated: isNegated)
    }
  }
}
