import QueryEngine
import Storage
import Synchronization
import Telemetry

/// A Sluice store: RDF quads on disk, indexed, with snapshots for readers and atomic commits for writers.
///
/// ```swift
/// let store = try await Store.open(at: folder)
/// try await store.load([LoadInput(path: "\(files)/museum.nt.gz")])
/// for try await quad in try store.match(predicate: .iri(RDFVocabulary.type)) { print(quad.subject) }
/// await store.close()
/// ```
///
/// Safe to use from several tasks. Long work runs on threads of its own, never on the caller's executor.
/// One process has a store open for writing, or several have it open for reading.
public final class Store: Sendable {
  /// How the store was opened.
  public let options: StoreOptions
  private let current: Mutex<QuadStore?>
  /// The plans of queries that were run.
  let plans = PlanCache()

  init(quads: QuadStore, options: StoreOptions) {
    current = Mutex(quads)
    self.options = options
  }

  /// The store on disk.
  ///
  /// - Throws: ``StorageError/closed``.
  package var quads: QuadStore {
    get throws(StorageError) {
      guard let quads = current.withLock({ $0 }) else { throw .closed }
      return quads
    }
  }

  /// The store on disk, for writing.
  ///
  /// - Throws: ``StorageError/closed`` or ``StorageError/readOnly(path:)``.
  package var writableQuads: QuadStore {
    get throws(StorageError) {
      let quads = try quads
      try quads.database.checkWritable()
      return quads
    }
  }

  /// Closes the store; calls that come later throw ``StorageError/closed``.
  ///
  /// Loads, dumps and matches that run go on to their end. The files are free for other processes once
  /// the last of them has ended: when this returns, if none is under way. Closing twice is harmless.
  public func close() async {
    // Background work may wait for the transaction around this call.
    let release = StoreRelease(current.withLock { $0.take() }, waits: !isInsideTransaction)
    _ = await release.result()
  }
}

/// Lets go of a store on a thread of its own: RocksDB waits for its background work when it closes.
private final class StoreRelease: BackgroundWork {
  private let quads: Mutex<QuadStore?>
  private let waits: Bool

  init(_ quads: QuadStore?, waits: Bool) {
    self.quads = Mutex(quads)
    self.waits = waits
  }

  func run() {
    if waits { quads.withLock { $0 }?.finishBackgroundWork() }
    quads.withLock { $0 = nil }
  }
}

/// How a store is opened.
public struct StoreOptions: Sendable {
  /// Settings of RocksDB.
  ///
  /// Default `balanced`.
  public var preset: StorePreset = .balanced
  /// Bytes of memory that the whole process may use.
  ///
  /// Default: half of the cgroup's limit or of the machine.
  public var memoryBytes: Int = MemoryBudget.default
  /// Whether a store is made where none is.
  ///
  /// Default true.
  public var createIfMissing = true
  /// What the store is opened for.
  ///
  /// Default `write`.
  public var access: Access = .write

  /// What a store is opened for.
  public enum Access: Sendable {
    /// For reading and writing, by this process alone.
    case write
    /// For reading: no file of the store changes, none is made, and other processes may read it at the same time.
    ///
    /// Calls that write throw ``StorageError/readOnly(path:)``. A process that is to write is refused
    /// (``StorageError/locked(path:)``) until the last reader has closed the store.
    case read
  }

  /// Makes the default options.
  public init() {}
}

extension Store {
  /// Opens the store at `path` and makes it where none is, if `options` allow.
  ///
  /// Blocks the calling thread for some milliseconds. Tasks get the other `open`, which does not.
  ///
  /// - Throws: ``StorageError/notFound(path:)``, ``StorageError/notAStore(path:)``,
  ///   ``StorageError/locked(path:)``, ``StorageError/incompatible(path:format:supported:)``, or
  ///   ``StorageError/corrupted(detail:)``.
  public static func open(
    at path: String, options: StoreOptions = StoreOptions()
  ) throws(StorageError) -> Store {
    var settings = StoreSettings()
    settings.preset = options.preset
    settings.memoryBytes = options.memoryBytes
    settings.create = options.createIfMissing
    settings.isReadOnly = options.access == .read
    return Store(quads: try QuadStore(path: path, settings: settings), options: options)
  }

  /// Opens the store at `path` and makes it where none is, if `options` allow.
  ///
  /// - Throws: ``StorageError/notFound(path:)``, ``StorageError/notAStore(path:)``,
  ///   ``StorageError/locked(path:)``, ``StorageError/incompatible(path:format:supported:)``, or
  ///   ``StorageError/corrupted(detail:)``.
  public static func open(
    at path: String, options: StoreOptions = StoreOptions()
  ) async throws(StorageError) -> Store {
    try await StoreOpening(path: path, options: options).value()
  }
}

private struct StoreOpening: BackgroundWork {
  let path: String
  let options: StoreOptions

  func run() throws(StorageError) -> Store { try Store.open(at: path, options: options) }
}
