// Which graphs a query sees (section 13): by its own clauses, else by the store and the caller's wish.

import RDF
import SPARQL
import Storage

/// What the default graph of a query is where the query does not say.
public enum DefaultGraph: String, CaseIterable, Sendable {
  /// The quads that stand in no named graph.
  case `default`
  /// All graphs merged.
  case union
}

/// The graphs of one query.
struct QueryDataset: Hashable {
  /// The default graph.
  var defaultGraph: GraphFilter
  /// The named graphs.
  var named: GraphFilter

  /// The dataset of a clause, or of the store where there is none.
  init(
    _ clause: DatasetClause?, default choice: DefaultGraph, includingDerived: Bool,
    _ context: EvaluationContext
  ) throws(QueryError) {
    if let clause {
      defaultGraph = .merged(try Self.ids(clause.defaultGraphs, context))
      named = .namedAmong(try Self.ids(clause.namedGraphs, context))
    } else {
      defaultGraph =
        choice == .union
        ? .union(includingDerived: includingDerived)
        : .defaultGraph(includingDerived: includingDerived)
      named = .named
    }
    defaultGraph = defaultGraph.simplified(context.view)
  }

  private static func ids(
    _ iris: [IRI], _ context: EvaluationContext
  ) throws(QueryError) -> [TermID] {
    var ids: Set<TermID> = []
    for iri in iris {
      if let id = try context.stored(.iri(iri)) { ids.insert(id) }
    }
    return ids.sorted()
  }

  /// The ids of the named graphs that have quads.
  func namedGraphs(_ view: ReadView) -> [TermID] {
    view.graphs.filter { $0.kind != .reserved && named.admits($0.rawValue) }
  }
}

extension GraphFilter {
  /// The filter that says the same of a store's quads and costs least.
  func simplified(_ view: ReadView) -> GraphFilter {
    let graphs = view.graphs
    switch self {
    case .merged(let ids):
      let present = ids.filter { view.quadCount(in: $0) > 0 }
      if let only = present.first, present.count == 1 {
        return graphs.count == 1 ? .everything : .one(only)
      }
      return .merged(present)
    case .defaultGraph: return graphs.allSatisfy { admits($0.rawValue) } ? .everything : self
    case .union:
      guard graphs.allSatisfy({ admits($0.rawValue) }) else { return self }
      // A derived fact is in no other graph, so with the default graph alone nothing comes twice.
      let others = graphs.filter { $0 != .derivedGraph }
      return others.count <= 1 ? .everything : self
    case .everything, .one, .named, .namedAmong: return self
    }
  }

  /// Whether no quad can be seen.
  var isEmpty: Bool {
    switch self {
    case .merged(let ids), .namedAmong(let ids): ids.isEmpty
    default: false
    }
  }
}
