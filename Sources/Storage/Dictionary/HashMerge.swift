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
    // One more source than segments: the recent terms.
    var heap = MergeHeap<HashEntry>()
    for (index, source) in sources.enumerated() {
      if let head = try source.next() { heap.add(head, source: index) }
    }
    if let head = recent.first { heap.add(head, source: sources.count) }
    heap.order()
    var nextRecent = 0
    while let (head, source) = heap.first {
      try writer.append(head)
      if source < sources.count {
        heap.replaceFirst(try sources[source].next())
      } else {
        nextRecent += 1
        heap.replaceFirst(nextRecent < recent.count ? recent[nextRecent] : nil)
      }
    }
  }
}
