import RDFSyntax
import Storage

/// A thread of the load: parses, encodes, and merges when its turn comes.
final class LoadWorker {
  let pipeline: LoadPipeline
  private let encoder: ChunkEncoder
  private var parsers: [RDFFormat: (file: Int, parser: LineChunkParser)] = [:]
  private let batch = StatementBatch()
  private var seconds: [String: Double] = [:]

  init(_ pipeline: LoadPipeline) {
    self.pipeline = pipeline
    encoder = ChunkEncoder(hash: pipeline.store.hash)
  }

  /// Works until the input is used up or the load has failed.
  func run() {
    do throws(LoadError) {
      while let piece = try pipeline.nextPiece() { try work(on: piece) }
    } catch {
      pipeline.fail(error)
    }
    pipeline.monitor.withLock {
      pipeline.counters.seconds.merge(seconds, uniquingKeysWith: +)
    }
  }

  private func work(on piece: InputPiece) throws(LoadError) {
    switch piece {
    case .chunk(let place, let lines, let file):
      let rejects = try parse(lines, of: file)
      pipeline.linePool.recycle(lines)
      try encode(batch, place: place, rejects: rejects)
    case .batch(let parsed):
      try encode(parsed.batch, place: parsed.place)
      pipeline.recycle(parsed.batch)
    case .document(let file, let format):
      try DocumentLoad(file: file, format: format, worker: self).run()
      pipeline.monitor.withLock {
        pipeline.documentsUnderWay -= 1
        pipeline.monitor.broadcast()
      }
    }
  }

  // MARK: lines

  /// Parses a chunk into `batch`; returns the lines that were refused.
  private func parse(_ lines: LineChunk, of file: LineFile) throws(LoadError) -> [Reject] {
    batch.removeAll()
    if parsers[file.format]?.file != file.file {
      parsers[file.format] = (
        file.file,
        LineChunkParser(format: file.format, file: file.path, limits: pipeline.options.limits)
      )
    }
    let start = monotonicSeconds()
    defer { addSeconds("parse", since: start) }
    guard pipeline.options.onError == .skipStatement else {
      do throws(SyntaxError) {
        try parsers[file.format]?.parser.parse(lines, into: batch)
      } catch { throw .input(error) }
      return []
    }
    let refused = RefusedLines(limit: pipeline.options.maximumErrors)
    do throws(SyntaxError) {
      try parsers[file.format]?.parser.parse(lines, into: batch, rejecting: refused.take)
    } catch {
      // The list is longer than allowed, so counting it ends the load.
    }
    if let last = refused.rejects.last {
      pipeline.monitor.withLock {
        pipeline.counters.rejects += refused.rejects.count
        pipeline.files[file.file]?.rejects += refused.rejects.count
      }
      pipeline.refuse(refused.rejects.count, last: "\(refused.lastError ?? last.message)")
    }
    return refused.rejects
  }

  // MARK: encoding and merging

  /// Encodes a batch and puts it where the merge finds it.
  func encode(
    _ batch: StatementBatch, place: PiecePlace, rejects: [Reject] = []
  ) throws(LoadError) {
    let chunk = pipeline.takeChunk()
    let start = monotonicSeconds()
    encoder.encode(
      batch, graph: pipeline.inputs[place.file].graph,
      scope: pipeline.firstScope + UInt64(place.file), into: chunk)
    addSeconds("encode", since: start)
    try pipeline.arrive(EncodedPiece(chunk: chunk, rejects: rejects), at: place)
  }

  /// Counts busy time.
  func addSeconds(_ stage: String, since start: Double) {
    seconds[stage, default: 0] += monotonicSeconds() - start
  }
}

/// Gathers the lines of a chunk that were refused.
private final class RefusedLines {
  private(set) var rejects: [Reject] = []
  private(set) var lastError: String?
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Takes a line; stops the reading behind one more than is allowed in all.
  func take(_ line: RejectedLine) throws(SyntaxError) {
    rejects.append(Reject(line.error, raw: Array(line.bytes)))
    lastError = "\(line.error)"
    if rejects.count > limit { throw line.error }
  }
}
