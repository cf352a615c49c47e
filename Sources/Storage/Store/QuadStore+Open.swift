// Rebuilds at open what lives in memory: the delta and the recent terms, from the unfolded log.

extension QuadStore {
  /// Reads the log behind the last fold.
  ///
  /// About 5 M quads a second.
  func replayLog() throws(StorageError) {
    let state = state
    guard state.transaction > state.foldedTransaction else { return }
    let snapshot = DatabaseSnapshot(database)
    let replayed = try CommitRecord.replay(
      database, snapshot: snapshot, after: state.foldedTransaction, upTo: state.transaction)
    guard replayed.last == state.transaction else {
      throw .corrupted(detail: "commit \(replayed.last + 1) is missing in the log")
    }
    try readRecentTerms(replayed.newTerms, snapshot: snapshot)
    adopt(state, delta: replayed.delta, segments: segmentStatistics)
  }

  private func readRecentTerms(
    _ ranges: [TermRange], snapshot: DatabaseSnapshot
  ) throws(StorageError) {
    let reader = DictionaryReader(database, snapshot: snapshot, segments: [])
    for range in ranges {
      for sequence in range.first..<range.first + UInt64(range.count) {
        let id = UInt64(range.kind) << 60 | sequence
        let known = try reader.withTerm(id) { bytes in
          recentTerms.insert(hash.hash(kind: range.kind, bytes), id: id)
        }
        guard known else { throw .corrupted(detail: "the term \(id) of the log is missing") }
      }
    }
  }
}

extension CommitRecord {
  /// What consecutive commits sum up to, and the last one that was found.
  static func replay(
    _ database: Database, snapshot: DatabaseSnapshot, after first: UInt64, upTo last: UInt64
  ) throws(StorageError) -> (delta: Delta, newTerms: [TermRange], last: UInt64) {
    let cursor = Cursor(database, .log, snapshot: snapshot, scan: true)
    let decoder = QuadBlockDecoder()
    var delta = Delta()
    var ranges: [TermRange] = []
    var found = first
    cursor.seek(key(first + 1))
    while found < last, cursor.isValid, cursor.key.elementsEqual(key(found + 1)) {
      found += 1
      switch try CommitRecord([UInt8](cursor.value), decoder: decoder) {
      case .stream(let newTerms, let changes):
        ranges += newTerms
        delta = delta.adding(changes, transaction: found)
      case .bulk(_, _, let absorbed, let readded):
        delta = delta.cancelling(
          SortedChanges(adds: readded, removes: absorbed), transaction: found)
      }
      cursor.next()
    }
    try cursor.check()
    return (delta, ranges, found)
  }
}

extension KeyedHash {
  /// The hash of a dictionary term: its kind and its key bytes, which may be none.
  package func hash(kind: UInt8, _ bytes: UnsafeBufferPointer<UInt8>) -> TermHash {
    if let base = bytes.baseAddress { return hash(kind: kind, base, count: bytes.count) }
    return withUnsafePointer(to: UInt8(0)) { hash(kind: kind, $0, count: 0) }
  }
}
