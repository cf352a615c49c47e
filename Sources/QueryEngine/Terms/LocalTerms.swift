// Terms that a query has made and the store does not have: sums, new strings, new blank nodes.
//
//     kind (4)  11  number (58)      the two upper payload bits set: neither a committed term nor one of a
//                                    transaction has such an id
//
// A term gets one id in a query, and one that the store has keeps the store's. So two ids are equal just where
// their terms are, and joins, groups and DISTINCT never look at terms.

import RDF
import RDFSyntax
import Storage

extension TermID {
  /// The payload bits that tell the id of a term that a query has made.
  static let localBits: UInt64 = 3 << 58

  /// Whether a query has made the term.
  @inline(__always)
  var isLocal: Bool { kind.isInDictionary && rawValue & Self.localBits == Self.localBits }
}

/// The terms that one query has made; any thread may use it.
final class LocalTerms: @unchecked Sendable {
  private let monitor = Monitor()
  private var ids: [Term: TermID] = [:]
  private var terms: [LocalTerm] = []

  /// Whether the query has made none.
  var isEmpty: Bool { monitor.withLock { terms.isEmpty } }

  /// The id of a term that the store does not have.
  func id(of term: Term, kind: TermKind) -> TermID {
    monitor.withLock {
      if let known = ids[term] { return known }
      let id = add(term, kind: kind)
      ids[term] = id
      return id
    }
  }

  /// The id of a new blank node.
  func makeBlankNode() -> TermID {
    monitor.withLock {
      let term = Term.blankNode(BlankNode("new\(terms.count)"))
      let id = add(term, kind: .blankNode)
      ids[term] = id
      return id
    }
  }

  /// The term of an id that this object has given.
  func term(of id: TermID) -> Term { local(id).term }

  /// The same as bytes, which stay as long as this object.
  func bytes(of id: TermID) -> TermBytes { local(id).bytes }

  private func local(_ id: TermID) -> LocalTerm {
    monitor.withLock { terms[Int(id.payload & ~TermID.localBits)] }
  }

  /// Under the lock.
  private func add(_ term: Term, kind: TermKind) -> TermID {
    terms.append(LocalTerm(term))
    return TermID(kind: kind, payload: TermID.localBits | UInt64(terms.count - 1))
  }
}

/// A term and its bytes.
private final class LocalTerm {
  let term: Term
  let bytes: TermBytes
  private let memory: UnsafeMutableBufferPointer<UInt8>

  init(_ term: Term) {
    self.term = term
    let (kind, value, annotation): (TermSyntaxKind, String, String) =
      switch term {
      case .iri(let iri): (.iri, iri.string, "")
      case .blankNode(let node): (.blankNode, node.label, "")
      case .literal(let literal):
        if let language = literal.language {
          (.languageLiteral, literal.lexicalForm, language)
        } else if literal.datatype == XSD.string {
          (.plainLiteral, literal.lexicalForm, "")
        } else {
          (.typedLiteral, literal.lexicalForm, literal.datatype.string)
        }
      }
    let count = value.utf8.count
    memory = .allocate(capacity: count + annotation.utf8.count)
    _ = memory.initialize(fromContentsOf: Array(value.utf8) + Array(annotation.utf8))
    bytes = TermBytes(
      kind: kind, value: UnsafeBufferPointer(rebasing: memory[..<count]),
      annotation: UnsafeBufferPointer(rebasing: memory[count...]))
  }

  deinit { memory.deallocate() }
}
