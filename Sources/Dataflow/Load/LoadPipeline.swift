import RDFSyntax
import Storage

// The load as dataflow: parse, encode, merge in input order, then the store's bulk load.
//
//     file ─► chunks of lines ─┐
//     file ─► document parser ─┴► batches ─► encoded chunks ─► ordered merge ─► runs ─► segment
//             (any worker)         (any worker)   (waiting room)   (one at a time)
//
// Workers are threads, one a core, and do whatever is next: encode a batch that a document parser has
// handed over, else claim the next chunk or document. Between the steps stand bounded rooms: a worker
// that would overfill one works on its contents instead, so nothing ever waits for nothing.

/// One load of files into a store.
public final class LoadPipeline: @unchecked Sendable {
  let store: QuadStore
  let inputs: [LoadInput]
  let options: LoadOptions
  let bulk: BulkLoad
  /// Guards everything below.
  let monitor = Monitor()
  var nextInput = 0
  var lineFile: LineFile?
  /// Batches of documents that wait for an encoder.
  var parsed: [ParsedBatch] = []
  /// Documents that are being parsed.
  var documentsUnderWay = 0
  /// Encoded chunks that wait for those before them.
  var waitingRoom: [PiecePlace: EncodedPiece] = [:]
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

  /// Encoded chunks that may wait for their turn; some 2 MiB each.
  static let waitingRoomChunks = 16
  /// Parsed batches that may wait for an encoder; some 2 MiB each.
  static let parsedBatches = 4

  init(store: QuadStore, inputs: [LoadInput], options: LoadOptions) throws(LoadError) {
    self.store = store
    self.inputs = inputs
    self.options = options
    do throws(StorageError) {
      bulk = try BulkLoad(
        store,
        settings: BulkLoadSettings(
          memoryBytes: options.memoryBytes, temporaryFolder: options.temporaryFolder))
    } catch { throw .store(error) }
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
    let plan = try LoadPlan(inputs, store: store, options: options)
    var result = LoadResult()
    result.filesSkipped = plan.skipped
    guard !plan.inputs.isEmpty else { return result }
    let pipeline = try LoadPipeline(store: store, inputs: plan.inputs, options: options)
    progress?.attach(pipeline)
    try pipeline.run(plan, into: &result)
    result.seconds = monotonicSeconds() - start
    return result
  }

  private func run(_ plan: LoadPlan, into result: inout LoadResult) throws(LoadError) {
    let threads = (1..<max(options.workers, 1)).map { _ in
      WorkerThread { LoadWorker(self).run() }
    }
    LoadWorker(self).run()
    for thread in threads { thread.join() }
    if let failure = monitor.withLock({ failure }) {
      bulk.cancel()
      throw failure
    }
    do throws(StorageError) {
      monitor.withLock { counters.stage = .sort }
      let summary = try bulk.finish(ledger: plan.ledgerRows(for: files))
      result.transaction = summary.transaction.map(TransactionNumber.init)
      result.quadsAdded = summary.quadsAdded
      result.termsAdded = summary.termsAdded
      result.runs = summary.runs
      result.stageSeconds = summary.seconds
    } catch {
      bulk.cancel()
      throw .store(error)
    }
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
  public func cancel() { fail(.cancelled) }

  // MARK: pools

  func takeChunk() -> EncodedChunk {
    monitor.withLock { chunkPool.popLast() } ?? EncodedChunk()
  }

  func takeBatch() -> StatementBatch {
    monitor.withLock { batchPool.popLast() } ?? StatementBatch()
  }
}

/// A batch of a document on its way to an encoder.
struct ParsedBatch {
  var place: PiecePlace
  var batch: StatementBatch
}

/// An encoded chunk on its way to the merge.
struct EncodedPiece {
  var chunk: EncodedChunk
}

/// Where a piece of input stands among all.
struct PiecePlace: Hashable, Sendable {
  var file: Int
  var index: Int
}

/// What became of one file.
struct LoadedFile: Sendable {
  var statements = 0
  var rejects = 0
  var contentHash = ""
  var sizeBytes = 0
  var modifiedNanoseconds = 0
  var error: String?
}

/// Figures of a running load.
struct LoadCounters: Sendable {
  var stage = LoadStage.load
  var statements = 0
  var rejects = 0
  var bytesRead = 0
  var filesDone = 0
  var seconds: [String: Double] = [:]
}

/// What a load is at.
public enum LoadStage: String, Sendable {
  /// Reading, parsing, encoding.
  case load
  /// Sorting, packing, writing, committing.
  case sort
}
