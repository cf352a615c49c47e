import Glibc

// Folding: the delta becomes a segment, and small segments become one.
//
//     seal      the runs so far; commits go on in new ones
//     write     a segment of the sealed changes and of the segments that must go with them; a hash
//               segment of the terms that are only in memory
//     publish   one write of the state; the sealed runs are dropped from memory
//
// A segment is rewritten when the delta removes quads of it, when it is not larger than what is folded,
// or when there would be more than eight. So a quad is rewritten some log(n) times over its life.

/// Segments that are not live any more.
struct RetiredSegments: Sendable {
  var quadSegments: [UInt32] = []
  var hashSegments: [UInt32] = []
  /// Views of earlier generations may still read them.
  var generation = 0
}

extension QuadStore {
  /// Most live quad segments, and most live hash segments.
  static let maximumSegments = 8

  /// Commits after which a fold begins, however little they change: an open replays them.
  static let maximumUnfoldedCommits: UInt64 = 200_000

  /// Changes in memory after which a fold begins in the background.
  var foldThreshold: Int { min(max(settings.memoryBytes / 1024, 10_000), 2_000_000) }

  /// Changes in memory after which commits wait for the fold: four times as many.
  var throttleThreshold: Int { foldThreshold * 4 }

  /// Starts a fold in the background where the delta has grown enough.
  func considerFolding() {
    // Changes that cancel leave no delta, but terms in memory and a log to be replayed at open.
    let state = state
    let unfoldedCommits = state.transaction - state.foldedTransaction
    guard
      delta.count >= foldThreshold || recentTerms.count >= foldThreshold
        || unfoldedCommits >= Self.maximumUnfoldedCommits
    else { return }
    backgroundFold.start(self)
  }

  /// Makes a commit wait while the delta is far too large.
  func throttle() throws(StorageError) {
    guard delta.count >= throttleThreshold else { return }
    try fold()
  }

  /// Folds the delta and, where `everything` says so, all segments into one.
  package func fold(everything: Bool = false) throws(StorageError) {
    builder.take()
    defer { builder.leave() }
    try foldInPlace(everything: everything)
    try removeUnreachable()
    // A log that could not be shortened harms nobody; the next fold tries again.
    try? trimLog()
  }

  /// Folds everything into one segment and gives back the space of what was deleted.
  package func compact() throws(StorageError) {
    try fold(everything: true)
    writer.withLock { commitWriter.reset() }
    for family in Family.allCases where family != .unused { database.compact(family) }
  }

  private func foldInPlace(
    everything: Bool, merging hashes: Set<UInt32> = []
  ) throws(StorageError) {
    let (view, mark) = sealDelta()
    do throws(StorageError) {
      mkdir(loadFolder, 0o777)
      defer { rmdir(loadFolder) }
      let plan = try FoldPlan(view, everything: everything)
      let number = reserveSegment()
      let files =
        plan.isNothing ? SegmentFiles() : try FoldWriter(view, plan, number: number).write()
      let (hashSegments, merged) = try foldHashes(
        view, mark: mark, everything: everything, merging: hashes)
      if plan.isNothing, hashSegments == nil,
        view.state.transaction == view.state.foldedTransaction
      {
        return unseal()
      }
      if !files.files.isEmpty { try database.ingest(files.files) }
      try logFirstLoads(plan.segments, snapshot: view.snapshot)
      try publishFold(view, plan, files, number: number, hashSegments, merged, mark: mark)
    } catch {
      unseal()
      // The builder's place is held, so whatever lies there is of this fold; on a full disk it is needed.
      removeLeftovers()
      throw error
    }
  }

  /// Merges segments where a load has left too many, and the hash segments of its runs, which are
  /// `hashSegments`, into one: each that stays would cost every look-up of a term.
  ///
  /// Only with the builder's place taken.
  func tidySegments(_ hashSegments: Set<UInt32>) throws(StorageError) {
    let state = state
    guard
      state.segments.count > Self.maximumSegments || state.hashSegments.count > Self.maximumSegments
        || hashSegments.count > 1
    else { return }
    try foldInPlace(everything: false, merging: hashSegments)
    try removeUnreachable()
  }

  private func sealDelta() -> (view: ReadView, mark: Int) {
    writer.withLock {
      replaceDelta(delta.sealed())
      return (view(), recentTerms.count)
    }
  }

  private func unseal() { writer.withLock { replaceDelta(delta.unsealed()) } }

  /// Writes a hash segment of the recent terms, and merges the others into it where there are too many.
  private func foldHashes(
    _ view: ReadView, mark: Int, everything: Bool, merging hashes: Set<UInt32>
  ) throws(StorageError) -> (new: HashSegmentRecord?, merged: [HashSegmentRecord]) {
    var recent = recentTerms.entries(upTo: mark).map { HashEntry(hash: $0.hash.high, id: $0.id) }
    let live = view.state.hashSegments
    let wanted = live.filter { hashes.contains($0.number) }
    let merged =
      wanted
      + Self.smallest(
        live.filter { !hashes.contains($0.number) }.map { ($0, $0.termCount) },
        beside: wanted.reduce(mark) { $0 + $1.termCount }, everything: everything)
    guard !recent.isEmpty || !merged.isEmpty else { return (nil, []) }
    recent.withUnsafeMutableBufferPointer { sortByHash($0) }
    let total = merged.reduce(recent.count) { $0 + $1.termCount }
    var segment = HashSegmentRecord(
      number: reserveSegment(), termCount: total,
      hashBits: min(merged.map(\.hashBits).min() ?? 64, hashBits(terms: total)))
    let writer = try HashSegmentWriter(
      database, number: segment.number, hashBits: segment.hashBits,
      path: "\(loadFolder)/\(segment.number)-ids.sst")
    try HashMerge.merge(
      merged, recent: recent, database: database, snapshot: view.snapshot, into: writer)
    segment.termCount = writer.count
    if let file = try writer.finish() { try database.ingest([file]) }
    return (segment, merged)
  }

  /// Which segments to merge with `size` new rows: the smallest, so that at most ``maximumSegments`` stay
  /// and none that is no larger than what is written anyway.
  static func smallest<S>(
    _ live: [(segment: S, size: Int)], beside size: Int, everything: Bool
  ) -> [S] {
    let isWritten = size > 0 ? 1 : 0
    if everything { return live.count + isWritten > 1 ? live.map(\.segment) : [] }
    guard size > 0 || live.count > maximumSegments else { return [] }
    var size = size
    var chosen: [S] = []
    for (segment, rows) in live.sorted(by: { $0.size < $1.size }) {
      let isTooMany = live.count - chosen.count + 1 > maximumSegments
      guard isTooMany || rows <= size else { break }
      chosen.append(segment)
      size += rows
    }
    return chosen
  }

  private func publishFold(
    _ view: ReadView, _ plan: FoldPlan, _ files: SegmentFiles, number: UInt32,
    _ hashSegment: HashSegmentRecord?, _ merged: [HashSegmentRecord], mark: Int
  ) throws(StorageError) {
    try writer.withLock { () throws(StorageError) in
      var state = state
      let before = state.hashSegments
      let gone = Set(plan.segments.map(\.number))
      state.segments.removeAll { gone.contains($0.number) }
      if files.quadCount > 0 {
        state.segments.append(
          SegmentRecord(
            number: number, quadCount: files.quadCount, namedQuadCount: files.namedQuadCount,
            transaction: view.state.transaction))
      }
      let goneHashes = Set(merged.map(\.number))
      state.hashSegments.removeAll { goneHashes.contains($0.number) }
      if let hashSegment { state.hashSegments.append(hashSegment) }
      state.foldedTransaction = view.state.transaction
      let batch = WriteBatch()
      batch.put(database, .meta, key: StoreState.key, value: state.encoded())
      var segments = segmentStatistics
      segments.remove(plan.segments.map(\.number))
      for segment in plan.segments {
        batch.delete(database, .meta, key: StatisticsRecord.key(segment.number))
      }
      if files.quadCount > 0 {
        segments.add(files.statistics, of: number)
        batch.put(
          database, .meta, key: StatisticsRecord.key(number), value: files.statistics.encoded())
      }
      try database.write(batch, sync: true)
      adopt(
        state, delta: delta.withoutSealed(), segments: segments,
        retiring: RetiredSegments(
          quadSegments: plan.segments.map(\.number), hashSegments: merged.map(\.number)))
      commitWriter.reset(
        folded: recentTerms.entries(upTo: mark), before: before, after: state.hashSegments)
      recentTerms.removeFirst(mark)
    }
  }

  /// Removes the keys of retired segments that no view can read any more.
  func removeUnreachable() throws(StorageError) {
    for retired in takeUnreachable() {
      for number in retired.quadSegments { try removeSegment(number) }
      for number in retired.hashSegments { try removeKeys(.ids, segment: number) }
    }
  }

  private func removeSegment(_ number: UInt32) throws(StorageError) {
    residents.remove(segment: number)
    for order in IndexOrder.allCases { try removeKeys(order.family, segment: number) }
  }

  private func removeKeys(_ family: Family, segment: UInt32) throws(StorageError) {
    let start = withUnsafeBytes(of: segment.bigEndian) { Array($0) }
    let end = withUnsafeBytes(of: (segment + 1).bigEndian) { Array($0) }
    try database.deleteRange(family, from: start, to: end)
  }

  /// Removes keys of segments that no state names: what a crash in the middle of a load has left.
  func removeDeadSegments() throws(StorageError) {
    let state = state
    let live = Set(state.segments.map(\.number))
    let liveHashes = Set(state.hashSegments.map(\.number))
    for order in IndexOrder.allCases {
      for number in try segmentNumbers(in: order.family) where !live.contains(number) {
        try removeKeys(order.family, segment: number)
      }
    }
    for number in try segmentNumbers(in: .ids) where !liveHashes.contains(number) {
      try removeKeys(.ids, segment: number)
    }
    // Blocks in the log of a load that never committed.
    let unused = CommitRecord.blockKey(segment: state.lastBulkSegment + 1, part: 0)
    let cursor = Cursor(database, .log, snapshot: DatabaseSnapshot(database), scan: false)
    cursor.seek(unused)
    if cursor.isValid { try database.deleteRange(.log, from: unused, to: [2]) }
    try cursor.check()
  }

  /// The numbers of the segments that have keys in a family: one seek each.
  private func segmentNumbers(in family: Family) throws(StorageError) -> [UInt32] {
    let cursor = Cursor(database, family, snapshot: DatabaseSnapshot(database), scan: false)
    var numbers: [UInt32] = []
    cursor.seekToFirst()
    while cursor.isValid, cursor.key.count >= 4 {
      let number = UInt32(bigEndian: cursor.key.loadUnaligned(as: UInt32.self))
      numbers.append(number)
      guard number < UInt32.max else { break }
      cursor.seek(withUnsafeBytes(of: (number + 1).bigEndian) { Array($0) })
    }
    try cursor.check()
    return numbers
  }
}

/// Which segments a fold rewrites.
struct FoldPlan {
  var segments: [SegmentRecord] = []
  let changes: Int

  var isNothing: Bool { segments.isEmpty && changes == 0 }

  init(_ view: ReadView, everything: Bool) throws(StorageError) {
    let list = view.delta.changes(in: .spog)
    changes = list.count
    segments = QuadStore.smallest(
      view.state.segments.map { ($0, $0.quadCount) }, beside: changes, everything: everything)
    let touched = try Self.touched(by: list, view)
    for segment in view.state.segments where touched.contains(segment.number) {
      if !segments.contains(segment) { segments.append(segment) }
    }
  }

  /// The segments that hold a quad which the delta removes.
  private static func touched(
    by changes: SortedChanges, _ view: ReadView
  ) throws(StorageError) -> Set<UInt32> {
    var touched: Set<UInt32> = []
    guard changes.removeCount > 0 else { return touched }
    for segment in view.state.segments {
      let cursor = view.cursor(segment, order: .spog, lower: .lowest, upper: .highest, scan: false)
      for row in 0..<changes.count where changes.removes[row] {
        if try cursor.contains(changes.quad(at: row)) {
          touched.insert(segment.number)
          break
        }
      }
    }
    return touched
  }
}

/// Writes the segment of a fold, two orders at a time.
final class FoldWriter: ConcurrentWork, @unchecked Sendable {
  private let view: ReadView
  private let plan: FoldPlan
  private let number: UInt32
  private let collector = SegmentCollector()
  let partCount = 2

  init(_ view: ReadView, _ plan: FoldPlan, number: UInt32) {
    self.view = view
    self.plan = plan
    self.number = number
  }

  func write() throws(StorageError) -> SegmentFiles {
    try runParts()
    return try collector.result()
  }

  func run(part: Int) throws(StorageError) {
    for order: IndexOrder in part == 0 ? [.spog, .psog, .gspo] : [.ospg, .posg] {
      let writer = SegmentOrderWriter(
        view.store.database, order: order, segment: number, folder: view.store.loadFolder)
      let scan = QuadScan(
        order: order, sources: sources(order), residual: [nil, nil, nil, nil])
      while try scan.next() { try writer.append(scan.columns, from: scan.first, to: scan.end) }
      let counter = try writer.finish()
      if writer.quadCount > 0 { collector.add(counter, writer) }
    }
  }

  private func sources(_ order: IndexOrder) -> [ScanSource] {
    let changes = view.delta.changes(in: order)
    let first = changes.count > 0 ? [ScanSource(changes)] : []
    return first
      + plan.segments.map {
        ScanSource(
          view.cursor($0, order: order, lower: .lowest, upper: .highest, scan: true))
      }
  }
}

/// The one thread that folds beside commits.
final class BackgroundFold: @unchecked Sendable {
  private let monitor = Monitor()
  private var thread: WorkerThread?
  private var isRunning = false
  private var lastFailure: StorageError?
  private var failedAt: Double?

  /// Seconds without another try after a fold has failed, as on a full disk.
  private static let pauseSeconds = 30.0

  /// Starts a fold unless one runs; a failure is kept for the next caller of `failure`.
  func start(_ store: QuadStore) {
    monitor.withLock {
      if isRunning { return }
      if let failedAt, monotonicSeconds() - failedAt < Self.pauseSeconds { return }
      thread?.join()
      thread = nil
      do throws(StorageError) {
        thread = try WorkerThread {
          var failure: StorageError?
          do throws(StorageError) { try store.fold() } catch { failure = error }
          self.monitor.withLock { self.end(failure) }
        }
        isRunning = true
      } catch { end(error) }
    }
  }

  /// Under the lock: notes how a fold has ended.
  private func end(_ failure: StorageError?) {
    isRunning = false
    lastFailure = failure
    failedAt = failure == nil ? nil : monotonicSeconds()
  }

  /// Why the last fold did not succeed, or nil.
  var failure: StorageError? { monitor.withLock { lastFailure } }

  /// Waits for the fold that runs.
  func wait() {
    let thread = monitor.withLock { () -> WorkerThread? in
      defer { self.thread = nil }
      return self.thread
    }
    thread?.join()
  }
}
