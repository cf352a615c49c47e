// Algebra as symbolic expressions, in the words of section 18.2 and the manner of the SSE notation.

import RDF

extension Algebra: CustomStringConvertible {
  /// The pattern as a symbolic expression on one line; ``symbolic`` can be broken into several.
  public var description: String { symbolic.description }

  /// The pattern as a symbolic expression.
  public var symbolic: SymbolicExpression {
    switch self {
    case .basic(let triples):
      return triples.isEmpty
        ? .call("table", .word("unit")) : .call("bgp", triples.map(\.symbolic))
    case .path(let subject, let path, let object):
      return .call("path", subject.symbolic, path.symbolic, object.symbolic)
    case .join(let left, let right): return .call("join", left.symbolic, right.symbolic)
    case .leftJoin(let left, let right, let condition):
      let condition = condition.map { [$0.symbolic] } ?? []
      return .call("leftjoin", [left.symbolic, right.symbolic] + condition)
    case .filter(let condition, let pattern):
      return .call("filter", condition.symbolic, pattern.symbolic)
    case .union(let left, let right): return .call("union", left.symbolic, right.symbolic)
    case .graph(let name, let pattern):
      return .call("graph", name.symbolic, pattern.symbolic)
    case .extend(let pattern, let variable, let expression):
      return .call(
        "extend", .list([.list([variable.symbolic, expression.symbolic])]), pattern.symbolic)
    case .minus(let left, let right): return .call("minus", left.symbolic, right.symbolic)
    case .values(let table): return table.symbolic
    case .service(let call):
      let silent: [SymbolicExpression] = call.isSilent ? [.word("silent")] : []
      return .call("service", silent + [call.endpoint.symbolic, call.pattern.symbolic])
    case .group, .orderBy, .project, .distinct, .reduced, .slice:
      return symbolicModifier
    }
  }

  private var symbolicModifier: SymbolicExpression {
    switch self {
    case .group(let pattern, let keys, let aggregates):
      return .call(
        "group", .list(keys.map(\.symbolic)), .list(aggregates.map(\.symbolic)),
        pattern.symbolic)
    case .orderBy(let pattern, let conditions):
      return .call("order", .list(conditions.map(\.symbolic)), pattern.symbolic)
    case .project(let pattern, let variables):
      return .call("project", .list(variables.map(\.symbolic)), pattern.symbolic)
    case .distinct(let pattern): return .call("distinct", pattern.symbolic)
    case .reduced(let pattern): return .call("reduced", pattern.symbolic)
    case .slice(let pattern, let offset, let limit):
      return .call(
        "slice", .word("\(offset)"), .word(limit.map(String.init) ?? "_"), pattern.symbolic)
    default: return symbolic
    }
  }
}

extension Variable {
  var symbolic: SymbolicExpression { .word("?\(name)") }
}

extension PatternTerm: CustomStringConvertible {
  /// The variable or the term, as SPARQL writes it.
  public var description: String { symbolic.description }

  var symbolic: SymbolicExpression {
    switch self {
    case .variable(let variable): variable.symbolic
    case .term(let term): .word(term.queryText)
    }
  }
}

extension TriplePattern: CustomStringConvertible {
  /// The triple as a symbolic expression.
  public var description: String { symbolic.description }

  var symbolic: SymbolicExpression {
    .call("triple", subject.symbolic, predicate.symbolic, object.symbolic)
  }
}

extension PropertyPath: CustomStringConvertible {
  /// The path as a symbolic expression.
  public var description: String { symbolic.description }

  /// The path as a symbolic expression.
  public var symbolic: SymbolicExpression {
    switch self {
    case .link(let iri): return .word("<\(iri.string)>")
    case .inverse(let path): return .call("reverse", path.symbolic)
    case .sequence(let first, let second):
      return .call("seq", first.symbolic, second.symbolic)
    case .alternative(let first, let second):
      return .call("alt", first.symbolic, second.symbolic)
    case .zeroOrMore(let path): return .call("path*", path.symbolic)
    case .oneOrMore(let path): return .call("path+", path.symbolic)
    case .zeroOrOne(let path): return .call("path?", path.symbolic)
    case .negatedSet(let forward, let inverse):
      let steps =
        forward.map { SymbolicExpression.word("<\($0.string)>") }
        + inverse.map { .call("rev", .word("<\($0.string)>")) }
      return .call("notoneof", steps)
    }
  }
}

extension ValuesTable {
  var symbolic: SymbolicExpression {
    let rows = rows.map { row in
      SymbolicExpression.call("row", row.map { .word($0?.queryText ?? "undef") })
    }
    return .call("table", [.call("vars", variables.map(\.symbolic))] + rows)
  }
}

extension GroupKey {
  var symbolic: SymbolicExpression {
    expression == .variable(variable)
      ? variable.symbolic : .list([variable.symbolic, expression.symbolic])
  }
}

extension NamedAggregate {
  var symbolic: SymbolicExpression { .list([variable.symbolic, aggregate.symbolic]) }
}

extension Aggregate {
  var symbolic: SymbolicExpression {
    var members: [SymbolicExpression] = isDistinct ? [.word("distinct")] : []
    let name: String
    switch function {
    case .count: name = "count"
    case .sum: name = "sum"
    case .minimum: name = "min"
    case .maximum: name = "max"
    case .average: name = "avg"
    case .sample: name = "sample"
    case .groupConcat(let separator):
      name = "group_concat"
      if separator != " " {
        members.append(.call("separator", .word(Term.literal(Literal(separator)).queryText)))
      }
    }
    if let argument { members.append(argument.symbolic) }
    return .call(name, members)
  }
}

extension OrderCondition {
  var symbolic: SymbolicExpression {
    isDescending ? .call("desc", expression.symbolic) : expression.symbolic
  }
}
