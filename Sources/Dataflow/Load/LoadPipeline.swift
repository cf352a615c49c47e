import RDFSyntax
import Storage

// The load as dataflow: parse, encode, merge in input order, then the store's bulk load.
//
//     file ─► chunks of lines ───────────────┐
//     file ─► one reader ─► parsed batches ──┴► encoded chunks ─► ordered merge ─► runs ─► segment
//             (any worker)    (parsed)          (waiting room)    (one at a time)
//
// Workers are threads, one a core, and do whatever is next: encode a batch that a reader has handed
// over (the earliest first), else read the next chunk or take the next file. Both rooms are bounded in
// bytes, and pieces pass the merge in input order whatever the timing, so that ids depend on the input
// alone.
//
// Why nothing waits for ever. Files are claimed in order; the file whose turn it is, T, is the one the
// merge stands at. Rule: who holds a piece of T, or reads T, never waits; who waits holds only pieces
// of later files.
//   - T is not claimed: then no later file is either, so the rooms are empty, nobody holds anything,
//     and a worker in `nextPiece` claims T.
//   - T is read by one worker: it does not wait for room. Where `parsed` is full it encodes its batch
//     itself, and behind its last one it takes the batches of T from `parsed`, which gives out the
//     earliest first.
//   - T is read in chunks: while it is open no later file is claimed, so the waiting room holds chunks
//     of T alone; a crowd of them means that the chunk at the merge's place is claimed already, and
//     its worker does not wait.
// So T's next piece always arrives, the merge moves on, and whoever waits for the turn or for room is
// woken by it. A merge may wait for the sorter of an earlier run, which needs no worker.

/// One load of files into a store.
public final class LoadPipeline: @unchecked Sendable {
  let store: QuadStore
  let inputs: [LoadInput]
  let options: LoadOptions
  let bulk: BulkLoad
  /// The first of the load's blank node scopes, one a file.
  let firstScope: UInt64
  /// Bytes of all files on disk, or nil where standard input is among them.
  let totalBytes: Int?
  let start = monotonicSeconds()
  /// Encoded chunks that wait for those before them may take so many bytes.
  let waitingLimit: Int
  /// Parsed batches that wait for an encoder may take so many bytes.
  let parsedLimit: Int

  /// Guards everything below.
  let monitor = Monitor()
  var nextInput = 0
  /// The open line-based file; only who has set `isReading` works with it.
  var lineFile: LineFile?
  var isReading = false
  /// Batches of documents that wait for an encoder.
  var parsed: [ParsedBatch] = []
  var parsedBytes = 0
  /// Files that are read by one worker each.
  var documentsUnderWay = 0
  /// Encoded chunks that wait for those before them.
  var waitingRoom: [PiecePlace: EncodedPiece] = [:]
  var waitingBytes = 0
  var nextPlace = PiecePlace(file: 0, index: 0)
  /// For each file that was read to its end, how many pieces it had.
  var pieceCounts: [Int: Int] = [:]
  var isMerging = false
  var failure: LoadError?
  var counters = LoadCounters()
  var files: [Int: LoadedFile] = [:]
  var chunkPool: [EncodedChunk] = []
  var batchPool: [StatementBatch] = []
  let linePool = LineChunkPool()
  /// Touched only by the merge, and by `run` behind it.
  let rejects: RejectsFolder?

  init(
    store: QuadStore, inputs: [LoadInput], options: LoadOptions, estimate: LoadEstimate
  ) throws(LoadError) {
    self.store = store
    self.inputs = inputs
    self.options = options
    totalBytes = estimate.isOpenEnded ? nil : estimate.inputBytes
    let queueBytes = LoadMemory.queueBytes(of: options)
    parsedLimit = queueBytes / 4
    waitingLimit = queueBytes - parsedLimit
    rejects = options.rejectsFolder.map(RejectsFolder.init)
    firstScope = store.reserveScopes(inputs.count)
    var settings = options.spilling
    settings.memoryBytes = LoadMemory.runBytes(of: options)
    settings.temporaryFolder = options.temporaryFolder
    do throws(StorageError) { bulk = try BulkLoad(store, settings: settings) } catch {
      throw LoadError(error)
    }
  }

  /// Loads the files into `store` as one commit.
  ///
  /// Either all of them are in the store when it returns, but for what `options.onError` leaves out, or
  /// it throws and the store is as before. Files that the ledger has are skipped.
  package static func load(
    _ inputs: [LoadInput], into store: QuadStore, options: LoadOptions,
    progress: LoadProgress? = nil
  ) throws(LoadError) -> LoadResult {
    let start = monotonicSeconds()
    var options = options
    store.loads.take()
    defer { store.loads.leave() }
    let plan = try LoadPlan(inputs, store: store, options: options, progress: progress)
    var result = LoadResult()
    result.filesSkipped = plan.skipped
    if plan.inputs.isEmpty {
      do throws(StorageError) { try store.writeLedger(plan.movedRows) } catch {
        throw LoadError(error)
      }
    } else {
      var preflight = LoadPreflight(plan.inputs, options: options)
      try preflight.check(storeFolder: store.path)
      let spills = try SpillFolder(options.temporaryFolder, store: store)
      defer { spills?.remove() }
      options.temporaryFolder = spills?.path
      let pipeline = try LoadPipeline(
        store: store, inputs: plan.inputs, options: options, estimate: preflight.estimate)
      progress?.attach(pipeline)
      if let progress { pipeline.bulk.stopBeforeCommit = { progress.mustStop } }
      // The progress knows the pipeline, so this would keep both, and the store, for ever.
      defer { pipeline.bulk.stopBeforeCommit = nil }
      try pipeline.run(plan, into: &result)
    }
    result.seconds = monotonicSeconds() - start
    return result
  }

  /// What a load of the files would do and need; nothing is changed.
  package static func preview(
    _ inputs: [LoadInput], into store: QuadStore?, storeFolder: String, options: LoadOptions
  ) throws(LoadError) -> LoadPreview {
    var preview = LoadPreview()
    var remaining = inputs.map(LoadPlan.normalized)
    if let store {
      let plan = try LoadPlan(inputs, store: store, options: options, progress: nil)
      preview.skipped = plan.skipped
      remaining = plan.inputs
    }
    preview.files = remaining.map {
      LoadPreview.File(path: $0.path, sizeBytes: FileFacts(path: $0.path)?.sizeBytes)
    }
    var preflight = LoadPreflight(remaining, options: options, mayWrite: false)
    do throws(LoadError) { try preflight.check(storeFolder: storeFolder) } catch {
      if case .preflight(let problems) = error { preview.problems = problems }
    }
    preview.estimate = preflight.estimate
    preview.freeBytes = FileSystem.freeBytes(of: storeFolder)
    return preview
  }

  // MARK: running

  private func run(_ plan: LoadPlan, into result: inout LoadResult) throws(LoadError) {
    let threads = (1..<max(options.workers, 1)).compactMap { _ in
      // Where the system has no thread left, those that run, this one among them, do all the work.
      try? WorkerThread { LoadWorker(self).run() }
    }
    LoadWorker(self).run()
    for thread in threads { thread.join() }
    do throws(LoadError) {
      try commit(plan, into: &result)
    } catch {
      bulk.cancel()
      rejects?.abandon()
      throw error
    }
    report(into: &result)
  }

  private func commit(_ plan: LoadPlan, into result: inout LoadResult) throws(LoadError) {
    if let failure = monitor.withLock({ failure }) { throw failure }
    // A piece that was not merged would be input that is lost silently.
    precondition(
      waitingRoom.isEmpty && parsed.isEmpty
        && nextPlace == PiecePlace(file: inputs.count, index: 0),
      "a load ended before all its pieces were merged")
    if let rejects {
      var contents: [String: String] = [:]
      for (file, loaded) in files {
        contents[inputs[file].path] =
          loaded.contentHash.isEmpty ? loaded.error ?? "" : loaded.contentHash
      }
      result.rejectFiles = try rejects.publish { contents[$0] ?? "" }
    }
    do throws(StorageError) {
      monitor.withLock {
        counters.stage = .sort
        counters.sortStart = monotonicSeconds()
      }
      let summary = try bulk.finish(ledger: plan.ledgerRows(for: files))
      result.transaction = summary.transaction.map(TransactionNumber.init)
      result.quadsAdded = summary.quadsAdded
      result.termsAdded = summary.termsAdded
      result.runs = summary.runs
      result.stageSeconds = summary.seconds
    } catch { throw LoadError(error) }
  }

  private func report(into result: inout LoadResult) {
    result.stageSeconds.merge(counters.seconds, uniquingKeysWith: +)
    result.filesLoaded = files.values.count { $0.error == nil }
    result.filesFailed = files.sorted { $0.key < $1.key }.compactMap { file, loaded in
      loaded.error.map { (inputs[file].path, $0) }
    }
    result.statements = counters.statements
    result.rejects = counters.rejects
    result.bytesRead = counters.bytesRead
  }

  // MARK: failing

  /// Ends the load with its first error.
  func fail(_ error: LoadError) {
    monitor.withLock {
      if failure == nil { failure = error }
      monitor.broadcast()
    }
  }

  /// Ends the load on request; the store stays as it was.
  ///
  /// A commit that has begun is finished.
  public func cancel() {
    fail(.cancelled)
    bulk.requestCancel()
  }

  /// Counts refused statements or files; the load fails where they are more than allowed.
  func refuse(_ count: Int, last: String) {
    monitor.withLock {
      counters.errors += count
      guard counters.errors > options.maximumErrors, failure == nil else { return }
      failure = .tooManyErrors(
        count: counters.errors, allowed: options.maximumErrors, last: last)
      monitor.broadcast()
    }
  }

  // MARK: pools

  /// Larger ones are freed: they grew for a long literal.
  private static let pooledBytes = 16 << 20

  func takeChunk() -> EncodedChunk {
    monitor.withLock { chunkPool.popLast() } ?? EncodedChunk()
  }

  func recycle(_ chunk: EncodedChunk) {
    guard chunk.footprintBytes <= Self.pooledBytes else { return }
    monitor.withLock { chunkPool.append(chunk) }
  }

  func takeBatch() -> StatementBatch {
    monitor.withLock { batchPool.popLast() } ?? StatementBatch()
  }

  func recycle(_ batch: StatementBatch) {
    batch.removeAll()
    guard batch.footprintBytes <= Self.pooledBytes else { return }
    monitor.withLock { batchPool.append(batch) }
  }
}
