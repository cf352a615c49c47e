// Merges hash segments, and the terms of stream commits, into one: page by page, in bounded memory.

/// A sorted source of a merge: the pages of a segment.
private final class HashSource {
  private let reader: DictionaryReader
  private let segment: HashSegmentRecord
  private var isStarted = false
  private var rows: [HashEntry] = []
  private var row = 0

  init(_ database: Database, snapshot: DatabaseSnapshot, segment: HashSegmentRecord) {
    reader = DictionaryReader(database, snapshot: snapshot, segments: [])
    self.segment = segment
  }

  /// The next row, or nil at the end.
  func next() throws(StorageError) -> HashEntry? {
    if row == rows.count {
      let shift = UInt64(64 - segment.hashBits)
      rows.removeAll(keepingCapacity: true)
      row = 0
      let hasPage = try reader.readHashPage(of: segment, isFirst: !isStarted) { page in
        for row in 0..<page.count {
          rows.append(HashEntry(hash: page.hashes[row] &<< shift, id: page.ids[row]))
        }
      }
      isStarted = true
      guard hasPage else { return nil }
    }
    row += 1
    return rows[row - 1]
  }
}

enum HashMerge {
  /// Writes the rows of `segments` and of `recent`, which is sorted, in order of hash.
  static func merge(
    _ segments: [HashSegmentRecord], recent: [HashEntry], database: Database,
    snapshot: DatabaseSnapshot, into writer: HashSegmentWriter
  ) throws(StorageError) {
    let sources = segments.map { HashSource(database, snapshot: snapshot, segment: $0) }
    // One more place than sources: the last is that of the recent terms.
    var heads: [HashEntry?] = []
    for source in sources { heads.append(try source.next()) }
    var nextRecent = 0
    heads.append(recent.first)
    while true {
      var smallest: Int?
      for index in heads.indices {
        guard let head = heads[index] else { continue }
        if let best = smallest, let other = heads[best], other.hash <= head.hash { continue }
        smallest = index
      }
      guard let smallest, let head = heads[smallest] else { return }
      try writer.append(head)
      if smallest < sources.count {
        heads[smallest] = try sources[smallest].next()
      } else {
        nextRecent += 1
        heads[smallest] = nextRecent < recent.count ? recent[nextRecent] : nil
      }
    }
  }
}
