// substitute(pattern, μ), by which EXISTS is defined (section 18.6).
//
// "Replacing every occurrence of a variable v by μ(v)" is clear where a term may stand. Elsewhere this is
// what it is taken to mean:
// * VALUES: a row stays where its cell is the term or UNDEF, and the column goes.
// * BIND and GROUP BY assign the variable: what they assign must be the term.
// * A subquery's variables that it does not project are other variables (section 12), so they stay.

import RDF
import SPARQL

extension Algebra {
  package func substituting(_ solution: Solution) -> Algebra {
    switch self {
    case .basic(let patterns):
      return .basic(patterns.map { $0.substituting(solution) })
    case .path(let subject, let path, let object):
      return .path(subject.substituting(solution), path, object.substituting(solution))
    case .join(let left, let right):
      return .join(left.substituting(solution), right.substituting(solution))
    case .leftJoin(let left, let right, let condition):
      return .leftJoin(
        left.substituting(solution), right.substituting(solution),
        condition?.substituting(solution))
    case .filter(let condition, let inner):
      return .filter(condition.substituting(solution), inner.substituting(solution))
    case .union(let left, let right):
      return .union(left.substituting(solution), right.substituting(solution))
    case .graph(let name, let inner):
      return .graph(name.substituting(solution), inner.substituting(solution))
    case .extend(let inner, let variable, let expression):
      return Algebra.extend(
        inner.substituting(solution), variable, expression.substituting(solution)
      ).agreeing(with: solution, on: [variable])
    case .minus(let left, let right):
      return .minus(left.substituting(solution), right.substituting(solution))
    case .values(let table):
      return .values(table.substituting(solution))
    case .service(var call):
      call.endpoint = call.endpoint.substituting(solution)
      call.pattern = call.pattern.substituting(solution)
      return .service(call)
    case .group(let inner, let keys, let aggregates):
      return Algebra.group(
        inner.substituting(solution),
        keys: keys.map { GroupKey($0.expression.substituting(solution), as: $0.variable) },
        aggregates: aggregates.map { $0.substituting(solution) }
      ).agreeing(with: solution, on: keys.map(\.variable))
    case .orderBy(let inner, let conditions):
      return .orderBy(
        inner.substituting(solution),
        conditions.map {
          OrderCondition($0.expression.substituting(solution), isDescending: $0.isDescending)
        })
    case .project(let inner, let variables):
      return .project(inner.substituting(solution.restricted(to: variables)), variables)
    case .distinct(let inner):
      return .distinct(inner.substituting(solution))
    case .reduced(let inner):
      return .reduced(inner.substituting(solution))
    case .slice(let inner, let offset, let limit):
      return .slice(inner.substituting(solution), offset: offset, limit: limit)
    }
  }

  /// The solutions of this pattern whose `variables` are what `solution` says of them.
  private func agreeing(with solution: Solution, on variables: [Variable]) -> Algebra {
    let given = variables.filter { solution[$0] != nil }
    guard !given.isEmpty else { return self }
    let row = ValuesTable(variables: given, rows: [given.map { solution[$0] }])
    return .join(self, .values(row))
  }
}

extension PatternTerm {
  fileprivate func substituting(_ solution: Solution) -> PatternTerm {
    guard case .variable(let variable) = self, let term = solution[variable] else { return self }
    return .term(term)
  }
}

extension TriplePattern {
  fileprivate func substituting(_ solution: Solution) -> TriplePattern {
    TriplePattern(
      subject.substituting(solution), predicate.substituting(solution),
      object.substituting(solution))
  }
}

extension ValuesTable {
  fileprivate func substituting(_ solution: Solution) -> ValuesTable {
    let kept = variables.indices.filter { solution[variables[$0]] == nil }
    let agreeing = rows.filter { row in
      zip(variables, row).allSatisfy { variable, cell in
        guard let cell, let term = solution[variable] else { return true }
        return cell == term
      }
    }
    return ValuesTable(
      variables: kept.map { variables[$0] }, rows: agreeing.map { row in kept.map { row[$0] } })
  }
}

extension NamedAggregate {
  fileprivate func substituting(_ solution: Solution) -> NamedAggregate {
    var copy = self
    copy.aggregate.argument = aggregate.argument?.substituting(solution)
    return copy
  }
}

extension QueryExpression {
  fileprivate func substituting(_ solution: Solution) -> QueryExpression {
    func replaced(_ expression: QueryExpression) -> QueryExpression {
      expression.substituting(solution)
    }
    switch self {
    case .variable(let variable): return solution[variable].map { .term($0) } ?? self
    case .term: return self
    case .or(let left, let right): return .or(replaced(left), replaced(right))
    case .and(let left, let right): return .and(replaced(left), replaced(right))
    case .not(let operand): return .not(replaced(operand))
    case .compare(let comparison, let left, let right):
      return .compare(comparison, replaced(left), replaced(right))
    case .arithmetic(let arithmetic, let left, let right):
      return .arithmetic(arithmetic, replaced(left), replaced(right))
    case .negate(let operand): return .negate(replaced(operand))
    case .plus(let operand): return .plus(replaced(operand))
    case .isIn(let operand, let list, let isNegated):
      return .isIn(replaced(operand), list.map(replaced), isNegated: isNegated)
    case .call(let function, let arguments): return .call(function, arguments.map(replaced))
    case .function(let name, let arguments): return .function(name, arguments.map(replaced))
    case .bound(let variable):
      // BOUND of a term: there is no such expression, but it is bound.
      return solution[variable] == nil ? self : .term(.literal(Literal(true)))
    case .conditional(let condition, let one, let other):
      return .conditional(replaced(condition), replaced(one), replaced(other))
    case .coalesce(let operands): return .coalesce(operands.map(replaced))
    case .exists(let pattern, let isNegated):
      return .exists(pattern.substituting(solution), isNegated: isNegated)
    }
  }
}
