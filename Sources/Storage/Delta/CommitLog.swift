// Reads the exact change of each commit back, and writes that of bulk commits.
//
//     0, tx                    a commit's record (see CommitRecord)
//     1, segment, part         a block of what a bulk commit wrote
//
// A bulk commit's blocks are copied from its segment before it becomes visible, undecoded, so that the
// change outlives the segment. A load into an empty store copies nothing: its record says "all", and its
// segment tells what that was. When a fold rewrites that segment, its blocks are copied to the log first.

extension CommitRecord {
  static func blockKey(segment: UInt32, part: UInt32) -> [UInt8] {
    [1] + withUnsafeBytes(of: segment.bigEndian) { Array($0) }
      + withUnsafeBytes(of: part.bigEndian) { Array($0) }
  }
}

extension QuadStore {
  /// Copies the blocks of an ingested, not yet live segment to the log.
  func logSegment(_ number: UInt32) throws(StorageError) {
    let cursor = Cursor(database, .spog, snapshot: DatabaseSnapshot(database), scan: true)
    let path = "\(loadFolder)/\(number)-log.sst"
    let writer = try SSTWriter(database, family: .log, path: path)
    cursor.seek(withUnsafeBytes(of: number.bigEndian) { Array($0) })
    var part: UInt32 = 0
    while cursor.isValid, cursor.key.count == blockKeyBytes,
      UInt32(bigEndian: cursor.key.loadUnaligned(as: UInt32.self)) == number
    {
      try writer.put(
        key: CommitRecord.blockKey(segment: number, part: part), value: cursor.value)
      part += 1
      cursor.next()
    }
    try cursor.check()
    if let file = try writer.finish() { try database.ingest([file]) }
  }
}

extension QuadStore {
  /// Copies the segments among `segments` that a load into the empty store has written: they are about to
  /// be rewritten, and the log must tell what they were.
  func logFirstLoads(
    _ segments: [SegmentRecord], snapshot: DatabaseSnapshot
  ) throws(StorageError) {
    for segment in segments {
      let key = CommitRecord.key(segment.transaction)
      guard let bytes = try database.value(.log, key: key, snapshot: snapshot) else { continue }
      guard
        case .bulk(segment.number, wasEmpty: true, _, _) =
          try CommitRecord(bytes, decoder: QuadBlockDecoder())
      else { continue }
      try logSegment(segment.number)
    }
  }
}

extension QuadStore {
  /// Removes the blocks in the log of those among `segments`, which are not live, that no commit names: of
  /// loads that were killed, or failed, in their commit.
  ///
  /// Reads the records only where there are such blocks.
  func removeUnnamedBlocks(of segments: [UInt32]) throws(StorageError) {
    let snapshot = DatabaseSnapshot(database)
    let cursor = Cursor(database, .log, snapshot: snapshot, scan: false)
    var unnamed: Set<UInt32> = []
    for segment in segments {
      let start = CommitRecord.blockKey(segment: segment, part: 0)
      cursor.seek(start)
      if cursor.isValid, cursor.key.starts(with: start.prefix(5)) { unnamed.insert(segment) }
    }
    try cursor.check()
    guard !unnamed.isEmpty else { return }
    cursor.seek(CommitRecord.key(0))
    while cursor.isValid, cursor.key.first == 0 {
      if let segment = try CommitRecord.bulkSegment(cursor.value) { unnamed.remove(segment) }
      cursor.next()
    }
    try cursor.check()
    for segment in unnamed {
      try database.deleteRange(
        .log, from: CommitRecord.blockKey(segment: segment, part: 0),
        to: CommitRecord.blockKey(segment: segment + 1, part: 0))
    }
  }
}

/// One quad of a commit's change, columns as s p o g.
package struct LoggedChange: Hashable, Sendable {
  package var quad: IDQuad
  package var isRemove: Bool
}

extension ReadView {
  /// Hands the exact change of a commit to `body`, adds in s p o g order; false where the log does not
  /// have the commit.
  package func changes(
    of transaction: UInt64, _ body: (LoggedChange) -> Void
  ) throws(StorageError) -> Bool {
    let cursor = Cursor(store.database, .log, snapshot: snapshot, scan: false)
    let key = CommitRecord.key(transaction)
    cursor.seek(key)
    guard cursor.isValid, cursor.key.elementsEqual(key) else {
      try cursor.check()
      return false
    }
    switch try CommitRecord([UInt8](cursor.value), decoder: QuadBlockDecoder()) {
    case .stream(_, let changes):
      for row in 0..<changes.count {
        body(LoggedChange(quad: changes.quad(at: row), isRemove: changes.removes[row]))
      }
    case .bulk(let segment, let wasEmpty, let absorbed, let readded):
      let absorbed = Set(absorbed)
      let report = { (quad: IDQuad) in
        if !absorbed.contains(quad) { body(LoggedChange(quad: quad, isRemove: false)) }
      }
      for quad in readded { body(LoggedChange(quad: quad, isRemove: false)) }
      if wasEmpty, try reportSegment(segment, report) { return true }
      try reportBlocks(of: segment, report)
    }
    return true
  }

  private func reportBlocks(
    of segment: UInt32, _ report: (IDQuad) -> Void
  ) throws(StorageError) {
    let cursor = Cursor(store.database, .log, snapshot: snapshot, scan: true)
    let decoder = QuadBlockDecoder()
    let columns = QuadColumns(capacity: maximumBlockRows)
    defer { columns.deallocate() }
    cursor.seek(CommitRecord.blockKey(segment: segment, part: 0))
    let prefix = CommitRecord.blockKey(segment: segment, part: 0).prefix(5)
    while cursor.isValid, cursor.key.prefix(5).elementsEqual(prefix) {
      guard let rows = decoder.decode(cursor.value, into: columns) else {
        throw .corrupted(detail: "a block of the log can't be read")
      }
      for row in 0..<rows { report(columns.quad(at: row)) }
      cursor.next()
    }
    try cursor.check()
  }

  /// The segment of the first load, while it is live.
  private func reportSegment(
    _ number: UInt32, _ report: (IDQuad) -> Void
  ) throws(StorageError) -> Bool {
    guard let segment = state.segments.first(where: { $0.number == number }) else { return false }
    let cursor = cursor(segment, order: .spog, lower: .lowest, upper: .highest, scan: true)
    while try cursor.nextBlock() {
      for row in cursor.first..<cursor.end { report(cursor.quad(at: row)) }
    }
    return true
  }
}
