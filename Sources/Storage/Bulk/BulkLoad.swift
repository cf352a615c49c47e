import Glibc

// One bulk load: takes encoded chunks in input order and ends in one commit.
//
//     chunks ─► run ─► run ─► run            each as large as the memory allows
//                │ resolve terms against the dictionary, publish new ones
//                │ sort, drop duplicates and what the store holds
//                ▼
//     the only run: SST files at once        several: packed runs in the temp folder, merged at the end
//                ▼
//     one ingest over all families: the commit
//
// While one run is sorted, the next is filled. The first publication (dictionary) makes ids final;
// terms without quads after a crash are harmless. Nothing else is visible before the second.

/// What a load may use.
package struct BulkLoadSettings: Sendable {
  /// Bytes of memory for runs, all together.
  package var memoryBytes: Int
  /// Folder for spilled runs, or nil for the store's own.
  package var temporaryFolder: String?
  /// Most runs that are merged at once; more are merged in several passes.
  ///
  /// Each takes a buffer and a file handle on both threads of the merge.
  package var mergeFanIn = 64
  /// Bytes of a run before which it is not closed, however small the memory: a run shall be larger than a
  /// chunk.
  package var leastRunBytes = 6 << 20

  package init(memoryBytes: Int, temporaryFolder: String? = nil) {
    self.memoryBytes = memoryBytes
    self.temporaryFolder = temporaryFolder
  }

  /// Bytes of a run after which it is closed: a third, as one is filled while another is sorted, which takes
  /// as much again.
  var runBytes: Int { max(memoryBytes / 3, leastRunBytes) }

  /// Bytes for the buffers of the last merge, when the runs' own memory is free.
  var mergeBytes: Int { max(memoryBytes / 2, 8 << 20) }
}

/// What a load did.
package struct BulkLoadSummary: Sendable {
  /// Quads read.
  package var quadsRead = 0
  /// Quads that were new to the store.
  package var quadsAdded = 0
  /// Terms that were new to the store.
  package var termsAdded = 0
  /// Runs that did not fit into memory together; 1 means that nothing was spilled.
  package var runs = 0
  /// The commit, or nil where nothing was new.
  package var transaction: UInt64?
  /// Seconds of work in each stage, summed over threads.
  package var seconds: [String: Double] = [:]
}

/// A load under way.
///
/// `take` is called in input order; see there for threads.
package final class BulkLoad: @unchecked Sendable {
  let store: QuadStore
  let settings: BulkLoadSettings
  private let monitor = Monitor()
  private var run = LoadRun()
  /// Chunks of the open run whose quads are still being filled in.
  private var fillsUnderWay = 0
  private var sorterThread: WorkerThread?
  private var failure: StorageError?
  private var spilled: [SpilledRun] = []
  private var dropped: [DroppedQuads] = []
  /// The hash segments that the runs have published.
  private var hashSegments: Set<UInt32> = []
  private(set) var summary = BulkLoadSummary()
  private var isCancelled = false
  /// Asked right before the commit; set before the first chunk is taken.
  package var stopBeforeCommit: (@Sendable () -> Bool)?
  private var isFinishing = false
  private var fraction = 0.0
  /// Number of the segment that the load writes.
  let segment: UInt32
  let folder: String

  package init(_ store: QuadStore, settings: BulkLoadSettings) throws(StorageError) {
    self.store = store
    self.settings = settings
    store.builder.take()
    folder = store.loadFolder
    mkdir(folder, 0o777)
    segment = store.reserveSegment()
  }

  /// Quads after which a run is closed however much memory there is: sorts count in 32 bits.
  private static let maximumRunQuads = 1 << 31

  // MARK: taking chunks

  /// Takes a chunk: gives its terms codes and its quads a place.
  ///
  /// Calls must follow the input's order, one at a time. Then `fill` may run on any thread.
  package func take(_ chunk: EncodedChunk) throws(StorageError) -> ChunkPlace {
    if run.footprintBytes > settings.runBytes || run.quadCount > Self.maximumRunQuads {
      try closeRun()
    }
    try monitor.withLock { () throws(StorageError) in
      if let failure { throw failure }
      fillsUnderWay += 1
    }
    return ChunkPlace(quads: run.merge(chunk))
  }

  /// Fills in the quads of a chunk that was taken.
  package func fill(_ place: ChunkPlace, from chunk: EncodedChunk) {
    LoadRun.fill(place.quads, from: chunk)
    monitor.withLock {
      fillsUnderWay -= 1
      if fillsUnderWay == 0 { monitor.broadcast() }
    }
  }

  /// Hands the full run to the sorter's thread and begins another; waits while the last one is sorted.
  private func closeRun() throws(StorageError) {
    try waitForSorter()
    let closed = takeRun()
    sorterThread = try WorkerThread { [self] in
      do throws(StorageError) {
        try sortAndSpill(closed)
      } catch {
        monitor.withLock { failure = error }
      }
    }
  }

  /// Takes the run out once all its chunks are filled in.
  private func takeRun() -> LoadRun {
    monitor.withLock {
      while fillsUnderWay > 0 { monitor.wait() }
      summary.quadsRead += run.quadCount
      summary.runs += 1
    }
    let closed = run
    run = LoadRun()
    return closed
  }

  private func waitForSorter() throws(StorageError) {
    sorterThread?.join()
    sorterThread = nil
    try monitor.withLock { () throws(StorageError) in if let failure { throw failure } }
  }

  // MARK: runs

  /// Publishes the run's new terms and sorts it, without duplicates and without what the store holds.
  private func prepare(_ run: LoadRun) throws(StorageError) -> (QuadSorter, ResolvedRun) {
    let published = try timed("dictionary") { () throws(StorageError) in
      try store.publishTerms(run.terms, folder: folder)
    }
    summary.termsAdded += published.count
    if let segment = published.segment { hashSegments.insert(segment) }
    let resolved = timed("sort") { ResolvedRun(run.terms) }
    run.terms.sealForReading()
    let sorter = timed("sort") { Self.sort(run, by: resolved) }
    try timed("anti-join") { () throws(StorageError) in try dropPresent(sorter, resolved) }
    return (sorter, resolved)
  }

  private static func sort(_ run: LoadRun, by resolved: ResolvedRun) -> QuadSorter {
    let quads = UnsafeMutablePointer<CodeQuad>.allocate(capacity: max(run.quadCount, 1))
    var filled = 0
    let ranks = resolved.rankOfCode
    run.drainQuads { piece, count in
      for index in 0..<count {
        let quad = piece[index]
        quads[filled + index] = CodeQuad(
          subject: ranks[Int(quad.subject)], predicate: ranks[Int(quad.predicate)],
          object: ranks[Int(quad.object)], graph: ranks[Int(quad.graph)])
      }
      filled += count
    }
    return QuadSorter(unsorted: quads, count: filled, termCount: resolved.termCount)
  }

  /// Drops the quads that the store holds already.
  private func dropPresent(
    _ sorter: QuadSorter, _ resolved: ResolvedRun
  ) throws(StorageError) {
    // Segments only: what the delta has is compared when the load commits, as it may change until then.
    let view = store.view()
    guard !view.state.segments.isEmpty, sorter.count > 0 else { return }
    let present = UnsafeMutablePointer<Bool>.allocate(capacity: sorter.count)
    present.initialize(repeating: false, count: sorter.count)
    defer { present.deallocate() }
    for segment in view.state.segments {
      let cursor = view.cursor(
        segment, order: .spog, lower: .lowest, upper: .highest, scan: true)
      try AntiJoin.mark(
        sorter.spog, count: sorter.count, idOfRank: resolved.idOfRank, cursor: cursor,
        present: present)
    }
    dropped.append(
      try DroppedQuads(
        sorter.spog, count: sorter.count, marked: present, idOfRank: resolved.idOfRank,
        path: "\(folder)/\(segment)-dropped\(dropped.count).tmp"))
    sorter.dropMarked(present)
  }

  /// Asks for the end of the load: the next step begins with ``StorageError/cancelled`` instead.
  package func requestCancel() { monitor.withLock { isCancelled = true } }

  /// About how much of `finish` is done, from 0 to 1.
  package var finishedFraction: Double { monitor.withLock { fraction } }

  private func sortAndSpill(_ run: LoadRun) throws(StorageError) {
    let (sorter, resolved) = try prepare(run)
    let spilled = SpilledRun(
      folder: settings.temporaryFolder ?? folder, number: self.spilled.count, segment: segment)
    try timed("spill") { () throws(StorageError) in
      let ids = resolved.idOfRank
      try sorter.forEachOrder(ids: ids) { (order, quads) throws(StorageError) in
        try spilled.write(order, quads, idOfRank: ids)
      }
    }
    self.spilled.append(spilled)
  }

  // MARK: the end

  /// Commits everything that was taken, with rows of the ledger; the load is over.
  package func finish(ledger: [LedgerRow] = []) throws(StorageError) -> BulkLoadSummary {
    monitor.withLock { isFinishing = true }
    try waitForSorter()
    let last = takeRun()
    let files: SegmentFiles
    if spilled.isEmpty {
      let (sorter, resolved) = try prepare(last)
      files = try timed("pack") { () throws(StorageError) in
        try SegmentFilesWriter(sorter, resolved, load: self).write()
      }
    } else {
      try sortAndSpill(last)
      files = try timed("merge") { () throws(StorageError) in
        try SegmentFilesMerger(spilled, load: self).merge()
      }
    }
    if mustStop { throw .cancelled }
    try timed("commit") { () throws(StorageError) in
      let commit = try store.commitSegment(
        files, number: segment, dropped: dropped, ledger: ledger, mustStop: { mustStop })
      summary.transaction = commit?.transaction
      summary.quadsAdded = commit?.added ?? 0
    }
    // The load is committed, and segments that were not merged only make look-ups slower: a failure here must
    // not tell of a load that failed. A later load or fold, or `compact`, merges them.
    try? timed("tidy") { () throws(StorageError) in try store.tidySegments(hashSegments) }
    leave()
    monitor.withLock { fraction = 1 }
    return summary
  }

  private var mustStop: Bool {
    monitor.withLock { isCancelled } || (stopBeforeCommit?() ?? false)
  }

  private func leave() {
    for run in spilled { run.remove() }
    for list in dropped { list.remove() }
    rmdir(folder)
    store.builder.leave()
  }

  /// Gives the load up; the store is as before.
  package func cancel() {
    sorterThread?.join()
    sorterThread = nil
    // The builder's place is held: whatever lies in the folder is of this load.
    store.removeLeftovers()
    leave()
  }

  // MARK: time

  func timed<R>(_ stage: String, _ body: () throws(StorageError) -> R) throws(StorageError) -> R {
    try monitor.withLock { () throws(StorageError) in if isCancelled { throw .cancelled } }
    let start = monotonicSeconds()
    defer { addSeconds(stage, monotonicSeconds() - start) }
    return try body()
  }

  private func timed<R>(_ stage: String, _ body: () -> R) -> R {
    let start = monotonicSeconds()
    defer { addSeconds(stage, monotonicSeconds() - start) }
    return body()
  }

  private func addSeconds(_ stage: String, _ seconds: Double) {
    monitor.withLock {
      summary.seconds[stage, default: 0] += seconds
      if isFinishing { fraction = max(fraction, Self.fractionBehind[stage] ?? 0) }
    }
  }

  /// How much of `finish` lies behind a stage that has ended, as measured on loads of some millions.
  private static let fractionBehind = [
    "dictionary": 0.2, "sort": 0.3, "anti-join": 0.35, "pack": 0.95, "merge": 0.95,
  ]
}

/// Where a taken chunk's quads go.
package struct ChunkPlace: @unchecked Sendable {
  // Only the thread that fills it in touches it.
  fileprivate let quads: UnsafeMutablePointer<CodeQuad>
}

/// Seconds of a clock that never steps back.
package func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
