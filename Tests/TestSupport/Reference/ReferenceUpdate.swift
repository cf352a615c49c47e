// SPARQL 1.1 Update by its formal model (section 4): an operation maps a graph store to another.

import RDF
import SPARQL

/// How a graph store treats graphs without triples, which the specification leaves to it.
package enum EmptyGraphs: Sendable {
  /// They exist, as CREATE and CLEAR leave them: to name a graph that does not exist is an error.
  case areKept
  /// They are like graphs that do not exist: to clear, drop or create one is no error.
  case areForgotten
}

extension ReferenceEvaluator {
  /// The dataset after all operations, each on what those before it left; a failure leaves all undone.
  package func apply(
    _ request: UpdateRequest, emptyGraphs: EmptyGraphs = .areForgotten
  ) throws -> ReferenceDataset {
    // A label is one blank node throughout a request (section 19.6 of SPARQL 1.1 Query).
    var labels: [Term: Term] = [:]
    return try request.operations.reduce(dataset) { dataset, operation in
      let result = try ReferenceUpdate(
        evaluator: evaluator(of: dataset, base: request.prologue.base), emptyGraphs: emptyGraphs
      ).applying(operation, &labels)
      // What an operation has emptied is gone for the next one.
      return emptyGraphs == .areForgotten ? result.withoutEmptyGraphs : result
    }
  }
}

/// One operation on the dataset of an evaluator.
private struct ReferenceUpdate {
  let evaluator: ReferenceEvaluator
  let emptyGraphs: EmptyGraphs
  private var dataset: ReferenceDataset { evaluator.dataset }

  init(evaluator: ReferenceEvaluator, emptyGraphs: EmptyGraphs) {
    self.evaluator = evaluator
    self.emptyGraphs = emptyGraphs
  }

  func applying(
    _ operation: UpdateOperation, _ labels: inout [Term: Term]
  ) throws -> ReferenceDataset {
    switch operation {
    case .insertData(let quads):
      return union(dataset, instantiate(quads, [:], with: nil, &labels))
    case .deleteData(let quads):
      return difference(dataset, instantiate(quads, [:], with: nil, &labels))
    case .modify(let modification):
      return try modify(modification)
    case .load(let document, let graph, let isSilent):
      return try silently(isSilent) { try load(document, into: graph) }
    case .clear(let target, let isSilent):
      return try silently(isSilent) { try clear(target) }
    case .drop(let target, let isSilent):
      return try silently(isSilent) { try drop(target) }
    case .create(let name, let isSilent):
      return try silently(isSilent) { try create(name) }
    case .add(let source, let target, let isSilent):
      return try silently(isSilent) { try copy(source, to: target, keepingTarget: true) }
    case .copy(let source, let target, let isSilent):
      return try silently(isSilent) { try copy(source, to: target, keepingTarget: false) }
    case .move(let source, let target, let isSilent):
      return try silently(isSilent) { try move(source, to: target) }
    }
  }

  /// The operation's result, or what was there where it fails and is SILENT.
  private func silently(
    _ isSilent: Bool, _ operation: () throws -> ReferenceDataset
  ) throws -> ReferenceDataset {
    do { return try operation() } catch {
      guard isSilent else { throw error }
      return dataset
    }
  }

  // MARK: Section 3.1, graph update

  /// Dataset-DIFF, then Dataset-UNION (sections 4.3.3 and 4.2).
  private func modify(_ modification: Modification) throws -> ReferenceDataset {
    let solutions = try matches(of: modification)
    let deletes = solutions.flatMap { solution in
      var labels: [Term: Term] = [:]
      return instantiate(modification.deletes, solution, with: modification.with, &labels)
    }
    let inserts = solutions.flatMap { solution in
      var labels: [Term: Term] = [:]
      return instantiate(modification.inserts, solution, with: modification.with, &labels)
    }
    return union(difference(dataset, deletes), inserts)
  }

  /// USING describes the pattern's dataset as FROM does and overrides WITH, which stands for the default
  /// graph (section 3.1.3).
  private func matches(of modification: Modification) throws -> [Solution] {
    var seen = dataset
    if let using = modification.using {
      seen = dataset.described(by: using)
    } else if let with = modification.with {
      seen.defaultGraph = dataset[.iri(with)]
    }
    return try evaluator.evaluator(of: seen).evaluate(
      modification.pattern, in: seen.defaultGraph)
  }

  private func instantiate(
    _ templates: [QuadTemplate], _ solution: Solution, with: IRI?, _ labels: inout [Term: Term]
  ) -> [Quad] {
    var quads: [Quad] = []
    for template in templates {
      guard let triple = evaluator.instantiate(template.triple, solution, &labels) else { continue }
      var graph = with.map { Term.iri($0) }
      if let place = template.graph {
        guard let name = evaluator.instantiate(place, solution, &labels) else { continue }
        if case .literal = name { continue }
        graph = name
      }
      quads.append(
        Quad(
          subject: triple.subject, predicate: triple.predicate, object: triple.object,
          graph: graph))
    }
    return quads
  }

  private func union(_ dataset: ReferenceDataset, _ quads: [Quad]) -> ReferenceDataset {
    quads.reduce(into: dataset) { $0[$1.graph].insert(Triple($1)) }
  }

  private func difference(_ dataset: ReferenceDataset, _ quads: [Quad]) -> ReferenceDataset {
    quads.reduce(into: dataset) { result, quad in
      // A graph that does not exist is not made by taking from it.
      if exists(quad.graph) { result[quad.graph].remove(Triple(quad)) }
    }
  }

  private func load(_ document: IRI, into graph: GraphName) throws -> ReferenceDataset {
    guard let triples = evaluator.documents[document] else {
      throw ReferenceError("no document \(document.string)")
    }
    // A document's blank nodes are new ones (section 3.1.4).
    var labels: [Term: Term] = [:]
    let renamed = triples.compactMap { triple in
      evaluator.instantiate(
        TriplePattern(.term(triple.subject), .term(triple.predicate), .term(triple.object)), [:],
        &labels)
    }
    var result = dataset
    result[graph.term].formUnion(renamed)
    return result
  }

  private func clear(_ target: GraphSet) throws -> ReferenceDataset {
    var result = dataset
    for graph in try graphs(target) { result[graph] = [] }
    return result
  }

  // MARK: Section 3.2, graph management

  private func drop(_ target: GraphSet) throws -> ReferenceDataset {
    var result = dataset
    for graph in try graphs(target) {
      if let graph { result.namedGraphs[graph] = nil } else { result.defaultGraph = [] }
    }
    return result
  }

  private func create(_ name: IRI) throws -> ReferenceDataset {
    var result = dataset
    if emptyGraphs == .areKept {
      guard !exists(.iri(name)) else {
        throw ReferenceError("graph \(name.string) is there already")
      }
      result[.iri(name)] = []
    }
    return result
  }

  private func copy(
    _ source: GraphName, to target: GraphName, keepingTarget: Bool
  ) throws -> ReferenceDataset {
    // Also where empty graphs are forgotten: a name that is wrong should not empty the target.
    guard exists(source.term) else {
      throw ReferenceError("there is no graph \(source)")
    }
    guard source != target else { return dataset }
    var result = dataset
    let kept = keepingTarget ? dataset[target.term] : []
    result[target.term] = kept.union(dataset[source.term])
    return result
  }

  private func move(_ source: GraphName, to target: GraphName) throws -> ReferenceDataset {
    var result = try copy(source, to: target, keepingTarget: false)
    guard source != target else { return result }
    if let name = source.term { result.namedGraphs[name] = nil } else { result.defaultGraph = [] }
    return result
  }

  private func exists(_ graph: Term?) -> Bool {
    graph.map { dataset.namedGraphs[$0] != nil } ?? true
  }

  private func graphs(_ target: GraphSet) throws -> [Term?] {
    switch target {
    case .graph(let graph):
      if exists(graph.term) { return [graph.term] }
      guard emptyGraphs == .areForgotten else {
        throw ReferenceError("there is no graph \(graph)")
      }
      return []
    case .allNamed: return Array(dataset.namedGraphs.keys)
    case .all: return [nil] + dataset.namedGraphs.keys.map { $0 }
    }
  }
}

extension GraphName {
  fileprivate var term: Term? {
    switch self {
    case .defaultGraph: nil
    case .named(let name): .iri(name)
    }
  }
}
