import RDFSyntax
import Storage

// What a load is asked to do, and what it says it did.

/// What happens to input that can't be read.
public enum ErrorPolicy: String, CaseIterable, Sendable {
  /// The first error ends the load; the store is as before.
  case failJob = "fail_job"
  /// A file with an error is left out whole; the others are loaded.
  case skipFile = "skip_file"
  /// A line with an error is left out, counted and kept. Turtle and TriG files are left out whole,
  /// because after an error their rest can be misread.
  case skipStatement = "skip_statement"
}

/// One file to load.
public struct LoadInput: Hashable, Sendable {
  /// Path, or `-` for standard input.
  public var path: String
  /// Syntax, or nil to tell from the name.
  public var format: RDFFormat?
  /// Compression of the bytes.
  public var compression: Compression
  /// Base IRI, or nil for the file's own IRI.
  public var base: String?
  /// Where its quads go.
  public var graph: GraphTarget
  /// Name of the source it belongs to, as the ledger has it.
  public var source: String

  /// Makes an input.
  public init(
    path: String, format: RDFFormat? = nil, compression: Compression = .auto, base: String? = nil,
    graph: GraphTarget = .keep, source: String = "load"
  ) {
    self.path = path
    self.format = format
    self.compression = compression
    self.base = base
    self.graph = graph
    self.source = source
  }
}

/// Settings of a load: default, effect, cost of changing.
public struct LoadOptions: Sendable {
  /// Memory for the load in bytes, without the store's cache. Default 1 GiB here; the command and the
  /// library set it from the process's budget. Smaller means more spilled runs.
  public var memoryBytes: Int = 1 << 30
  /// Folder for spilled runs; default the store's own.
  public var temporaryFolder: String?
  /// Threads that parse and encode. Default: one a core.
  public var workers: Int = 2
  /// Bounds on hostile input.
  public var limits = SyntaxLimits()
  /// What happens on malformed input.
  public var onError: ErrorPolicy = .failJob
  /// Most statements and files that may be refused before the load fails. Default 1,000.
  public var maximumErrors: Int = 1_000
  /// Folder in which refused lines are kept, or nil to only count them.
  public var rejectsFolder: String?
  /// Load files again that the ledger has.
  public var again = false

  /// Makes the default settings.
  public init() {}
}

/// Why a load ended without a commit.
public enum LoadError: Error, Sendable, Hashable {
  /// Input could not be read.
  case input(SyntaxError)
  /// The store could not take it.
  case store(StorageError)
  /// More was refused than allowed.
  case tooManyErrors(count: Int, allowed: Int, last: String)
  /// The work could not begin: each line names a fact and a way out.
  case preflight([String])
  /// Stopped on request.
  case cancelled
}

extension LoadError: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .input(let error): "\(error)"
    case .store(let error): "\(error)"
    case .tooManyErrors(let count, let allowed, let last):
      "\(count) statements or files were refused, \(allowed) are allowed; last: \(last)"
    case .preflight(let problems): problems.joined(separator: "\n")
    case .cancelled: "stopped on request; the store is as before"
    }
  }
}

/// What a load did.
public struct LoadResult: Sendable {
  /// Files loaded.
  public var filesLoaded = 0
  /// Files left out because the ledger has them.
  public var filesSkipped: [String] = []
  /// Files left out because they could not be read, with the reason.
  public var filesFailed: [(path: String, error: String)] = []
  /// Statements read.
  public var statements = 0
  /// Quads that were new.
  public var quadsAdded = 0
  /// Terms that were new.
  public var termsAdded = 0
  /// Statements refused.
  public var rejects = 0
  /// Bytes read, as on disk.
  public var bytesRead = 0
  /// Runs; more than one means that the load was larger than its memory.
  public var runs = 0
  /// The commit, or nil where nothing changed.
  public var transaction: TransactionNumber?
  /// Wall time in seconds.
  public var seconds = 0.0
  /// Busy seconds by stage, summed over threads.
  public var stageSeconds: [String: Double] = [:]

  /// An empty result.
  public init() {}
}
