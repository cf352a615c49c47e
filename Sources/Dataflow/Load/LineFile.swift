import RDFSyntax
import Storage

/// A line-based file that is being read; one worker at a time does (`LoadPipeline.isReading`).
final class LineFile: @unchecked Sendable {
  let file: Int
  let format: RDFFormat
  let path: String
  let input: OpenInput
  let chunker: LineChunker
  var chunks = 0

  init(
    file: Int, format: RDFFormat, input: OpenInput, limits: SyntaxLimits, pool: LineChunkPool
  ) {
    self.file = file
    self.format = format
    self.input = input
    path = input.path
    chunker = LineChunker(source: input.source, file: path, limits: limits, pool: pool)
  }
}

/// What a worker does next.
private enum NextStep {
  case end
  case read
  case work(ParsedBatch)
}

extension LoadPipeline {
  /// The next piece of work, or nil when there is none left.
  ///
  /// Waits while others may still bring some.
  func nextPiece() throws(LoadError) -> InputPiece? {
    while true {
      switch monitor.withLock({ nextStep() }) {
      case .end: return nil
      case .work(let batch): return .batch(batch)
      case .read: if let piece = try read() { return piece }
      }
    }
  }

  /// Under the lock: waits for something to do.
  private func nextStep() -> NextStep {
    while true {
      if failure != nil { return .end }
      if let batch = takeParsed() { return .work(batch) }
      let hasInput = lineFile != nil || nextInput < inputs.count
      if !hasInput, !isReading, documentsUnderWay == 0 { return .end }
      // A chunk that would be brought while many wait would only add to them.
      if hasInput, !isReading, waitingBytes < waitingLimit {
        isReading = true
        return .read
      }
      monitor.wait()
    }
  }

  /// Under the lock: the earliest parsed batch.
  private func takeParsed() -> ParsedBatch? {
    guard let index = parsed.indices.min(by: { parsed[$0].place < parsed[$1].place }) else {
      return nil
    }
    let batch = parsed.remove(at: index)
    parsedBytes -= batch.batch.footprintBytes
    monitor.broadcast()
    return batch
  }

  /// Reads the next chunk or takes the next file, as the only reader; nil where a file has ended.
  private func read() throws(LoadError) -> InputPiece? {
    if let open = lineFile {
      guard let chunk = try nextChunk(of: open) else {
        monitor.withLock {
          lineFile = nil
          isReading = false
        }
        try end(file: open.file, pieces: open.chunks, input: open.input)
        return nil
      }
      let place = PiecePlace(file: open.file, index: open.chunks)
      open.chunks += 1
      endReading()
      return .chunk(place, chunk, open)
    }
    let file = monitor.withLock {
      nextInput += 1
      files[nextInput - 1] = LoadedFile()
      counters.file = inputs[nextInput - 1].path
      return nextInput - 1
    }
    let format = try format(of: inputs[file])
    // A file that may be left out whole is checked first, by one worker.
    guard format.isLineBased, options.onError != .skipFile else {
      monitor.withLock { documentsUnderWay += 1 }
      endReading()
      return .document(file: file, format)
    }
    let open = LineFile(
      file: file, format: format, input: try openLines(file), limits: options.limits,
      pool: linePool)
    monitor.withLock { lineFile = open }
    endReading()
    return nil
  }

  private func endReading() {
    monitor.withLock {
      isReading = false
      monitor.broadcast()
    }
  }

  private func nextChunk(of file: LineFile) throws(LoadError) -> LineChunk? {
    let start = monotonicSeconds()
    do throws(SyntaxError) {
      let chunk = try file.chunker.next()
      let seconds = monotonicSeconds() - start
      let bytes = file.input.newlyConsumed()
      monitor.withLock {
        counters.seconds["read", default: 0] += seconds
        counters.bytesRead += bytes
      }
      return chunk
    } catch { throw .input(error) }
  }

  private func openLines(_ file: Int) throws(LoadError) -> OpenInput {
    do throws(SyntaxError) { return try openInput(file) } catch { throw .input(error) }
  }

  /// Opens a file by its number; a load that fails or is cancelled ends reads that wait for a pipe.
  func openInput(_ file: Int) throws(SyntaxError) -> OpenInput {
    // Weak, because the pipeline holds the open file.
    try OpenInput(inputs[file], hash: store.hash, limits: options.limits) { [weak self] in
      guard let self else { return true }
      return monitor.withLock { self.failure != nil }
    }
  }

  func format(of input: LoadInput) throws(LoadError) -> RDFFormat {
    if let format = input.format ?? RDFFormat(fileName: input.path) { return format }
    throw .preflight(["cannot tell the format of \"\(input.path)\" from its name: give --format"])
  }
}
