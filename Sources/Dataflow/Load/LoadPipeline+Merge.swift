import RDFSyntax
import Storage

// Between the stages: what waits, and the merge in input order.

extension LoadPipeline {
  /// Hands a batch over to whoever is free; false where too much waits already, so that the caller
  /// encodes it itself.
  func offer(_ batch: ParsedBatch) -> Bool {
    monitor.withLock {
      let bytes = batch.batch.footprintBytes
      guard parsedBytes + bytes <= parsedLimit, options.workers > 1 else { return false }
      parsed.append(batch)
      parsedBytes += bytes
      monitor.broadcast()
      return true
    }
  }

  /// Puts a chunk where the merge finds it, and merges whatever has its turn.
  ///
  /// Waits first where there is no room, but never with a piece of the file whose turn it is. One worker
  /// merges at a time; the others put theirs down and go on parsing.
  func arrive(_ piece: EncodedPiece, at place: PiecePlace) throws(LoadError) {
    monitor.withLock {
      while failure == nil, place.file != nextPlace.file, waitingBytes >= waitingLimit {
        monitor.wait()
      }
      waitingRoom[place] = piece
      waitingBytes += piece.footprintBytes
      counters.statements += piece.chunk.quadCount
      files[place.file]?.statements += piece.chunk.quadCount
    }
    try merge()
  }

  /// Notes that a file was read to its end, and what the ledger needs of it.
  func end(file: Int, pieces: Int, input: OpenInput?, error: String? = nil) throws(LoadError) {
    monitor.withLock {
      pieceCounts[file] = pieces
      files[file]?.error = error
      if let input {
        files[file]?.contentHash = input.contentHash
        files[file]?.sizeBytes = input.sizeBytes
        files[file]?.modifiedNanoseconds = input.modifiedNanoseconds
      }
      counters.filesDone += 1
      monitor.broadcast()
    }
    try merge()
  }

  /// Merges what has its turn, unless another worker is at it.
  private func merge() throws(LoadError) {
    let mayMerge = monitor.withLock { () -> Bool in
      if isMerging { return false }
      isMerging = true
      return true
    }
    guard mayMerge else { return }
    var seconds = 0.0
    defer { monitor.withLock { counters.seconds["runs", default: 0] += seconds } }
    while let (place, piece) = nextToMerge() {
      let start = monotonicSeconds()
      if !piece.rejects.isEmpty {
        let input = inputs[place.file]
        try rejects?.append(piece.rejects, path: input.path, format: try format(of: input))
      }
      do throws(StorageError) {
        let target = try bulk.take(piece.chunk)
        bulk.fill(target, from: piece.chunk)
      } catch { throw LoadError(error) }
      recycle(piece.chunk)
      seconds += monotonicSeconds() - start
    }
  }

  /// The chunk whose turn it is, or nil, which gives up the merge.
  private func nextToMerge() -> (PiecePlace, EncodedPiece)? {
    monitor.withLock {
      while failure == nil {
        if let piece = waitingRoom.removeValue(forKey: nextPlace) {
          let place = nextPlace
          nextPlace.index += 1
          waitingBytes -= piece.footprintBytes
          monitor.broadcast()
          return (place, piece)
        }
        guard pieceCounts[nextPlace.file] == nextPlace.index else { break }
        nextPlace = PiecePlace(file: nextPlace.file + 1, index: 0)
        // Who waits with a piece of that file may go on now.
        monitor.broadcast()
      }
      isMerging = false
      return nil
    }
  }
}
