// Property paths: section 18.4, clause by clause.

import RDF
import SPARQL

extension ReferenceEvaluator {
  /// eval(Path(x, path, y)).
  func walk(
    _ x: PatternTerm, _ path: PropertyPath, _ y: PatternTerm, in graph: Set<Triple>
  ) -> [Solution] {
    switch path {
    case .link(let predicate):
      return ends(x, y, graph.filter { $0.predicate == .iri(predicate) })
    case .inverse(let inner):
      return walk(y, inner, x, in: graph)
    case .sequence(let first, let second):
      let middle = freshVariable()
      return walk(x, first, .variable(middle), in: graph).flatMap { one in
        walk(.variable(middle), second, y, in: graph).compactMap { one.merged(with: $0) }
      }.map { $0.filter { $0.key != middle } }
    case .alternative(let first, let second):
      return walk(x, first, y, in: graph) + walk(x, second, y, in: graph)
    case .zeroOrOne(let inner):
      let none = zeroSteps(x, y, in: graph).compactMap { ends(x, y, from: $0, to: $0) }
      return (none + walk(x, inner, y, in: graph)).distinct()
    case .zeroOrMore(let inner):
      return closure(x, y, in: graph, over: inner) { start, path in
        self.reachable(from: start, path, in: graph)
      }
    case .oneOrMore(let inner):
      return closure(x, y, in: graph, over: inner) { start, path in
        self.step(from: start, path, in: graph).reduce(into: []) { visited, next in
          self.visit(next, path, in: graph, &visited)
        }
      }
    case .negatedSet(let forward, let inverse):
      // !(a | ^b) is the alternative of !a and ^!b (section 18.2.2.1); !() is a negated set of nothing.
      let goesForward = !forward.isEmpty || inverse.isEmpty
      let forwards = goesForward ? graph.filter { !isNamed($0.predicate, in: forward) } : []
      let backwards = inverse.isEmpty ? [] : graph.filter { !isNamed($0.predicate, in: inverse) }
      return ends(x, y, forwards) + ends(y, x, backwards)
    }
  }

  private func isNamed(_ predicate: Term, in list: [IRI]) -> Bool {
    list.contains { .iri($0) == predicate }
  }

  /// The solution in which the ends are these terms, if there is one.
  private func ends(
    _ x: PatternTerm, _ y: PatternTerm, from start: Term, to end: Term
  ) -> Solution? {
    Solution().binding(x, to: start)?.binding(y, to: end)
  }

  private func ends(
    _ x: PatternTerm, _ y: PatternTerm, _ triples: some Sequence<Triple>
  ) -> [Solution] {
    triples.compactMap { ends(x, y, from: $0.subject, to: $0.object) }
  }

  /// nodes(G).
  private func nodes(_ graph: Set<Triple>) -> Set<Term> {
    Set(graph.flatMap { [$0.subject, $0.object] })
  }

  /// The terms that a path of no steps may have at both ends: an end that is given, which need not be in
  /// the graph, or any node.
  private func zeroSteps(
    _ x: PatternTerm, _ y: PatternTerm, in graph: Set<Triple>
  ) -> Set<Term> {
    switch (x, y) {
    case (.term(let term), _), (_, .term(let term)): [term]
    case (.variable, .variable): nodes(graph)
    }
  }

  /// The four cases of ZeroOrMorePath and OneOrMorePath, which differ in what a start reaches.
  private func closure(
    _ x: PatternTerm, _ y: PatternTerm, in graph: Set<Triple>, over path: PropertyPath,
    reach: (Term, PropertyPath) -> Set<Term>
  ) -> [Solution] {
    switch (x, y) {
    case (.variable, .term(let end)):
      return reach(end, .inverse(path)).compactMap { ends(x, y, from: $0, to: end) }
    case (.term(let start), _):
      return reach(start, path).compactMap { ends(x, y, from: start, to: $0) }
    case (.variable, .variable):
      return nodes(graph).flatMap { start in
        reach(start, path).compactMap { ends(x, y, from: start, to: $0) }
      }
    }
  }

  /// eval(x:term, path): where one application of the path leads.
  private func step(
    from start: Term, _ path: PropertyPath, in graph: Set<Triple>
  ) -> [Term] {
    let end = freshVariable()
    return walk(.term(start), path, .variable(end), in: graph).compactMap { $0[end] }
  }

  /// ALP(x:term, path).
  private func reachable(
    from start: Term, _ path: PropertyPath, in graph: Set<Triple>
  ) -> Set<Term> {
    var visited: Set<Term> = []
    visit(start, path, in: graph, &visited)
    return visited
  }

  /// ALP(x:term, path, V).
  private func visit(
    _ term: Term, _ path: PropertyPath, in graph: Set<Triple>, _ visited: inout Set<Term>
  ) {
    guard visited.insert(term).inserted else { return }
    for next in step(from: term, path, in: graph) { visit(next, path, in: graph, &visited) }
  }
}
