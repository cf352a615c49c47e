import RDF
import Storage

/// Quads of one call as ids of a transaction; one thread.
///
/// A blank node whose label the transaction shows is that node, as in a commit; other labels are new nodes of this
/// call.
struct TransactionIDs {
  private let transaction: WriteTransaction
  private var newNodes: [BlankNode: TermID] = [:]

  init(_ transaction: WriteTransaction) { self.transaction = transaction }

  /// The quads that the transaction knows all terms of: no other can be there to be deleted.
  mutating func known(_ quads: [Quad]) throws(StorageError) -> [IDQuad] {
    var found: [IDQuad] = []
    let view = transaction.view
    for quad in quads {
      try quad.checkPlaces()
      guard let subject = try view.id(of: quad.subject),
        let predicate = try view.id(of: quad.predicate), let object = try view.id(of: quad.object)
      else { continue }
      var graph = TermID.defaultGraph
      if let name = quad.graph {
        guard let id = try view.id(of: name) else { continue }
        graph = id
      }
      found.append(
        IDQuad(subject.rawValue, predicate.rawValue, object.rawValue, graph.rawValue))
    }
    return found
  }

  /// The quads with ids for all terms, which are made where they are new.
  mutating func made(_ quads: [Quad]) throws(StorageError) -> [IDQuad] {
    var ids: [IDQuad] = []
    ids.reserveCapacity(quads.count)
    for quad in quads {
      try quad.checkPlaces()
      var graph = TermID.defaultGraph
      if let name = quad.graph { graph = try id(making: name) }
      ids.append(
        IDQuad(
          try id(making: quad.subject).rawValue, try id(making: quad.predicate).rawValue,
          try id(making: quad.object).rawValue, graph.rawValue))
    }
    return ids
  }

  private mutating func id(making term: Term) throws(StorageError) -> TermID {
    guard case .blankNode(let node) = term else { return try transaction.id(making: term) }
    if let known = newNodes[node] { return known }
    if let shown = try transaction.view.id(of: term) { return shown }
    let made = transaction.makeBlankNode()
    newNodes[node] = made
    return made
  }
}
