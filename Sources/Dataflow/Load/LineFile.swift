import RDFSyntax
import Storage

/// A line-based file that is being read; touched only under the pipeline's lock.
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

/// A piece of work for a worker.
enum InputPiece {
  /// Whole lines of a file.
  case chunk(PiecePlace, LineChunk, LineFile)
  /// A document that is parsed from front to end by one worker.
  case document(file: Int, RDFFormat)
  /// A batch that a document parser has handed over.
  case batch(ParsedBatch)
}

extension LoadPipeline {
  /// The next piece of work, or nil when there is none left. Waits while others may still bring some.
  func nextPiece() throws(LoadError) -> InputPiece? {
    try monitor.withLock { () throws(LoadError) in
      while true {
        if failure != nil { return nil }
        if !parsed.isEmpty {
          let batch = parsed.removeFirst()
          monitor.broadcast()
          return .batch(batch)
        }
        // A worker that would bring a chunk while many wait would only add to them.
        let isCrowded = waitingRoom.count >= Self.waitingRoomChunks
        if !isCrowded, let piece = try claimInput() { return piece }
        if documentsUnderWay == 0, lineFile == nil, nextInput == inputs.count, !isCrowded {
          return nil
        }
        monitor.wait()
      }
    }
  }

  /// The next chunk of the open file, or the next file; nil at the end of all input.
  private func claimInput() throws(LoadError) -> InputPiece? {
    while true {
      if let open = lineFile {
        if let chunk = try nextChunk(of: open) {
          let place = PiecePlace(file: open.file, index: open.chunks)
          open.chunks += 1
          return .chunk(place, chunk, open)
        }
        pieceCounts[open.file] = open.chunks
        close(open.input, file: open.file)
        lineFile = nil
        monitor.broadcast()
        continue
      }
      guard nextInput < inputs.count else { return nil }
      let file = nextInput
      nextInput += 1
      files[file] = LoadedFile()
      let input = inputs[file]
      let format = try self.format(of: input)
      guard format.isLineBased else {
        documentsUnderWay += 1
        return .document(file: file, format)
      }
      do throws(SyntaxError) {
        lineFile = LineFile(
          file: file, format: format, input: try OpenInput(input, hash: store.hash, limits: options.limits),
          limits: options.limits, pool: linePool)
      } catch { throw .input(error) }
    }
  }

  private func nextChunk(of file: LineFile) throws(LoadError) -> LineChunk? {
    let start = monotonicSeconds()
    defer { counters.seconds["read", default: 0] += monotonicSeconds() - start }
    do throws(SyntaxError) {
      let chunk = try file.chunker.next()
      counters.bytesRead += file.input.newlyConsumed()
      return chunk
    } catch { throw .input(error) }
  }

  func format(of input: LoadInput) throws(LoadError) -> RDFFormat {
    if let format = input.format ?? RDFFormat(fileName: input.path) { return format }
    throw .preflight(["cannot tell the format of \"\(input.path)\" from its name: name it by --format"])
  }

  /// Notes what the ledger needs of a file that was read to its end.
  func close(_ input: OpenInput, file: Int) {
    files[file]?.contentHash = input.contentHash
    files[file]?.sizeBytes = input.sizeBytes
    files[file]?.modifiedNanoseconds = input.modifiedNanoseconds
    counters.filesDone += 1
  }
}
