import RDFSyntax
import Storage

// A file that one worker reads from front to end: Turtle and TriG always, lines where a bad one leaves
// the file out.
//
// A file that may be left out is read before anything of it is merged. What is small is held in the
// meantime and handed on; of what is larger, the first reading only checks and a second one loads. A
// file that changes between the two fails the load.

/// The reading of one file.
final class DocumentLoad {
  private let file: Int
  private let format: RDFFormat
  private let worker: LoadWorker
  private let pipeline: LoadPipeline
  private let input: LoadInput
  private var pieces = 0
  /// Batches of a file that is being checked, while they are few.
  private var held: [StatementBatch] = []
  private var isHolding = false
  private var isChecking = false
  private var heldBytes = 0
  private var open: OpenInput?
  /// The batch that the parser fills.
  private var filling: StatementBatch?
  /// Seconds that the batches took since the reading began, to be told from parsing.
  private var handingOn = 0.0

  /// Bytes that a file may hold back until it is known to be sound; each worker has one at most.
  private static let heldLimit = 12 << 20

  init(file: Int, format: RDFFormat, worker: LoadWorker) {
    self.file = file
    self.format = format
    self.worker = worker
    pipeline = worker.pipeline
    input = pipeline.inputs[file]
  }

  /// Reads and loads the file, or leaves it out.
  func run() throws(LoadError) {
    if pipeline.options.onError == .failJob {
      try load()
    } else if try check() {
      if isHolding { try loadHeld() } else { try load() }
    }
  }

  // MARK: checking

  /// Whether the file is sound; one that is not is counted and noted.
  private func check() throws(LoadError) -> Bool {
    isChecking = true
    isHolding = true
    defer { isChecking = false }
    do throws(SyntaxError) {
      try read()
      return true
    } catch {
      dropHeld()
      let reject = Reject(error)
      if let rejects = pipeline.options.rejectsFolder, !rejects.isEmpty {
        // In its place among the pieces, so that rejects are written in input order.
        let chunk = pipeline.takeChunk()
        chunk.removeAll()
        try pipeline.arrive(
          EncodedPiece(chunk: chunk, rejects: [reject]), at: PiecePlace(file: file, index: 0))
        pieces = 1
      }
      pipeline.refuse(1, last: "\(error)")
      try pipeline.end(file: file, pieces: pieces, input: nil, error: "\(error)")
      return false
    }
  }

  private func loadHeld() throws(LoadError) {
    let batches = held
    held = []
    countBytes()
    for batch in batches {
      let place = PiecePlace(file: file, index: pieces)
      pieces += 1
      if pipeline.offer(ParsedBatch(place: place, batch: batch)) { continue }
      try worker.encode(batch, place: place)
      pipeline.recycle(batch)
    }
    try finish()
  }

  private func dropHeld() {
    for batch in held { pipeline.recycle(batch) }
    held = []
    isHolding = false
  }

  // MARK: loading

  private func load() throws(LoadError) {
    do throws(SyntaxError) { try read() } catch { throw .input(error) }
    try finish()
  }

  private func finish() throws(LoadError) {
    // Stopped by a failure that `run` of the worker reports.
    if pipeline.monitor.withLock({ pipeline.failure != nil }) { return }
    try pipeline.end(file: file, pieces: pieces, input: open)
  }

  /// Reads the file; each batch goes to `take`.
  private func read() throws(SyntaxError) {
    let opened = try pipeline.openInput(file)
    open = opened
    let start = monotonicSeconds()
    handingOn = 0
    defer { worker.addSeconds("parse", since: start + handingOn) }
    let first = pipeline.takeBatch()
    filling = first
    defer {
      if let filling { pipeline.recycle(filling) }
      filling = nil
    }
    if format.isLineBased {
      try readLines(opened, into: first)
    } else {
      let parser = DocumentParser(
        format: format, file: opened.name, base: input.base, limits: pipeline.options.limits)
      try parser.run(source: opened.source, into: first) { batch in take(batch) }
    }
    countBytes()
  }

  private func readLines(_ opened: OpenInput, into first: StatementBatch) throws(SyntaxError) {
    let chunker = LineChunker(
      source: opened.source, file: opened.name, limits: pipeline.options.limits,
      pool: pipeline.linePool)
    let parser = LineChunkParser(
      format: format, file: opened.name, limits: pipeline.options.limits)
    var batch = first
    while let chunk = try chunker.next() {
      batch.removeAll()
      try parser.parse(chunk, into: batch)
      pipeline.linePool.recycle(chunk)
      guard let next = take(batch) else { return }
      batch = next
    }
  }

  private func countBytes() {
    // What is read twice counts once, when it is handed on.
    guard !isChecking, let bytes = open?.newlyConsumed() else { return }
    pipeline.monitor.withLock { pipeline.counters.bytesRead += bytes }
  }

  /// Takes a batch and gives the one to fill next, or nil where the load has failed.
  private func take(_ batch: StatementBatch) -> StatementBatch? {
    let start = monotonicSeconds()
    defer { handingOn += monotonicSeconds() - start }
    countBytes()
    filling = isChecking ? hold(batch) : handOn(batch)
    return filling
  }

  private func handOn(_ batch: StatementBatch) -> StatementBatch? {
    let place = PiecePlace(file: file, index: pieces)
    pieces += 1
    if pipeline.offer(ParsedBatch(place: place, batch: batch)) { return pipeline.takeBatch() }
    do throws(LoadError) {
      try worker.encode(batch, place: place)
    } catch {
      pipeline.fail(error)
    }
    return pipeline.monitor.withLock { pipeline.failure == nil } ? batch : nil
  }

  private func hold(_ batch: StatementBatch) -> StatementBatch? {
    guard pipeline.monitor.withLock({ pipeline.failure == nil }) else { return nil }
    heldBytes += batch.footprintBytes
    if isHolding, heldBytes > Self.heldLimit { dropHeld() }
    guard isHolding else { return batch }
    held.append(batch)
    return pipeline.takeBatch()
  }
}
