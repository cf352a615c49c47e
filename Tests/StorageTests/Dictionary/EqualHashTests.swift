import Testing

@testable import Storage

/// Terms whose truncated hashes are equal are told from each other by their bytes, wherever they stand.
@Suite struct EqualHashTests {
  /// A dictionary whose terms have the hashes that a test wants.
  private struct CraftedDictionary {
    let folder: ScratchFolder
    let store: QuadStore
    let reader: DictionaryReader
    /// By sequence number less one.
    let terms: [[UInt8]]
    let hashes: [UInt64]

    /// Terms in the order of `hashes`, which is ascending in the upper 34 bits.
    init(_ hashes: [UInt64]) throws {
      folder = try ScratchFolder()
      store = try QuadStore.testing(folder.store)
      self.hashes = hashes
      terms = hashes.indices.map { Array("http://e/\($0)".utf8) }
      let segment = HashSegmentRecord(number: 1, termCount: hashes.count, hashBits: 34)
      let entries = hashes.enumerated().map {
        HashEntry(hash: $0.element, id: TermID(kind: .iri, payload: UInt64($0.offset + 1)).rawValue)
      }
      let (database, path) = (store.database, folder.path)
      let hashFile = try entries.withUnsafeBufferPointer {
        try DictionaryWriter.writeHashes(
          $0, segment: segment, database: database, path: path + "/ids.sst")
      }
      let termFile = try Self.writeTerms(terms, store, path: path + "/terms.sst")
      let files = [hashFile, termFile].compactMap { $0 }
      try store.database.ingest(files)
      reader = DictionaryReader(
        store.database, snapshot: DatabaseSnapshot(store.database), segments: [segment])
    }

    private static func writeTerms(
      _ terms: [[UInt8]], _ store: QuadStore, path: String
    ) throws -> (family: Family, path: String)? {
      let writer = try SSTWriter(store.database, family: .terms, path: path)
      var page = TermPageBuilder()
      for (index, term) in terms.enumerated() {
        term.withUnsafeBufferPointer { page.append($0) }
        if page.isFull || index == terms.count - 1 {
          let last = TermID(kind: .iri, payload: UInt64(index + 1)).rawValue
          try writer.put(key: bigEndianBytes(last), value: page.take())
        }
      }
      return try writer.finish()
    }

    /// Looks terms up by their hashes: what was found for each.
    func resolve(_ wanted: [(hash: UInt64, term: [UInt8])]) throws -> [UInt64] {
      var bytes: [UInt8] = []
      let starts = wanted.map { wanted in
        defer { bytes += wanted.term }
        return bytes.count
      }
      return try bytes.withUnsafeBufferPointer { all in
        let base = try #require(all.baseAddress)
        var requests = zip(wanted, starts).map { wanted, start in
          TermRequest(
            hash: wanted.hash, kind: TermKind.iri.rawValue, bytes: base + start,
            length: UInt32(wanted.term.count))
        }
        try requests.withUnsafeMutableBufferPointer { try reader.resolve($0) }
        return requests.map { $0.id & TermID.payloadMask }
      }
    }

    /// Looks each term up, all at once and one by one in batches of `batch`.
    func expectAllFound(batch: Int) throws {
      for start in stride(from: 0, to: terms.count, by: batch) {
        let rows = start..<min(start + batch, terms.count)
        let found = try resolve(rows.map { (hashes[$0], terms[$0]) })
        #expect(found == rows.map { UInt64($0 + 1) }, "from row \(start), \(batch) at a time")
      }
    }
  }

  /// `count` hashes that agree in the 34 bits that are kept and differ below.
  private static func equal(_ count: Int, upper: UInt64) -> [UInt64] {
    (0..<count).map { upper << 30 | UInt64($0 + 1) }
  }

  @Test(
    "each of many terms with one truncated hash is found, also over the borders of pages",
    arguments: [1, 2, 255, 256, 257, 511, 512, 513, 1_024, 1_300])
  func wholePages(count: Int) throws {
    let dictionary = try CraftedDictionary(
      [5 << 30, 6 << 30] + Self.equal(count, upper: 7) + [8 << 30, 9 << 30])
    try dictionary.expectAllFound(batch: 100_000)
    try dictionary.expectAllFound(batch: 7)
    if count < 600 { try dictionary.expectAllFound(batch: 1) }
  }

  @Test("runs of equal hashes that begin and end at the border of a page are found")
  func borders() throws {
    for before in [254, 255, 256] {
      let first = (0..<before).map { UInt64($0 + 1) << 30 }
      let dictionary = try CraftedDictionary(
        first + Self.equal(256, upper: 300) + Self.equal(3, upper: 301)
          + Self.equal(254, upper: 302) + [400 << 30])
      try dictionary.expectAllFound(batch: 100_000)
      try dictionary.expectAllFound(batch: 1)
    }
  }

  @Test(
    "all of a segment may be one hash, the lowest or the highest", arguments: [0, (1 << 34) - 1])
  func nothingElse(upper: UInt64) throws {
    let dictionary = try CraftedDictionary(Self.equal(700, upper: upper))
    try dictionary.expectAllFound(batch: 100_000)
    try dictionary.expectAllFound(batch: 13)
  }

  @Test("a term that is not there is not found, though its truncated hash is there 600 times")
  func absent() throws {
    let dictionary = try CraftedDictionary(
      [1 << 30] + Self.equal(600, upper: 2) + [3 << 30])
    let absent = Array("http://e/none".utf8)
    let found = try dictionary.resolve([
      (1 << 30, absent), (1 << 30, dictionary.terms[0]), (2 << 30, absent),
      (2 << 30, dictionary.terms[300]), (2 << 30, dictionary.terms[600]),
      (3 << 30, dictionary.terms[601]), (4 << 30, absent),
    ])
    #expect(found == [0, 1, 0, 301, 601, 602, 0])
  }
}
