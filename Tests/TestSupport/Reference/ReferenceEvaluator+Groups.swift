// Group, Aggregation and AggregateJoin: section 18.5.1.

import RDF
import SPARQL

extension ReferenceEvaluator {
  /// A solution for each group: its key and its aggregates.
  func group(
    _ solutions: [Solution], _ keys: [GroupKey], _ aggregates: [NamedAggregate],
    in graph: Set<Triple>
  ) throws -> [Solution] {
    var groups: [[Term?]: [Solution]] = keys.isEmpty ? [[]: []] : [:]
    for solution in solutions {
      // ListEval keeps errors: they are keys of their own.
      let key = try keys.map { try value($0.expression, solution, in: graph) }
      groups[key, default: []].append(solution)
    }
    return try groups.map { key, members in
      var row: Solution = [:]
      for (key, term) in zip(keys, key) { row[key.variable] = term }
      for named in aggregates {
        row[named.variable] = try value(named.aggregate, members, in: graph)
      }
      return row
    }
  }

  /// F(Ω) of the definition of Aggregation; nil is an error.
  private func value(
    _ aggregate: Aggregate, _ members: [Solution], in graph: Set<Triple>
  ) throws -> Term? {
    guard let argument = aggregate.argument else {
      // Blank nodes of a pattern are no part of its solutions, so that they do not tell two apart.
      let named = members.map { $0.filter { !$0.key.isGenerated } }
      return .literal(Literal(aggregate.isDistinct ? named.distinct().count : named.count))
    }
    var values = try members.map { try value(argument, $0, in: graph) }
    if aggregate.isDistinct {
      var seen: Set<Term?> = []
      values = values.filter { seen.insert($0).inserted }
    }
    return setFunction(aggregate.function, values)
  }

  /// A set function (sections 18.5.1.2 to 18.5.1.8) of a group's values, errors among them.
  ///
  /// COUNT leaves errors out; of the others any error makes the whole an error, as their definitions
  /// by operators have it.
  private func setFunction(_ function: Aggregate.Function, _ members: [Term?]) -> Term? {
    let values = members.compactMap { $0 }
    if case .count = function { return .literal(Literal(values.count)) }
    guard values.count == members.count else { return nil }
    switch function {
    case .count: return .literal(Literal(values.count))
    case .sum: return sum(values)
    case .average:
      guard !values.isEmpty else { return .literal(Literal(0)) }
      let count = ExpressionValue.term(.literal(Literal(values.count)))
      return sum(values).flatMap { Operators.arithmetic(.divide, .term($0), count)?.term }
    case .minimum: return values.min { isSorted($0, before: $1) }
    case .maximum: return values.max { isSorted($0, before: $1) }
    case .sample: return values.first
    case .groupConcat(let separator):
      let texts = values.map(text)
      guard !texts.contains(nil) else { return nil }
      return .literal(Literal(texts.compactMap { $0 }.joined(separator: separator)))
    }
  }

  private func sum(_ values: [Term]) -> Term? {
    values.reduce(.literal(Literal(0))) { sum, value in
      sum.flatMap { Operators.arithmetic(.add, .term($0), .term(value))?.term }
    }
  }

  /// STR of a term.
  private func text(_ term: Term) -> String? {
    switch term {
    case .iri(let iri): iri.string
    case .literal(let literal): literal.lexicalForm
    case .blankNode: nil
    }
  }
}
