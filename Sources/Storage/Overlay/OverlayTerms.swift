// Terms of a change that is not committed: ids that only its own views know.
//
//     kind (4)  1  number (59)      upper payload bit set: no committed term has such an id
//
// They are given in order of first use and turned into final ids by the commit. A view of the change reads
// them as it reads any term, so that a query finds what the change has made.

extension TermID {
  /// The payload bit that tells an id which is not committed.
  static let provisionalBit: UInt64 = 1 << 59

  /// Whether the id is of a term that is not committed.
  package var isProvisional: Bool {
    kind.isInDictionary && rawValue & Self.provisionalBit != 0
  }
}

/// The new terms of one change.
///
/// Guarded by its own lock; terms are only added, and their bytes stay where they are.
package final class OverlayTerms: @unchecked Sendable {
  private let monitor = Monitor()
  private var ids: [CommitTerm: UInt64] = [:]
  /// Kinds and key bytes by number.
  private var terms: [(kind: TermKind, bytes: UnsafeMutableBufferPointer<UInt8>)] = []
  private var bytes = 0

  init() {}

  deinit { for term in terms { term.bytes.deallocate() } }

  /// Bytes of memory held, about.
  var footprintBytes: Int { monitor.withLock { 2 * bytes + terms.count * 128 } }

  /// The id of a term, or nil where the change has not made it.
  func id(kind: TermKind, key: [UInt8]) -> TermID? {
    monitor.withLock { ids[CommitTerm(kind: kind, key: key)] }.map(TermID.init(rawValue:))
  }

  /// The id of a term, which is made where it is new.
  func makeID(kind: TermKind, key: [UInt8]) -> TermID {
    monitor.withLock {
      let entry = CommitTerm(kind: kind, key: key)
      if let known = ids[entry] { return TermID(rawValue: known) }
      let id = add(kind, key)
      ids[entry] = id.rawValue
      return id
    }
  }

  /// The id of a new blank node, which no label leads to.
  func makeBlankNode(scope: UInt64) -> TermID {
    monitor.withLock {
      add(.blankNode, bigEndianBytes(scope) + Array("n\(terms.count)".utf8))
    }
  }

  /// Under the lock.
  private func add(_ kind: TermKind, _ key: [UInt8]) -> TermID {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: key.count)
    _ = copy.initialize(from: key)
    terms.append((kind, copy))
    bytes += key.count
    return TermID(kind: kind, payload: TermID.provisionalBit | UInt64(terms.count - 1))
  }

  /// The key bytes of a provisional id, valid while this object is; nil where the id is of none, as one that
  /// was made of a label.
  func key(of id: TermID) -> UnsafeBufferPointer<UInt8>? {
    let number = Int(truncatingIfNeeded: id.payload & ~TermID.provisionalBit)
    return monitor.withLock {
      guard number < terms.count, terms[number].kind == id.kind else { return nil }
      return UnsafeBufferPointer(terms[number].bytes)
    }
  }
}
