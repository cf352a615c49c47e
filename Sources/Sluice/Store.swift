import Dataflow
import Storage
import Telemetry

/// A Sluice store: RDF quads on disk, indexed, with snapshots for readers and atomic commits for writers.
///
/// Safe to use from several tasks. Long work runs on threads of its own, never on the caller's executor.
public final class Store: Sendable {
  package let quads: QuadStore
  package let options: StoreOptions

  init(quads: QuadStore, options: StoreOptions) {
    self.quads = quads
    self.options = options
  }
}

/// How a store is opened.
public struct StoreOptions: Sendable {
  /// Settings of RocksDB. Default `balanced`.
  public var preset: StorePreset = .balanced
  /// Bytes of memory that the whole process may use. Default: half of the cgroup's limit or of the machine.
  public var memoryBytes: Int = MemoryBudget.default
  /// Whether a store is made where none is. Default true.
  public var createIfMissing = true

  /// Makes the default options.
  public init() {}
}

extension Store {
  /// Opens the store at `path` and makes it where none is, if `options` allow.
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
    return Store(quads: try QuadStore(path: path, settings: settings), options: options)
  }

  /// Loads files as one commit; blocks the calling thread until it is durable.
  public func loadBlocking(
    _ inputs: [LoadInput], options load: LoadOptions? = nil, progress: LoadProgress? = nil
  ) throws(LoadError) -> LoadResult {
    var settings = load ?? LoadOptions()
    if load == nil { settings.memoryBytes = options.memoryBytes / 2 }
    return try LoadPipeline.load(inputs, into: quads, options: settings, progress: progress)
  }
}
