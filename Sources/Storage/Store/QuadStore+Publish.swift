import Glibc

// The two publications of a bulk load.
//
// Files are ingested before anything names them: a segment that is not in the state does not exist for
// readers. The one write that replaces the state, synced, is the commit. So the writer's place is held
// for what depends on commits that came meanwhile, never for the writing of files. A crash in between
// leaves keys of a segment that no state names, which the next open removes.

extension QuadStore {
  /// Takes a number for a segment.
  ///
  /// A number that is lost with a crash is of no live segment.
  func reserveSegment() -> UInt32 {
    writer.withLock {
      var state = state
      let number = state.nextSegment
      state.nextSegment += 1
      adopt(state)
      return number
    }
  }

  /// Takes numbers for `count` blank node scopes, which are never given again; returns the first.
  ///
  /// Durable with the first publication that follows, which writes the state; a scope that is lost with
  /// a crash before it has no blank node on disk.
  package func reserveScopes(_ count: Int) -> UInt64 {
    writer.withLock {
      var state = state
      let first = state.nextScope
      state.nextScope += UInt64(count)
      adopt(state)
      return first
    }
  }

  // MARK: terms

  /// Gives every term of a run its final id and publishes the new ones; returns how many those are, and
  /// their hash segment.
  ///
  /// From here on, every other commit finds these terms. Needs the segment builder's place.
  func publishTerms(
    _ table: RunTermTable, folder: String
  ) throws(StorageError) -> (count: Int, segment: UInt32?) {
    let (new, number, mark) = try reserveTerms(table)
    guard new.terms.count > 0 else { return (0, nil) }
    var segment = HashSegmentRecord(
      number: number, termCount: new.terms.count, hashBits: hashBits(terms: new.terms.count))
    try database.ingest(
      try DictionaryFiles(new, segment: segment, database: database, folder: folder).write())
    try writer.withLock { () throws(StorageError) in
      if let kept = withoutConflicts(new, table, since: mark) {
        // A stream commit has made one of these terms meanwhile: its id stands, ours is never used.
        var state = state
        segment.number = state.nextSegment
        segment.termCount = kept.count
        state.nextSegment += 1
        adopt(state)
        try ingestHashes(kept, segment: segment, folder: folder)
      }
      var state = state
      if segment.termCount > 0 { state.hashSegments.append(segment) }
      try writeState(state)
      adopt(state)
    }
    return (new.terms.count, segment.termCount > 0 ? segment.number : nil)
  }

  /// Resolves a run's terms against everything committed so far and reserves ids for the new ones.
  private func reserveTerms(
    _ table: RunTermTable
  ) throws(StorageError) -> (new: NewTerms, number: UInt32, mark: Int) {
    try writer.withLock { () throws(StorageError) in
      let view = view()
      var state = view.state
      let new = try RunResolver.assignIDs(
        table, view: view, recent: recentTerms, state: &state)
      let number = state.nextSegment
      state.nextSegment += 1
      // On disk before the ids are: after a crash no other term may get them.
      if new.terms.count > 0 { try writeState(state) }
      adopt(state)
      return (new, number, recentTerms.count)
    }
  }

  /// The hash entries without those terms that were committed since `mark`, whose ids the table takes
  /// on; nil where there are none.
  private func withoutConflicts(
    _ new: NewTerms, _ table: RunTermTable, since mark: Int
  ) -> [HashEntry]? {
    let recent = recentTerms.entries(since: mark)
    guard !recent.isEmpty else { return nil }
    let dead = table.replaceIDs(recent)
    guard !dead.isEmpty else { return nil }
    return new.hashes.filter { !dead.contains($0.id) }
  }

  func ingestHashes(
    _ entries: [HashEntry], segment: HashSegmentRecord, folder: String
  ) throws(StorageError) {
    guard !entries.isEmpty else { return }
    let buffer = UnsafeMutableBufferPointer<HashEntry>.allocate(capacity: entries.count)
    defer { buffer.deallocate() }
    _ = buffer.initialize(from: entries)
    let file = try DictionaryWriter.writeHashes(
      UnsafeBufferPointer(buffer), segment: segment, database: database,
      path: "\(folder)/\(segment.number)-ids.sst")
    if let file { try database.ingest([file]) }
  }

  func writeState(_ state: StoreState) throws(StorageError) {
    let batch = WriteBatch()
    batch.put(database, .meta, key: StoreState.key, value: state.encoded())
    try database.write(batch, sync: true)
  }

  // MARK: quads

  /// Makes a written segment visible: the commit of a load.
  ///
  /// Returns its number, or nil where neither quads nor ledger rows came. Needs the segment
  /// builder's place.
  func commitSegment(
    _ segment: SegmentFiles, number: UInt32, dropped: [DroppedQuads], ledger: [LedgerRow],
    mustStop: () -> Bool
  ) throws(StorageError) -> (transaction: UInt64, added: Int)? {
    do throws(StorageError) {
      return try commitFiles(
        segment, number: number, dropped: dropped, ledger: ledger, mustStop: mustStop)
    } catch {
      // What was copied to the log before is of no commit; where it cannot be removed, the next open does it.
      try? database.deleteRange(
        .log, from: CommitRecord.blockKey(segment: number, part: 0),
        to: CommitRecord.blockKey(segment: number + 1, part: 0))
      throw error
    }
  }

  private func commitFiles(
    _ segment: SegmentFiles, number: UInt32, dropped: [DroppedQuads], ledger: [LedgerRow],
    mustStop: () -> Bool
  ) throws(StorageError) -> (transaction: UInt64, added: Int)? {
    if !segment.files.isEmpty { try database.ingest(segment.files) }
    var isLogged = false
    if segment.quadCount > 0, !isEmpty {
      try logSegment(number)
      isLogged = true
    }
    guard committers.take(unless: mustStop) else { throw .cancelled }
    defer { committers.leave() }
    return try writer.withLock { () throws(StorageError) -> (UInt64, Int)? in
      let wasEmpty = isEmpty
      // A first stream commit may have come just now.
      if segment.quadCount > 0, !wasEmpty, !isLogged { try logSegment(number) }
      let (absorbed, readded) = try conflicts(segment, number: number, dropped: dropped)
      let added = segment.quadCount - absorbed.count + readded.count
      guard added > 0 || segment.quadCount > 0 || !ledger.isEmpty else { return nil }
      var state = state
      var segments = segmentStatistics
      state.transaction += 1
      state.lastBulkSegment = number
      if segment.quadCount > 0 {
        state.segments.append(
          SegmentRecord(
            number: number, quadCount: segment.quadCount,
            namedQuadCount: segment.namedQuadCount, transaction: state.transaction))
        segments.add(segment.statistics, of: number)
      }
      let record = CommitRecord.bulk(
        segment: number, wasEmpty: wasEmpty, absorbed: absorbed, readded: readded)
      try writeCommit(
        record, state: state,
        statistics: segment.quadCount > 0 ? (number, segment.statistics) : nil, ledger: ledger)
      let changes = SortedChanges(adds: readded, removes: absorbed)
      adopt(
        state, delta: delta.cancelling(changes, transaction: state.transaction),
        segments: segments)
      return (state.transaction, added)
    }
  }

  /// Whether no commit has left a quad.
  private var isEmpty: Bool { state.segments.isEmpty && delta.isEmpty }

  private func writeCommit(
    _ record: CommitRecord, state: StoreState,
    statistics: (segment: UInt32, record: StatisticsRecord)?, ledger: [LedgerRow]
  ) throws(StorageError) {
    let batch = WriteBatch()
    batch.put(database, .meta, key: StoreState.key, value: state.encoded())
    if let statistics {
      batch.put(
        database, .meta, key: StatisticsRecord.key(statistics.segment),
        value: statistics.record.encoded())
    }
    batch.put(
      database, .log, key: CommitRecord.key(state.transaction),
      value: record.encoded(with: commitWriter.blockEncoder))
    var rows: [LedgerRow] = []
    for row in ledger {
      var row = row
      // A row that has one already belongs to data of an earlier commit.
      if row.transaction == 0 { row.transaction = state.transaction }
      rows.append(row)
    }
    for record in LedgerRow.records(of: rows) {
      batch.put(database, .ledger, key: record.key, value: record.value)
    }
    try database.write(batch, sync: true)
  }

  /// Quads of the delta that meet the new segment: adds that are in it too, and removes of quads that the
  /// load had but dropped because a segment holds them.
  private func conflicts(
    _ segment: SegmentFiles, number: UInt32, dropped: [DroppedQuads]
  ) throws(StorageError) -> (absorbed: [IDQuad], readded: [IDQuad]) {
    let changes = delta.changes(in: .spog)
    guard changes.count > 0 else { return ([], []) }
    var absorbed: [IDQuad] = []
    if segment.quadCount > 0, changes.removeCount < changes.count {
      let source = BlockSource(
        self, order: .spog, segment: number, quads: segment.quadCount,
        snapshot: DatabaseSnapshot(database), isScan: false, mayBuild: false)
      let cursor = SegmentCursor(source, lower: .lowest, upper: .highest)
      for row in 0..<changes.count where !changes.removes[row] {
        let quad = changes.quad(at: row)
        if try cursor.contains(quad) { absorbed.append(quad) }
      }
    }
    var readded: Set<IDQuad> = []
    if changes.removeCount > 0 {
      for list in dropped {
        try list.forEach { quad in
          if changes.change(of: quad) == false { readded.insert(quad) }
        }
      }
    }
    return (absorbed, readded.sorted())
  }
}

/// Writes the two files of a run's new terms at the same time; each thread touches its own.
private final class DictionaryFiles: ConcurrentWork, @unchecked Sendable {
  private let new: NewTerms
  private let segment: HashSegmentRecord
  private let database: Database
  private let folder: String
  private var terms: (family: Family, path: String)?
  private var hashes: (family: Family, path: String)?

  init(_ new: NewTerms, segment: HashSegmentRecord, database: Database, folder: String) {
    self.new = new
    self.segment = segment
    self.database = database
    self.folder = folder
  }

  func write() throws(StorageError) -> [(family: Family, path: String)] {
    try runParts()
    return [terms, hashes].compactMap { $0 }
  }

  let partCount = 2

  func run(part: Int) throws(StorageError) {
    if part == 0 { try writeTerms() } else { try writeHashes() }
  }

  private func writeTerms() throws(StorageError) {
    terms = try DictionaryWriter.writeTerms(
      UnsafeBufferPointer(new.terms), database: database,
      path: "\(folder)/\(segment.number)-terms.sst")
  }

  private func writeHashes() throws(StorageError) {
    hashes = try DictionaryWriter.writeHashes(
      UnsafeBufferPointer(new.hashes), segment: segment, database: database,
      path: "\(folder)/\(segment.number)-ids.sst")
  }
}
