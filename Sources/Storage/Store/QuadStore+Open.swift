// Rebuilds at open what lives in memory: the delta and the recent terms, from the unfolded log.

extension QuadStore {
  /// Reads the log behind the last fold. About 5 M quads a second.
  func replayLog() throws(StorageError) {
    let state = state
    guard state.transaction > state.foldedTransaction else { return }
    let snapshot = DatabaseSnapshot(database)
    let cursor = Cursor(database, .log, snapshot: snapshot, scan: true)
    let decoder = QuadBlockDecoder()
    var delta = Delta()
    var ranges: [TermRange] = []
    cursor.seek(CommitRecord.key(state.foldedTransaction + 1))
    var expected = state.foldedTransaction + 1
    while cursor.isValid, cursor.key.count == 9, cursor.key[0] == 0 {
      let transaction = readBigEndian(cursor.key, at: 1)
      guard transaction == expected else { break }
      switch try CommitRecord([UInt8](cursor.value), decoder: decoder) {
      case .stream(let newTerms, let changes):
        ranges += newTerms
        delta = delta.adding(changes, transaction: transaction)
      case .bulk(_, _, let absorbed, let readded):
        delta = delta.adding(
          SortedChanges(adds: readded, removes: absorbed), transaction: transaction)
      }
      expected += 1
      cursor.next()
    }
    try cursor.check()
    guard expected == state.transaction + 1 else {
      throw .corrupted(detail: "commit \(expected) is missing in the log")
    }
    try readRecentTerms(ranges, snapshot: snapshot)
    adopt(state, delta: delta, base: baseStatistics)
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

extension KeyedHash {
  /// The hash of a dictionary term: its kind and its key bytes, which may be none.
  package func hash(kind: UInt8, _ bytes: UnsafeBufferPointer<UInt8>) -> TermHash {
    if let base = bytes.baseAddress { return hash(kind: kind, base, count: bytes.count) }
    return withUnsafePointer(to: UInt8(0)) { hash(kind: kind, $0, count: 0) }
  }
}
