// Keeps the log within its limit: the oldest commits' records go, with the blocks of bulk commits.
//
//     0, tx ...              [ gone ][ kept                    ][ not folded ]
//     1, segment, part ...   [ gone ][ kept      ]
//
// Only folded commits go, as the delta is built from the others. A fold looks at the bytes of what is there and
// shortens the log to three quarters of the limit, so that this is done now and then and not each time.
// Bulk commits follow their segments' numbers, because a load has the builders' place from the number on; so
// their blocks go from the front too.

extension QuadStore {
  /// Records between two looks at how many bytes they take.
  private static let measuredRecords = 1_024

  /// What goes: commits and blocks below these keys.
  private struct LogCut {
    var commit: [UInt8]
    var segment: UInt32
  }

  /// Removes the oldest folded commits from a log that is larger than it may be.
  func trimLog() throws(StorageError) {
    guard let cut = try findCut() else { return }
    let (commits, blocks) = (CommitRecord.key(0), CommitRecord.blockKey(segment: 0, part: 0))
    let end = CommitRecord.blockKey(segment: cut.segment, part: 0)
    let batch = WriteBatch()
    batch.deleteRange(database, .log, from: commits, to: cut.commit)
    batch.deleteRange(database, .log, from: blocks, to: end)
    try database.write(batch, sync: false)
    // What a snapshot can see is not removed, and the writer's readers have one.
    writer.withLock { commitWriter.reset() }
    database.compact(.log, from: commits, to: cut.commit)
    database.compact(.log, from: blocks, to: end)
  }

  /// Where to cut, or nil where the log is small enough.
  private func findCut() throws(StorageError) -> LogCut? {
    let limit = settings.logBytes ?? database.tuning.logBytes
    let folded = CommitRecord.key(state.foldedTransaction + 1)
    let cursor = Cursor(database, .log, snapshot: DatabaseSnapshot(database), scan: true)
    cursor.seek(CommitRecord.key(0))
    guard cursor.isValid, cursor.key.first == 0 else {
      try cursor.check()
      return nil
    }
    // Keys that were removed before may still be on disk: what is there begins at the first that is seen.
    let first = [UInt8](cursor.key)
    let size = try logBytes(from: first, to: [1]) + liveBlockBytes()
    guard size > limit else { return nil }
    let excess = size - limit / 4 * 3
    var cut = LogCut(commit: folded, segment: 0)
    var blocks = 0
    var records = 0
    while cursor.isValid, cursor.key.lexicographicallyPrecedes(folded) {
      let segment = try CommitRecord.bulkSegment(cursor.value)
      if let segment {
        cut.segment = segment + 1
        blocks += try logBytes(
          from: CommitRecord.blockKey(segment: segment, part: 0),
          to: CommitRecord.blockKey(segment: segment + 1, part: 0))
      }
      records += 1
      cursor.next()
      guard segment != nil || records % Self.measuredRecords == 0, cursor.isValid else { continue }
      if try logBytes(from: first, to: [UInt8](cursor.key)) + blocks >= excess { break }
    }
    try cursor.check()
    if cursor.isValid, cursor.key.lexicographicallyPrecedes(folded) {
      cut.commit = [UInt8](cursor.key)
    }
    return cut
  }

  /// Bytes of the blocks that are there.
  private func liveBlockBytes() throws(StorageError) -> Int {
    let cursor = Cursor(database, .log, snapshot: DatabaseSnapshot(database), scan: false)
    cursor.seek([1])
    guard cursor.isValid else {
      try cursor.check()
      return 0
    }
    return try logBytes(from: [UInt8](cursor.key), to: [2])
  }

  private func logBytes(from start: [UInt8], to end: [UInt8]) throws(StorageError) -> Int {
    try database.approximateBytes(.log, from: start, to: end)
  }

  /// Whether a segment's blocks are more than the log may hold at all.
  func isTooLargeForLog(_ segment: UInt32) throws(StorageError) -> Bool {
    let start = withUnsafeBytes(of: segment.bigEndian) { Array($0) }
    let end = withUnsafeBytes(of: (segment + 1).bigEndian) { Array($0) }
    return try database.approximateBytes(.spog, from: start, to: end)
      > settings.logBytes ?? database.tuning.logBytes
  }
}

extension CommitRecord {
  /// The segment of a bulk commit, without a look at the rest of its record; nil for a stream commit.
  static func bulkSegment(_ value: UnsafeRawBufferPointer) throws(StorageError) -> UInt32? {
    var record = RecordReader([UInt8](value.prefix(24)), name: "log")
    guard try record.number() == 1 else { return nil }
    return UInt32(truncatingIfNeeded: try record.number())
  }
}
