import RDFSyntax
import Storage

/// A thread of the load: parses, encodes, and merges when its turn comes.
final class LoadWorker {
  private let pipeline: LoadPipeline
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
      try parse(lines, of: file)
      pipeline.linePool.recycle(lines)
      try encode(batch, place: place)
    case .batch(let parsed):
      try encode(parsed.batch, place: parsed.place)
      pipeline.recycle(parsed.batch)
    case .document(let file, let format):
      try parseDocument(file: file, format: format)
    }
  }

  // MARK: parsing

  private func parse(_ lines: LineChunk, of file: LineFile) throws(LoadError) {
    batch.removeAll()
    if parsers[file.format]?.file != file.file {
      parsers[file.format] = (
        file.file,
        LineChunkParser(format: file.format, file: file.path, limits: pipeline.options.limits)
      )
    }
    let start = monotonicSeconds()
    defer { seconds["parse", default: 0] += monotonicSeconds() - start }
    do throws(SyntaxError) {
      try parsers[file.format]?.parser.parse(lines, into: batch)
    } catch { throw .input(error) }
  }

  private func parseDocument(file: Int, format: RDFFormat) throws(LoadError) {
    throw .preflight(["\(format) is not read yet: \(pipeline.inputs[file].path)"])
  }

  // MARK: encoding and merging

  private func encode(_ batch: StatementBatch, place: PiecePlace) throws(LoadError) {
    let chunk = pipeline.takeChunk()
    let start = monotonicSeconds()
    encoder.encode(
      batch, graph: pipeline.inputs[place.file].graph, scope: UInt64(place.file), into: chunk)
    let encoded = monotonicSeconds()
    seconds["encode", default: 0] += encoded - start
    try pipeline.arrive(EncodedPiece(chunk: chunk), at: place)
    seconds["merge", default: 0] += monotonicSeconds() - encoded
  }
}

extension LoadPipeline {
  func recycle(_ batch: StatementBatch) {
    batch.removeAll()
    monitor.withLock { batchPool.append(batch) }
  }

  /// Puts a chunk where the merge finds it, and merges whatever has its turn.
  ///
  /// One worker merges at a time; the others put theirs down and go on parsing.
  func arrive(_ piece: EncodedPiece, at place: PiecePlace) throws(LoadError) {
    let mayMerge = monitor.withLock { () -> Bool in
      waitingRoom[place] = piece
      counters.statements += piece.chunk.quadCount
      files[place.file]?.statements += piece.chunk.quadCount
      if isMerging { return false }
      isMerging = true
      return true
    }
    guard mayMerge else { return }
    while let piece = nextToMerge() {
      do throws(StorageError) {
        let target = try bulk.take(piece.chunk)
        bulk.fill(target, from: piece.chunk)
      } catch {
        throw .store(error)
      }
      monitor.withLock { chunkPool.append(piece.chunk) }
    }
  }

  /// The chunk whose turn it is, or nil, which gives up the merge.
  private func nextToMerge() -> EncodedPiece? {
    monitor.withLock {
      while true {
        if failure != nil { break }
        if let piece = waitingRoom.removeValue(forKey: nextPlace) {
          nextPlace.index += 1
          monitor.broadcast()
          return piece
        }
        guard pieceCounts[nextPlace.file] == nextPlace.index else { break }
        nextPlace = PiecePlace(file: nextPlace.file + 1, index: 0)
      }
      isMerging = false
      return nil
    }
  }
}
