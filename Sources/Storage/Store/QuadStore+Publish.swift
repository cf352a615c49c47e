import Glibc

// The two publications of a bulk load.

extension QuadStore {
  /// Takes a number for a segment that a load will write. Not durable: a number that is lost with a
  /// crash was never on disk in a live segment.
  func reserveSegment() -> UInt32 {
    writer.withLock {
      var state = state
      let number = state.nextSegment
      state.nextSegment += 1
      adopt(state, statistics)
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
      adopt(state, statistics)
      return first
    }
  }

  /// Gives every term of a run its final id and publishes the new ones; returns how many those are.
  ///
  /// Runs in the writer's place: from here on, every other commit finds these terms.
  func publishTerms(_ table: RunTermTable, folder: String) throws(StorageError) -> Int {
    try writer.withLock { () throws(StorageError) -> Int in
      let view = view()
      var state = view.state
      let dictionary = state.hashSegments.isEmpty ? nil : view.dictionary()
      let new = try RunResolver.assignIDs(table, dictionary: dictionary, state: &state)
      guard new.terms.count > 0 else { return 0 }
      let segment = HashSegmentRecord(
        number: state.nextSegment, termCount: new.terms.count,
        hashBits: hashBits(terms: new.terms.count))
      state.nextSegment += 1
      state.hashSegments.append(segment)
      let files = try DictionaryFiles(new, segment: segment, database: database, folder: folder)
        .write()
      try publish(
        files, state: state, statistics: view.statistics, ledger: [],
        path: "\(folder)/\(segment.number)-dictionary-meta.sst")
      return new.terms.count
    }
  }

  /// Makes a written segment visible: the commit of a load. Returns its number, or nil where neither
  /// quads nor ledger rows came.
  func commitSegment(
    _ segment: SegmentFiles, number: UInt32, ledger: [LedgerRow]
  ) throws(StorageError) -> UInt64? {
    guard segment.quadCount > 0 || !ledger.isEmpty else { return nil }
    return try writer.withLock { () throws(StorageError) -> UInt64? in
      var (state, statistics) = (state, statistics)
      state.transaction += 1
      if segment.quadCount > 0 {
        state.segments.append(
          SegmentRecord(
            number: number, quadCount: segment.quadCount,
            namedQuadCount: segment.namedQuadCount, transaction: state.transaction))
        statistics.add(segment.statistics)
      }
      let rows = ledger.map { row in
        var row = row
        // A row that has one already belongs to data of an earlier commit.
        if row.state == .done, row.transaction == 0 { row.transaction = state.transaction }
        return row
      }
      try publish(
        segment.files, state: state, statistics: statistics, ledger: rows,
        path: "\(loadFolder)/\(number)-meta.sst")
      return state.transaction
    }
  }

  /// Ingests files with the new state in one atomic step, and takes the state on.
  private func publish(
    _ files: [(family: Family, path: String)], state: StoreState, statistics: StatisticsRecord,
    ledger: [LedgerRow], path: String
  ) throws(StorageError) {
    // A power cut must not keep this commit and lose earlier ones that are only in the log.
    try database.syncLog()
    let meta = try SSTWriter(database, family: .meta, path: path)
    try meta.put(key: StoreState.key, value: state.encoded())
    try meta.put(key: StatisticsRecord.key, value: statistics.encoded())
    var all = files
    if let file = try meta.finish() { all.append(file) }
    if !ledger.isEmpty {
      let writer = try SSTWriter(database, family: .ledger, path: path + ".ledger")
      for record in LedgerRow.records(of: ledger) {
        try writer.put(key: record.key, value: record.value)
      }
      if let file = try writer.finish() { all.append(file) }
    }
    try database.ingest(all)
    adopt(state, statistics)
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

extension SSTWriter {
  /// Adds a small record.
  func put(key: [UInt8], value: [UInt8]) throws(StorageError) {
    var failure: StorageError?
    key.withUnsafeBytes { key in
      value.withUnsafeBytes { value in
        do throws(StorageError) { try put(key: key, value: value) } catch { failure = error }
      }
    }
    if let failure { throw failure }
  }
}
