// What CONSTRUCT and DESCRIBE make of solutions: section 16.

import RDF
import SPARQL

extension ReferenceEvaluator {
  /// The template for each solution, with blank nodes of its own (section 16.2).
  func construct(_ template: [TriplePattern], _ solutions: [Solution]) -> [Triple] {
    let triples = solutions.flatMap { solution in
      var labels: [Term: Term] = [:]
      return template.compactMap { instantiate($0, solution, &labels) }
    }
    return Array(Set(triples))
  }

  /// The triple that a pattern of a template stands for, or nil where a variable is unbound or the terms
  /// make no triple.
  func instantiate(
    _ pattern: TriplePattern, _ solution: Solution, _ labels: inout [Term: Term]
  ) -> Triple? {
    guard let subject = instantiate(pattern.subject, solution, &labels),
      let predicate = instantiate(pattern.predicate, solution, &labels),
      let object = instantiate(pattern.object, solution, &labels)
    else { return nil }
    if case .literal = subject { return nil }
    guard case .iri = predicate else { return nil }
    return Triple(subject, predicate, object)
  }

  /// A term of a template; `labels` has the new blank node for each one of the template.
  func instantiate(
    _ place: PatternTerm, _ solution: Solution, _ labels: inout [Term: Term]
  ) -> Term? {
    switch place {
    case .variable(let variable): return solution[variable]
    case .term(let term):
      guard case .blankNode = term else { return term }
      let node = labels[term] ?? freshBlankNode()
      labels[term] = node
      return node
    }
  }

  /// The triples whose subject is described, and those whose subject is a blank node that is the object
  /// of one of them (section 16.4 leaves the choice; this is a concise bounded description).
  func describe(_ places: [PatternTerm], _ solutions: [Solution]) -> [Triple] {
    var described: Set<Term> = []
    for place in places {
      switch place {
      case .term(let term): described.insert(term)
      case .variable(let variable): described.formUnion(solutions.compactMap { $0[variable] })
      }
    }
    while true {
      let triples = dataset.defaultGraph.filter { described.contains($0.subject) }
      let reached = triples.map(\.object).filter { if case .blankNode = $0 { true } else { false } }
      if described.isSuperset(of: reached) { return Array(triples) }
      described.formUnion(reached)
    }
  }
}
