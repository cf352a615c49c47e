// Keeps the log within its limit: the oldest commits' records go, with the blocks of bulk commits.
//
// Only folded commits go, as the delta is built from the others. A fold looks at the size and shortens the
// log to three quarters of the limit, so that this is done now and then and not each time.

extension QuadStore {
  /// Records between two looks at how many bytes they take.
  private static let measuredRecords = 1_024

  /// Removes the oldest folded commits from a log that is larger than it may be.
  func trimLog() throws(StorageError) {
    let limit = settings.logBytes ?? database.tuning.logBytes
    guard let size = database.property("rocksdb.live-sst-files-size", .log).map(Int.init),
      size > limit
    else { return }
    let excess = size - limit / 4 * 3
    let batch = WriteBatch()
    let cursor = Cursor(database, .log, snapshot: DatabaseSnapshot(database), scan: true)
    cursor.seek(CommitRecord.key(0))
    guard cursor.isValid, cursor.key.first == 0 else { return try cursor.check() }
    let first = [UInt8](cursor.key)
    let end = CommitRecord.key(state.foldedTransaction + 1)
    var segments: [UInt32] = []
    var blockBytes = 0
    var records = 0
    while cursor.isValid, cursor.key.lexicographicallyPrecedes(end) {
      if let segment = try CommitRecord.bulkSegment(cursor.value) {
        segments.append(segment)
        blockBytes += try database.approximateBytes(
          .log, from: CommitRecord.blockKey(segment: segment, part: 0),
          to: CommitRecord.blockKey(segment: segment + 1, part: 0))
      }
      records += 1
      cursor.next()
      guard segments.last != nil || records % Self.measuredRecords == 0, cursor.isValid else {
        continue
      }
      let removed = try database.approximateBytes(.log, from: first, to: [UInt8](cursor.key))
      if removed + blockBytes >= excess { break }
    }
    try cursor.check()
    let isInside = cursor.isValid && cursor.key.lexicographicallyPrecedes(end)
    let last = isInside ? [UInt8](cursor.key) : end
    batch.deleteRange(database, .log, from: first, to: last)
    for segment in segments {
      batch.deleteRange(
        database, .log, from: CommitRecord.blockKey(segment: segment, part: 0),
        to: CommitRecord.blockKey(segment: segment + 1, part: 0))
    }
    try database.write(batch, sync: false)
    database.compact(.log, from: first, to: last)
    for segment in segments {
      database.compact(
        .log, from: CommitRecord.blockKey(segment: segment, part: 0),
        to: CommitRecord.blockKey(segment: segment + 1, part: 0))
    }
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
