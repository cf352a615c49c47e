// From the terms of a stream commit to ids.

/// A term as the dictionary knows it, or an inline id; what a commit's quads are made of.
package struct CommitTerm: Hashable, Sendable {
  /// The final id of an inline term or a known blank node, else a dictionary kind with a payload of zero.
  package var id: UInt64
  /// The dictionary key bytes; empty where the id is final.
  package var key: [UInt8]

  package init(final id: TermID) {
    self.id = id.rawValue
    key = []
  }

  package init(kind: TermKind, key: [UInt8]) {
    id = UInt64(kind.rawValue) << 60
    self.key = key
  }

  /// Hashes the key at once: byte by byte, as an array does, it takes most of a commit's time.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    key.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  /// Whether the id is final.
  var isFinal: Bool { !(id >> 60 &- 1 < 7) || id & TermID.payloadMask != 0 }
}

/// Quads of a commit over a table of terms: four indices each.
package struct CommitQuads: Sendable {
  package var terms: [CommitTerm] = []
  package var inserts: [CodeQuad] = []
  package var deletes: [CodeQuad] = []

  package init() {}
}

/// Terms that the writer has met lately, with their ids: predicates, classes, the usual objects.
///
/// Direct-mapped; compares bytes, so a hit needs no read at all.
final class TermCache {
  private struct Entry {
    var hash = TermHash(high: 0, low: 0)
    var id: UInt64 = 0
    var key: [UInt8] = []
  }

  private var entries = [Entry](repeating: Entry(), count: 1 << 14)

  @inline(__always)
  private func index(_ hash: TermHash) -> Int { Int(truncatingIfNeeded: hash.high) & (1 << 14 - 1) }

  func id(of hash: TermHash, kind: UInt64, key: [UInt8]) -> UInt64? {
    let index = index(hash)
    guard entries[index].hash == hash, entries[index].id >> 60 == kind, entries[index].key == key
    else { return nil }
    return entries[index].id
  }

  func insert(_ hash: TermHash, id: UInt64, key: [UInt8]) {
    let index = index(hash)
    entries[index].hash = hash
    entries[index].id = id
    entries[index].key = key
  }
}
