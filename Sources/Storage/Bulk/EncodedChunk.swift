// A parsed piece of input in which every term is a small number.
//
//     entries   distinct terms of the chunk, in order of first appearance: kind or inline id, hash, bytes
//     quads     four entry numbers each, in document order
//
// The encode stage makes chunks in parallel; the store takes them in input order. Terms that have an
// inline id carry no bytes. The default graph is an entry like any other (its id is inline).

/// A distinct term of a chunk.
package struct ChunkEntry {
  /// The id of an inline term, or for a dictionary term its kind with a payload of zero.
  package var id: UInt64
  /// The store's keyed hash of a dictionary term; for an inline term its id, mixed.
  package var hash: TermHash
  /// Where the dictionary key bytes start in the chunk's arena.
  package var offset: UInt32
  /// Their length.
  package var length: UInt32

  package init(id: UInt64, hash: TermHash, offset: UInt32, length: UInt32) {
    self.id = id
    self.hash = hash
    self.offset = offset
    self.length = length
  }

  /// Whether the term stands in the dictionary.
  @inline(__always)
  var isInDictionary: Bool { id >> 60 &- 1 < 7 }
}

/// A quad as four small numbers: entries of a chunk, codes of a run, or ranks in a sort.
package struct CodeQuad: Equatable {
  package var subject: UInt32
  package var predicate: UInt32
  package var object: UInt32
  package var graph: UInt32

  @inlinable package init(subject: UInt32, predicate: UInt32, object: UInt32, graph: UInt32) {
    self.subject = subject
    self.predicate = predicate
    self.object = object
    self.graph = graph
  }
}

/// Memory that only grows and is reused: fresh pages cost as much as the work done on them.
package struct ReusableBuffer<Element> {
  package private(set) var base: UnsafeMutablePointer<Element>
  package private(set) var capacity: Int

  package init(capacity: Int) {
    self.capacity = max(capacity, 1)
    base = .allocate(capacity: self.capacity)
  }

  /// Makes room for `needed` elements and keeps the first `count`.
  package mutating func reserve(_ needed: Int, keeping count: Int) {
    guard needed > capacity else { return }
    let grown = max(needed, capacity * 2)
    let new = UnsafeMutablePointer<Element>.allocate(capacity: grown)
    new.moveInitialize(from: base, count: count)
    base.deallocate()
    base = new
    capacity = grown
  }

  /// Gives the memory back; the owner calls it once.
  ///
  /// Elements are trivial.
  package func deallocate() { base.deallocate() }
}

/// One chunk; owned by one thread at a time, which is what the unchecked conformance says.
package final class EncodedChunk: @unchecked Sendable {
  package var entries: ReusableBuffer<ChunkEntry>
  package var entryCount = 0
  package var bytes: ReusableBuffer<UInt8>
  package var byteCount = 0
  package var quads: ReusableBuffer<CodeQuad>
  package var quadCount = 0
  /// For each entry the code that its run gave it; filled by the store.
  package var codes: ReusableBuffer<UInt32>

  package init() {
    entries = ReusableBuffer(capacity: 8192)
    bytes = ReusableBuffer(capacity: 1 << 19)
    quads = ReusableBuffer(capacity: 16384)
    codes = ReusableBuffer(capacity: 8192)
  }

  deinit {
    entries.deallocate()
    bytes.deallocate()
    quads.deallocate()
    codes.deallocate()
  }

  package func removeAll() {
    entryCount = 0
    byteCount = 0
    quadCount = 0
  }
}
