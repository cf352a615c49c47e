// Every setting of RocksDB that Sluice makes, in one place.
//
// A preset is a starting point; the memory budget scales what is sized in bytes. `scripts/test` opens
// a store with each preset and reads every setting back from RocksDB.

/// A named choice of settings.
public enum StorePreset: String, CaseIterable, Sendable {
  /// Small caches and few files: for laptops and tests.
  case development
  /// The default: a third of the budget for what is read again, half of it as the cache.
  case balanced
  /// Large write buffers, no rate limit: for a machine that does nothing but load.
  case bulkLoad = "bulk_load"
  /// Half of the budget for what is read again, half of it as the cache; more bits in filters.
  case queryHeavy = "query_heavy"
  /// The smallest that works well: for containers of some hundred MiB.
  case lowMemory = "low_memory"
}

/// How a family's blocks are compressed.
package enum BlockCompression: String, Sendable {
  case none = "kNoCompression"
  case lz4 = "kLZ4Compression"
  case zstd = "kZSTD"
}

/// Settings of one family.
package struct FamilyTuning: Sendable {
  /// Bytes of a RocksDB block.
  ///
  /// Larger compresses better and costs more a point read.
  package var blockBytes: Int
  /// LZ4 for what is read all the time, zstd for what is kept, none for what is packed already.
  package var compression: BlockCompression
  /// Keys between restart points in a block; 1 makes a seek a pure binary search.
  package var restartInterval: Int
  /// Bits a key of the ribbon filter, or 0 for none.
  ///
  /// Families that are scanned or sought in have none: a filter tells of whole keys only.
  package var bloomBits: Int
  /// Bytes of leading key that a filter and the memtable treat as one prefix, or 0.
  package var prefixBytes: Int
  /// Bytes of a memtable.
  ///
  /// Small: bulk loads do not pass through memtables.
  package var writeBufferBytes: Int
}

/// Settings of a store.
public struct StoreTuning: Sendable {
  /// The preset these settings started from.
  public let preset: StorePreset
  /// Bytes of the block cache, which holds data, index and filter blocks.
  ///
  /// Default: a share of the budget by preset. Too small shows as reads from disk in `stats`.
  public var cacheBytes: Int
  /// Bytes of index orders that are kept in memory as they are, packed, because they are read much.
  ///
  /// Default: as much as the cache, less ``pageBytes``. A look-up there takes a third of the time; what does not fit is
  /// read through the cache.
  public var residentBytes: Int
  /// Bytes of decoded terms that readers share.
  ///
  /// Default: 1/8 of the cache. A term there takes a twentieth of the time.
  public var pageBytes: Int
  /// Bytes of all memtables together, charged to the cache.
  ///
  /// Default 1/8 of the cache, 4 MiB to 256 MiB.
  public var memtableBytes: Int
  /// Bytes a second that background flushes and compactions may write, or 0 for no limit.
  ///
  /// Foreground loads are never limited.
  public var backgroundBytesPerSecond: Int
  /// Threads for background work.
  ///
  /// Default 2, one to flush and one to compact: loads move finished files in and leave little to do.
  public var backgroundThreads: Int
  /// Bytes that the log of past commits may take on disk; the oldest go first.
  ///
  /// Default 4 GiB, some two billion quads; 256 MiB for the presets of small machines. Less means that the change of fewer commits can be asked for;
  /// what is in the store does not depend on it.
  public var logBytes: Int
  /// Files that RocksDB may keep open, or -1 for all.
  public var openFiles: Int
  /// Bits a key of the filters on the ledger and the family kept for query results.
  ///
  /// Default 10, and 14 where queries come first. Look-ups in the dictionary are seeks, which no filter of
  /// whole keys helps.
  public var bloomBits: Int

  /// The settings of a preset for a process that may use `memoryBytes`.
  public init(preset: StorePreset, memoryBytes: Int) {
    self.preset = preset
    let share =
      switch preset {
      case .development: 16
      case .balanced: 6
      case .bulkLoad: 12
      case .queryHeavy: 4
      case .lowMemory: 16
      }
    let largest = preset == .development ? 64 << 20 : Int.max
    cacheBytes = min(max(memoryBytes / share, 8 << 20), largest)
    pageBytes = cacheBytes / 8
    residentBytes = cacheBytes - pageBytes
    memtableBytes = min(max(cacheBytes / 8, 4 << 20), 256 << 20)
    backgroundBytesPerSecond = preset == .bulkLoad || preset == .development ? 0 : 256 << 20
    backgroundThreads = 2
    logBytes = preset == .development || preset == .lowMemory ? 256 << 20 : 4 << 30
    openFiles = preset == .lowMemory ? 256 : -1
    bloomBits = preset == .queryHeavy ? 14 : 10
  }

  /// The settings of one family.
  package func family(_ family: Family) -> FamilyTuning {
    let small = preset == .lowMemory || preset == .development
    let writeBuffer = small ? 2 << 20 : 8 << 20
    func settings(
      _ blockBytes: Int, _ compression: BlockCompression, restart: Int = 16, bloom: Int = 0,
      prefix: Int = 0
    ) -> FamilyTuning {
      FamilyTuning(
        blockBytes: blockBytes, compression: compression, restartInterval: restart,
        bloomBits: bloom, prefixBytes: prefix, writeBufferBytes: writeBuffer)
    }
    return switch family {
    case .unused, .meta: settings(4 << 10, .none)
    case .terms: settings(16 << 10, .zstd, restart: 1)
    case .ids: settings(16 << 10, .none, restart: 1)
    case .spog, .psog, .posg, .ospg, .gspo: settings(16 << 10, .none, restart: 1)
    case .log: settings(32 << 10, .zstd, prefix: 8)
    case .ledger: settings(16 << 10, .zstd, bloom: bloomBits)
    case .given, .views: settings(16 << 10, .zstd)
    case .cache: settings(32 << 10, .lz4, bloom: bloomBits)
    }
  }
}
