// A Bloom filter over the hash segments: most new terms are known to be new without a read.
//
// Blocked (Putze, Sanders and Singler 2007): the eight bits of a hash lie in one 64-byte block, so a
// test is one cache miss. Twelve bits a term give about 0.6 % false hits, which only cost a look-up.
// Built from the hash pages by the first stream commit, at some 50 M terms a second; dropped where
// it would not fit the memory it may have.

/// A filter over term hashes; of one thread at a time.
final class TermFilter: @unchecked Sendable {
  private let words: UnsafeMutablePointer<UInt64>
  private let blocks: UInt64
  /// Bits of hash that all segments keep; a filter can only use those.
  private let hashBits: Int

  static let bitsPerTerm = 12
  private var count = 0
  private let capacity: Int

  init(terms: Int, hashBits: Int) {
    blocks = UInt64(max(max(terms, 1 << 16) * Self.bitsPerTerm / 512, 1))
    self.hashBits = hashBits
    capacity = max(terms, 1 << 16)
    words = .allocate(capacity: Int(blocks) * 8)
    words.initialize(repeating: 0, count: Int(blocks) * 8)
  }

  deinit { words.deallocate() }

  /// Bytes that a filter over `terms` takes.
  static func bytes(terms: Int) -> Int { terms * bitsPerTerm / 8 }

  /// Only the kept bits of a hash count, mixed anew.
  @inline(__always)
  private func place(_ hash: UInt64) -> (block: Int, bits: UInt64) {
    let kept = hash &>> UInt64(64 - hashBits)
    let product = (kept &+ 1).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    let mixed = (product.high ^ product.low) &* 0xD6E8_FEB8_6659_FD93
    let block = (mixed ^ (mixed &>> 32)).multipliedFullWidth(by: blocks).high
    return (Int(truncatingIfNeeded: block) &* 8, mixed &* 0xA076_1D64_78BD_642F)
  }

  /// Whether so many more terms leave it sharp enough: half as many again as it was made for.
  func hasRoom(for more: Int) -> Bool { count + more <= capacity + capacity / 2 }

  func insert(_ hash: UInt64) {
    count += 1
    var (block, bits) = place(hash)
    for word in 0..<8 {
      words[block + word] |= 1 &<< (bits & 63)
      bits &>>= 6
    }
  }

  /// False only where no inserted hash has these bits.
  func mayContain(_ hash: UInt64) -> Bool {
    var (block, bits) = place(hash)
    for word in 0..<8 {
      if words[block + word] & (1 &<< (bits & 63)) == 0 { return false }
      bits &>>= 6
    }
    return true
  }
}

extension DictionaryReader {
  /// A filter over all terms of the hash segments, or nil where it would take more than `maximumBytes`.
  func makeFilter(maximumBytes: Int) throws(StorageError) -> TermFilter? {
    let terms = segmentRecords.reduce(0) { $0 + $1.termCount }
    let kept = segmentRecords.map(\.hashBits).min() ?? 64
    guard TermFilter.bytes(terms: terms) <= maximumBytes else { return nil }
    let filter = TermFilter(terms: terms, hashBits: kept)
    for segment in segmentRecords {
      let shift = UInt64(64 - segment.hashBits)
      try forEachHashPage(of: segment) { page in
        for row in 0..<page.count { filter.insert(page.hashes[row] &<< shift) }
      }
    }
    return filter
  }
}
