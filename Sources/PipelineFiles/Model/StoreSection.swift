// The `store` section: which store, how it is tuned, and how much of the machine it may take.

import Telemetry

/// Which store a pipeline writes, and how.
public struct StoreSection: Hashable, Sendable {
  /// What the store is tuned for.
  public enum Preset: String, CaseIterable, Sendable {
    /// Small and quick to open: for tests and for trying things out.
    case development
    /// A bit of everything.
    case balanced
    /// Large loads into a store that few read meanwhile.
    case bulkLoad = "bulk_load"
    /// Many readers, small commits.
    case queryHeavy = "query_heavy"
    /// Little memory, whatever it costs in time.
    case lowMemory = "low_memory"
  }

  /// What a commit waits for.
  public enum Durability: String, CaseIterable, Sendable {
    /// A commit is on the disk when it returns.
    case fsync
    /// A commit is with the operating system when it returns; a power cut may take the last ones.
    case async
  }

  /// Folder of the store, as it is to be opened.
  public var path: String
  /// What the store is tuned for.
  public var preset: Preset = .balanced
  /// Budget of the whole process; nil is half of the cgroup's limit or of the machine.
  public var memory: ByteCount?
  /// Folder for spills; nil is inside the store.
  public var tempDir: String?
  /// What a commit waits for.
  public var durability: Durability = .fsync

  /// Makes the section of a store at `path` with every default.
  public init(path: String) { self.path = path }
}

extension StoreSection.Preset: PipelineWord {
  var summary: String {
    switch self {
    case .development: "small and quick to open"
    case .balanced: "a bit of everything"
    case .bulkLoad: "large loads that few read meanwhile"
    case .queryHeavy: "many readers, small commits"
    case .lowMemory: "little memory, whatever the time"
    }
  }
}

extension StoreSection.Durability: PipelineWord {
  var summary: String {
    switch self {
    case .fsync: "a commit is on the disk when it returns"
    case .async: "a power cut may take the last commits"
    }
  }
}

extension StoreSection {
  static let table = SectionTable<StoreSection>(
    name: "store",
    summary: "The store that the pipeline writes.",
    defaults: StoreSection(path: ""),
    fields: [
      Field(
        "path", \.path, .path, isRequired: true, "Folder of the store; made where it is missing."),
      Field("preset", \.preset, .word, "What the store is tuned for: \(Preset.explained)."),
      Field(
        "memory", \.memory, .size(minimum: MemoryBudget.leastBytes),
        "Budget of the whole process, at least \(ByteCount(MemoryBudget.leastBytes)). Without it, "
          + "half of the cgroup's limit or of the machine."),
      Field(
        "temp_dir", \.tempDir, .path,
        "Folder for spills of sorts that are over the budget. Without it, inside the store."),
      Field(
        "durability", \.durability, .word,
        "What a commit waits for: \(Durability.explained). Without effect on file sources, whose "
          + "loads always wait for the disk; kept for sources of streams."),
    ],
    check: { store, entries, decoder in
      guard store.durability == .async,
        let entry = entries.first(where: { $0.key == "durability" })
      else { return }
      decoder.warning(
        entry.keyPosition, "`\(decoder.path).durability` has no effect on file sources",
        hint: "a load waits for the disk, whatever is said here")
    }
  )
}
