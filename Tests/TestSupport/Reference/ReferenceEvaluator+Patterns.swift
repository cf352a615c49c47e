// eval(D(G), P): section 18.6, with the operators of section 18.5.

import RDF
import SPARQL

extension ReferenceEvaluator {
  /// The solutions of `pattern` with `graph` as the active graph.
  func evaluate(_ pattern: Algebra, in graph: Set<Triple>) throws -> [Solution] {
    switch pattern {
    case .basic(let patterns):
      return try match(patterns, in: graph)
    case .path(let subject, let path, let object):
      return walk(subject, path, object, in: graph)
    case .join(let left, let right):
      return try join(try evaluate(left, in: graph), try evaluate(right, in: graph))
    case .leftJoin(let left, let right, let condition):
      return try leftJoin(
        try evaluate(left, in: graph), try evaluate(right, in: graph), condition, in: graph)
    case .filter(let condition, let inner):
      return try evaluate(inner, in: graph).filter { try isTrue(condition, $0, in: graph) }
    case .union(let left, let right):
      return try evaluate(left, in: graph) + evaluate(right, in: graph)
    case .graph(let name, let inner):
      return try evaluate(inner, inGraph: name)
    case .extend:
      return try extend(pattern, in: graph)
    case .minus(let left, let right):
      return try minus(try evaluate(left, in: graph), try evaluate(right, in: graph))
    case .values(let table):
      return solutions(of: table)
    case .service(let call):
      return try evaluate(call)
    case .group(let inner, let keys, let aggregates):
      return try group(try evaluate(inner, in: graph), keys, aggregates, in: graph)
    case .orderBy(let inner, let conditions):
      return try order(try evaluate(inner, in: graph), by: conditions, in: graph)
    case .project(let inner, let variables):
      return try evaluate(inner, in: graph).map { $0.restricted(to: variables) }
    case .distinct(let inner):
      return try evaluate(inner, in: graph).distinct()
    case .reduced(let inner):
      return try evaluate(inner, in: graph)
    case .slice(let inner, let offset, let limit):
      let rest = try evaluate(inner, in: graph).dropFirst(offset)
      return Array(limit.map { rest.prefix($0) } ?? rest)
    }
  }

  /// Basic graph pattern matching (section 18.3.1): each mapping of variables to terms that makes the
  /// patterns triples of the graph.
  private func match(_ patterns: [TriplePattern], in graph: Set<Triple>) throws -> [Solution] {
    try patterns.reduce([[:]]) { solutions, pattern in
      try spend(solutions.count * graph.count)
      return solutions.flatMap { solution in
        graph.compactMap { triple in
          solution.binding(pattern.subject, to: triple.subject)?
            .binding(pattern.predicate, to: triple.predicate)?
            .binding(pattern.object, to: triple.object)
        }
      }
    }
  }

  private func join(_ left: [Solution], _ right: [Solution]) throws -> [Solution] {
    try spend(left.count * right.count)
    return left.flatMap { one in right.compactMap { one.merged(with: $0) } }
  }

  private func leftJoin(
    _ left: [Solution], _ right: [Solution], _ condition: QueryExpression?, in graph: Set<Triple>
  ) throws -> [Solution] {
    try left.flatMap { one in
      let joined = try join([one], right).filter { both in
        guard let condition else { return true }
        return try isTrue(condition, both, in: graph)
      }
      return joined.isEmpty ? [one] : joined
    }
  }

  private func minus(_ left: [Solution], _ right: [Solution]) throws -> [Solution] {
    try spend(left.count * right.count)
    return left.filter { one in
      right.allSatisfy { !one.isCompatible(with: $0) || one.isDisjoint(with: $0) }
    }
  }

  private func evaluate(_ inner: Algebra, inGraph name: PatternTerm) throws -> [Solution] {
    switch name {
    case .term(let term):
      guard let graph = dataset.namedGraphs[term] else { return [] }
      return try evaluate(inner, in: graph)
    case .variable(let variable):
      return try dataset.namedGraphs.flatMap { term, graph in
        try join(try evaluate(inner, in: graph), [[variable: term]])
      }
    }
  }

  /// A chain of Extend, such as the expressions of SELECT make, throughout which a solution is one.
  private func extend(_ chain: Algebra, in graph: Set<Triple>) throws -> [Solution] {
    var pattern = chain
    var extensions: [(variable: Variable, expression: QueryExpression)] = []
    while case .extend(let inner, let variable, let expression) = pattern {
      extensions.insert((variable, expression), at: 0)
      pattern = inner
    }
    return try evaluate(pattern, in: graph).map { solution in
      let row = fresh()
      return try extensions.reduce(into: solution) { extended, step in
        // An error leaves the variable unbound.
        extended[step.variable] = try value(step.expression, extended, in: graph, row: row)
      }
    }
  }

  /// Stable: solutions that all conditions have even stay as they are (section 15.1).
  private func order(
    _ solutions: [Solution], by conditions: [OrderCondition], in graph: Set<Triple>
  ) throws -> [Solution] {
    let keyed = try solutions.enumerated().map { place, solution in
      (
        place: place, solution: solution,
        keys: try conditions.map { try value($0.expression, solution, in: graph) }
      )
    }
    return keyed.sorted { one, other in
      for (condition, keys) in zip(conditions, zip(one.keys, other.keys)) {
        let order = SolutionOrder.compareValues(
          keys.0.map { .term($0) }, keys.1.map { .term($0) })
        if order == .even { continue }
        return (order == .ascending) != condition.isDescending
      }
      return one.place < other.place
    }.map(\.solution)
  }

  private func solutions(of table: ValuesTable) -> [Solution] {
    table.rows.map { row in
      zip(table.variables, row).reduce(into: [:]) { solution, cell in solution[cell.0] = cell.1 }
    }
  }

  /// SPARQL 1.1 Federated Query, sections 2 and 4: as GRAPH is over the endpoints that there are.
  private func evaluate(_ call: ServiceCall) throws -> [Solution] {
    func ask(_ endpoint: ReferenceDataset) throws -> [Solution] {
      try evaluator(of: endpoint, base: call.prologue.base).evaluate(
        call.pattern, in: endpoint.defaultGraph)
    }
    switch call.endpoint {
    case .variable(let variable):
      return try services.flatMap { name, endpoint in
        try join(try ask(endpoint), [[variable: .iri(name)]])
      }
    case .term(let term):
      if case .iri(let name) = term, let endpoint = services[name] { return try ask(endpoint) }
      guard call.isSilent else { throw ReferenceError("no endpoint \(term)") }
      return [[:]]
    }
  }
}
