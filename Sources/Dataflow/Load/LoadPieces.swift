import RDFSyntax
import Storage

// What goes from stage to stage.

/// Where a piece of input stands among all.
struct PiecePlace: Hashable, Comparable, Sendable {
  var file: Int
  var index: Int

  static func < (a: Self, b: Self) -> Bool { (a.file, a.index) < (b.file, b.index) }
}

/// A piece of work for a worker.
enum InputPiece {
  /// Whole lines of a file.
  case chunk(PiecePlace, LineChunk, LineFile)
  /// A file that is read from front to end by one worker.
  case document(file: Int, RDFFormat)
  /// A batch that the reader of a document has handed over.
  case batch(ParsedBatch)
}

/// A batch of a document on its way to an encoder.
struct ParsedBatch {
  var place: PiecePlace
  var batch: StatementBatch
}

/// An encoded chunk on its way to the merge.
struct EncodedPiece {
  var chunk: EncodedChunk
  var rejects: [Reject] = []

  /// Bytes of memory held.
  var footprintBytes: Int {
    rejects.reduce(chunk.footprintBytes) { $0 + $1.raw.count + $1.message.utf8.count + 128 }
  }
}

extension EncodedChunk {
  /// Bytes of memory held, used or not.
  var footprintBytes: Int {
    entries.capacity * MemoryLayout<ChunkEntry>.stride + bytes.capacity
      + quads.capacity * MemoryLayout<CodeQuad>.stride + codes.capacity * 4
  }
}

/// What became of one file.
struct LoadedFile: Sendable {
  var statements = 0
  var rejects = 0
  var contentHash = ""
  var sizeBytes = 0
  var modifiedNanoseconds = 0
  /// Why it was left out, or nil.
  var error: String?
}

/// Figures of a running load.
struct LoadCounters: Sendable {
  var stage = LoadStage.load
  /// When the sort began, by the clock of `LoadPipeline.start`.
  var sortStart: Double?
  /// The file that was begun last.
  var file = ""
  var statements = 0
  /// Statements and files that were refused.
  var errors = 0
  var rejects = 0
  var bytesRead = 0
  var filesDone = 0
  var seconds: [String: Double] = [:]
}

/// What a load is at.
public enum LoadStage: String, Sendable {
  /// Comparing files with the ledger, before anything is loaded.
  case check
  /// Reading, parsing, encoding.
  case load
  /// Sorting, packing, writing, committing.
  case sort
}
