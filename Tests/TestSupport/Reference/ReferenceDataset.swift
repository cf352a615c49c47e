// The RDF dataset of SPARQL 1.1 (section 13 and 18.1.3): sets of triples, nothing else.

import RDF
import SPARQL

/// A triple of the data.
package struct Triple: Hashable, Sendable {
  package var subject: Term
  package var predicate: Term
  package var object: Term

  package init(_ subject: Term, _ predicate: Term, _ object: Term) {
    self.subject = subject
    self.predicate = predicate
    self.object = object
  }

  package init(_ quad: Quad) { self.init(quad.subject, quad.predicate, quad.object) }
}

/// A default graph and named graphs.
package struct ReferenceDataset: Hashable, Sendable {
  package var defaultGraph: Set<Triple>
  /// A named graph may be empty; a store of quads does not know of such a graph.
  package var namedGraphs: [Term: Set<Triple>]

  package init(defaultGraph: Set<Triple> = [], namedGraphs: [Term: Set<Triple>] = [:]) {
    self.defaultGraph = defaultGraph
    self.namedGraphs = namedGraphs
  }

  package init(quads: some Sequence<Quad>) {
    self.init()
    for quad in quads { self[quad.graph].insert(Triple(quad)) }
  }

  package var quads: [Quad] {
    let named = namedGraphs.flatMap { name, triples in triples.map { (name as Term?, $0) } }
    return (defaultGraph.map { (nil, $0) } + named).map { graph, triple in
      Quad(
        subject: triple.subject, predicate: triple.predicate, object: triple.object, graph: graph)
    }
  }

  /// The graph of this name, or the default graph where it is nil; empty where there is none.
  package subscript(name: Term?) -> Set<Triple> {
    get {
      guard let name else { return defaultGraph }
      return namedGraphs[name] ?? []
    }
    set {
      if let name { namedGraphs[name] = newValue } else { defaultGraph = newValue }
    }
  }

  /// The dataset without named graphs that are empty, as a store of quads sees it.
  package var withoutEmptyGraphs: ReferenceDataset {
    ReferenceDataset(
      defaultGraph: defaultGraph, namedGraphs: namedGraphs.filter { !$0.value.isEmpty })
  }

  /// The dataset that `FROM` and `FROM NAMED` describe (section 13.2): graphs of this one, the first
  /// merged into the default graph, the others named.
  ///
  /// Blank nodes of the graphs are those of one store, so that a merge is a union.
  package func described(by clause: DatasetClause) -> ReferenceDataset {
    let merged = clause.defaultGraphs.reduce(into: Set<Triple>()) { merged, name in
      merged.formUnion(self[.iri(name)])
    }
    let named = clause.namedGraphs.map { (Term.iri($0), self[.iri($0)]) }
    return ReferenceDataset(
      defaultGraph: merged, namedGraphs: Dictionary(named) { first, _ in first })
  }
}
