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

  /// A set function (sections 18.5.1.2 to 18.5.1.8) of a group's values, nil for errors.
  ///
  /// COUNT leaves errors out. SUM, AVG and GROUP_CONCAT are made of operators that an error makes an
  /// error. MIN and MAX sort: errors come first, so that MIN of any is one. SAMPLE may take another.
  private func setFunction(_ function: Aggregate.Function, _ members: [Term?]) -> Term? {
    let values = members.compactMap { $0 }
    let hasErrors = values.count < members.count
    switch function {
    case .count: return .literal(Literal(values.count))
    case .sum: return hasErrors ? nil : sum(values)
    case .average:
      if members.isEmpty { return .literal(Literal(0)) }
      let count = ExpressionValue.term(.literal(Literal(values.count)))
      return hasErrors
        ? nil : sum(values).flatMap { Operators.arithmetic(.divide, .term($0), count)?.term }
    case .minimum: return hasErrors ? nil : values.min(by: isSorted)
    case .maximum: return values.max(by: isSorted)
    case .sample: return values.first
    case .groupConcat(let separator):
      let texts = values.compactMap(text)
      return texts.count < members.count
        ? nil : .literal(Literal(texts.joined(separator: separator)))
    }
  }

  private func isSorted(_ one: Term, _ other: Term) -> Bool {
    SolutionOrder.compare(.term(one), .term(other)) == .ascending
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
