import Storage
import Telemetry

// Where the memory of a loading process goes: one budget, split here and nowhere else.
//
//     budget ─┬─ RocksDB's cache, memtables charged to it      by preset, see StoreTuning (balanced: 1/6)
//             ├─ resident orders of the index                  as much
//             ├─ fixed                                         code, stacks, windows of codecs and files
//             └─ load ─┬─ queues    1/8, 16 MiB to 256 MiB     chunks between parse, encode and merge
//                      └─ runs      the rest                   terms and quads, the sort's copies
//
// An empty store's cache stays nearly empty during a load, so the peak is below the sum.

/// The split of a memory budget.
public struct LoadMemory: Hashable, Sendable {
  /// Bytes of RocksDB's block cache, memtables and resident orders.
  public let cacheBytes: Int
  /// Bytes of a load: ``LoadOptions/memoryBytes``.
  public let loadBytes: Int

  /// What a process holds that no setting scales.
  static let fixedBytes = 64 << 20

  /// Splits `budget` bytes for a store that is opened with `preset`.
  public init(budget: Int, preset: StorePreset) {
    let tuning = StoreTuning(preset: preset, memoryBytes: budget)
    cacheBytes = tuning.cacheBytes + tuning.residentBytes + tuning.pageBytes
    loadBytes = max(budget - cacheBytes - Self.fixedBytes, MemoryBudget.leastBytes)
  }

  /// Bytes of a load's queues.
  static func queueBytes(of options: LoadOptions) -> Int {
    options.queueBytes ?? min(max(options.memoryBytes / 8, 16 << 20), 256 << 20)
  }

  /// Bytes of a load's runs.
  static func runBytes(of options: LoadOptions) -> Int {
    max(options.memoryBytes - queueBytes(of: options), 4 << 20)
  }
}
