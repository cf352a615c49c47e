import RDFSyntax
import Storage

// What a load is asked to do.

/// What happens to input that can't be read.
public enum ErrorPolicy: String, CaseIterable, Sendable {
  /// The first error ends the load; the store is as before.
  case failJob = "fail_job"
  /// A file with an error is left out whole; the others are loaded. Each file is read by one worker, and
  /// one of more than some MiB twice: to check it before anything of it is merged, then to load it.
  case skipFile = "skip_file"
  /// A line with an error is left out, counted and kept. Turtle and TriG files are left out whole,
  /// because after an error their rest can be misread. A broken archive of lines ends the load: what
  /// stood before the break may be merged already, and no file is ever half loaded.
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
  /// Whether the quads go to the graph that is named by the file's own IRI, whatever `graph` says.
  public var hasGraphOfFile: Bool
  /// Name of the source it belongs to, as the ledger has it.
  public var source: String

  /// Makes an input.
  public init(
    path: String, format: RDFFormat? = nil, compression: Compression = .auto, base: String? = nil,
    graph: GraphTarget = .keep, hasGraphOfFile: Bool = false, source: String = "load"
  ) {
    self.path = path
    self.format = format
    self.compression = compression
    self.base = base
    self.graph = graph
    self.hasGraphOfFile = hasGraphOfFile
    self.source = source
  }
}

/// Settings of a load: default, effect, cost of changing.
public struct LoadOptions: Sendable {
  /// Memory for the load in bytes, without the store's cache.
  ///
  /// Default 1 GiB here; the command and the library set it from the process's budget
  /// (``LoadMemory``). Smaller means more spilled runs.
  public var memoryBytes: Int = 1 << 30
  /// Most bytes that wait between two stages, or nil for a share of `memoryBytes`.
  ///
  /// Smaller means more waiting where files are of very different sizes.
  public var queueBytes: Int?
  /// Folder for spilled runs; default the store's own.
  ///
  /// Made where it is missing.
  public var temporaryFolder: String?
  /// Settings of spilled runs that only tests change.
  package var spilling = BulkLoadSettings(memoryBytes: 0)
  /// Threads that parse and encode.
  ///
  /// Default: one a core.
  public var workers: Int = LoadOptions.cores
  /// Bounds on hostile input.
  public var limits = SyntaxLimits()
  /// What happens on malformed input.
  public var onError: ErrorPolicy = .failJob
  /// Most statements and files that may be refused before the load fails.
  ///
  /// Default 1,000.
  public var maximumErrors: Int = 1_000
  /// Folder in which refused lines are kept, or nil to only count them.
  ///
  /// Made where it is missing.
  public var rejectsFolder: String?
  /// Load files again that the ledger has.
  ///
  /// Blank nodes are new ones each time.
  public var again = false
  /// Whether a disk that is likely to be too small stops the load before it begins.
  public var checksSpace = true

  /// Makes the default settings.
  public init() {}
}
