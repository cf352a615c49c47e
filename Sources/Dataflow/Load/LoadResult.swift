import Storage

/// What a load did.
public struct LoadResult: Sendable {
  /// Files loaded.
  public var filesLoaded = 0
  /// Files left out because the ledger has them.
  public var filesSkipped: [SkippedFile] = []
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
  /// Files that hold what was refused, in the rejects folder.
  public var rejectFiles: [String] = []
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
  /// What went wrong after the commit and did no harm to the store.
  public var warnings: [String] = []

  /// An empty result.
  public init() {}
}

/// A file that a load leaves out.
public struct SkippedFile: Hashable, Sendable {
  /// Why the ledger says that its quads are in the store.
  public enum Reason: Hashable, Sendable {
    /// This path was loaded with the same content, base, graph and mode.
    case unchanged
    /// The same content was loaded from a path that is gone.
    case moved(from: String)
    /// The same file is named twice.
    case repeated
  }

  /// The file's path in the ledger.
  public var path: String
  /// Why it is left out.
  public var reason: Reason
}

extension SkippedFile: CustomStringConvertible {
  /// The line shown to users.
  public var description: String {
    switch reason {
    case .unchanged: "\(path): loaded before, unchanged"
    case .moved(let old): "\(path): loaded before as \(old)"
    case .repeated: "\(path): named twice"
    }
  }
}
