// Finds the namespaces that an IRI begins with, longest first.
//
// The namespaces stand sorted by their bytes. Whatever namespace N an IRI begins with, all that
// sorts between N and the IRI begins with N too. So the last namespace not above the IRI either
// begins it or begins with every namespace that does, and `parent` (the longest other namespace
// that an entry begins with) leads from there to all of them. Cost: a binary search and the length
// of that chain.

/// A ``PrefixTable`` made ready for look-ups.
package final class PrefixIndex {
  /// One namespace with its prefix, as stretches of the arena.
  struct Entry {
    var namespace: Range<Int>
    var prefix: Range<Int>
    var parent: Int?
  }

  private let entries: [Entry]
  private let arena: UnsafeMutablePointer<UInt8>

  /// Makes the look-up of `table`.
  package init(_ table: PrefixTable) {
    // Of two prefixes with one namespace the first in the alphabet is used.
    var prefixOfNamespace: [String: String] = [:]
    for (prefix, namespace) in table.namespaces.sorted(by: { $0.key < $1.key })
    where prefixOfNamespace[namespace] == nil {
      prefixOfNamespace[namespace] = prefix
    }
    let pairs = prefixOfNamespace.map { (Array($0.key.utf8), Array($0.value.utf8)) }
      .sorted { $0.0.lexicographicallyPrecedes($1.0) }
    var bytes: [UInt8] = []
    var entries: [Entry] = []
    for (namespace, prefix) in pairs {
      let start = bytes.count
      bytes += namespace
      let middle = bytes.count
      bytes += prefix
      var parent = entries.indices.last
      while let candidate = parent, !namespace.starts(with: pairs[candidate].0) {
        parent = entries[candidate].parent
      }
      entries.append(
        Entry(namespace: start..<middle, prefix: middle..<bytes.count, parent: parent))
    }
    self.entries = entries
    arena = .allocate(capacity: max(bytes.count, 1))
    arena.initialize(from: bytes, count: bytes.count)
  }

  deinit { arena.deallocate() }

  /// The index of the longest namespace that `iri` begins with.
  func longestMatch(for iri: UnsafeBufferPointer<UInt8>) -> Int? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if isAbove(entries[middle], iri) { high = middle } else { low = middle + 1 }
    }
    return matchInChain(from: low - 1, for: iri)
  }

  /// The next shorter one.
  func shorterMatch(than index: Int, for iri: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let parent = entries[index].parent else { return nil }
    return matchInChain(from: parent, for: iri)
  }

  /// The bytes of the prefix at `index`.
  func prefix(at index: Int) -> UnsafeBufferPointer<UInt8> { bytes(entries[index].prefix) }

  /// How many bytes of an IRI the namespace at `index` covers.
  func namespaceLength(at index: Int) -> Int { entries[index].namespace.count }

  private func matchInChain(from start: Int, for iri: UnsafeBufferPointer<UInt8>) -> Int? {
    var next: Int? = start >= 0 ? start : nil
    while let index = next {
      let namespace = bytes(entries[index].namespace)
      if namespace.count <= iri.count, compareBytes(namespace, iri, count: namespace.count) == 0 {
        return index
      }
      next = entries[index].parent
    }
    return nil
  }

  private func isAbove(_ entry: Entry, _ iri: UnsafeBufferPointer<UInt8>) -> Bool {
    let namespace = bytes(entry.namespace)
    let order = compareBytes(namespace, iri, count: min(namespace.count, iri.count))
    return order > 0 || order == 0 && namespace.count > iri.count
  }

  private func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: arena + range.lowerBound, count: range.count)
  }
}
