import RDF
import Storage

/// Turns terms that a pattern or a document has made into terms of a transaction; one thread.
struct StoredIDs {
  private final class Known {
    var ids: [UInt64: UInt64] = [:]
    var documentNodes: [BlankNode: UInt64] = [:]
  }

  private let transaction: WriteTransaction
  private let local: LocalTerms
  private let known = Known()

  init(_ transaction: WriteTransaction, _ local: LocalTerms) {
    self.transaction = transaction
    self.local = local
  }

  /// Whether a quad has a term that the store does not.
  static func isNew(_ quad: IDQuad) -> Bool {
    [quad.a, quad.b, quad.c, quad.d].contains { TermID(rawValue: $0).isLocal }
  }

  func stored(_ quad: IDQuad) throws(StorageError) -> IDQuad {
    IDQuad(
      try stored(quad.a), try stored(quad.b), try stored(quad.c), try stored(quad.d))
  }

  private func stored(_ raw: UInt64) throws(StorageError) -> UInt64 {
    let id = TermID(rawValue: raw)
    guard id.isLocal else { return raw }
    if let id = known.ids[raw] { return id }
    let made =
      id.kind == .blankNode
      ? transaction.makeBlankNode() : try transaction.id(making: local.term(of: id))
    known.ids[raw] = made.rawValue
    return made.rawValue
  }

  /// The id of a term of a document, whose blank nodes are new.
  func stored(document term: Term) throws(StorageError) -> UInt64 {
    guard case .blankNode(let node) = term else {
      return try transaction.id(making: term).rawValue
    }
    if let id = known.documentNodes[node] { return id }
    let made = transaction.makeBlankNode()
    known.documentNodes[node] = made.rawValue
    return made.rawValue
  }
}
