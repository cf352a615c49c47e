import CRocksDB
import Testing

@testable import Storage

/// Each setting of StoreTuning and FamilyTuning is what RocksDB itself says it runs with.
@Suite struct SettingsTests {
  /// `name=value` pairs of RocksDB's option text, those in braces among them.
  private func options(_ text: String) -> [String: String] {
    var options: [String: String] = [:]
    for part in text.split(whereSeparator: { ";{}".contains($0) }) {
      guard let equals = part.firstIndex(of: "=") else { continue }
      let name = part[..<equals].filter { $0 != " " }
      options[String(name)] = String(part[part.index(after: equals)...])
    }
    return options
  }

  private func open(
    _ folder: ScratchFolder, _ preset: StorePreset, memoryBytes: Int
  ) throws -> QuadStore {
    var settings = StoreSettings()
    settings.preset = preset
    settings.memoryBytes = memoryBytes
    return try QuadStore(path: folder.store, settings: settings)
  }

  @Test("the settings of each family reach RocksDB", arguments: StorePreset.allCases)
  func families(preset: StorePreset) throws {
    let folder = try ScratchFolder()
    let database = try open(folder, preset, memoryBytes: 512 << 20).database
    for family in Family.allCases {
      let wanted = database.tuning.family(family)
      let text = database.optionsText(family)
      let actual = options(text)
      let place = "\(preset) \(family)"
      #expect(actual["block_size"] == "\(wanted.blockBytes)", "\(place)")
      #expect(actual["compression"] == wanted.compression.rawValue, "\(place)")
      #expect(actual["block_restart_interval"] == "\(wanted.restartInterval)", "\(place)")
      #expect(actual["write_buffer_size"] == "\(wanted.writeBufferBytes)", "\(place)")
      #expect(
        text.contains("prefix_extractor=rocksdb.FixedPrefix.\(wanted.prefixBytes);")
          == (wanted.prefixBytes > 0), "\(place)")
      #expect(
        text.contains(";prefix_extractor=nullptr") == (wanted.prefixBytes == 0), "\(place)")
      #expect(text.contains("filter_policy=nullptr") == (wanted.bloomBits == 0), "\(place)")
      if wanted.bloomBits > 0 {
        #expect(actual["filter_policy"] == "ribbonfilter", "\(place)")
      }
      #expect(actual["max_write_buffer_number"] == "3", "\(place)")
      #expect(actual["level_compaction_dynamic_level_bytes"] == "true", "\(place)")
      #expect(actual["cache_index_and_filter_blocks"] == "true", "\(place)")
      #expect(actual["pin_l0_filter_and_index_blocks_in_cache"] == "true", "\(place)")
      #expect(actual["format_version"] == "5", "\(place)")
      #expect(
        database.property("rocksdb.block-cache-capacity", family)
          == UInt64(database.tuning.cacheBytes), "\(place)")
    }
  }

  @Test("the settings of the store reach RocksDB", arguments: StorePreset.allCases)
  func store(preset: StorePreset) throws {
    let folder = try ScratchFolder()
    let database = try open(folder, preset, memoryBytes: 512 << 20).database
    let tuning = database.tuning
    let text = database.optionsText()
    let actual = options(text)
    #expect(actual["max_open_files"] == "\(tuning.openFiles)")
    #expect(actual["max_background_jobs"] == "\(tuning.backgroundThreads)")
    #expect(actual["max_file_opening_threads"] == "1")
    #expect(actual["max_total_wal_size"] == "\(max(tuning.memtableBytes * 2, 64 << 20))")
    #expect(actual["skip_stats_update_on_db_open"] == "true")
    #expect(actual["skip_checking_sst_file_sizes_on_db_open"] == "true")
    #expect(actual["create_missing_column_families"] == "true", "a new store")
    #expect(text.contains("FileChecksumGenCrc32cFactory"))
    #expect(database.writeBufferBound == tuning.memtableBytes)
    #expect(database.rateLimit == tuning.backgroundBytesPerSecond)
  }

  @Test("filters have the bits a key that are set", arguments: StorePreset.allCases)
  func filterBits(preset: StorePreset) throws {
    // RocksDB's text leaves the bits out, so they are measured on a flushed file.
    let folder = try ScratchFolder()
    let database = try open(folder, preset, memoryBytes: 512 << 20).database
    let keys = 5000
    let batch = WriteBatch()
    for key in 0..<keys {
      batch.put(database, .ledger, key: Array("a key with number \(key)".utf8), value: [1])
    }
    try database.write(batch, sync: false)
    let flush = rocksdb_flushoptions_create()
    defer { rocksdb_flushoptions_destroy(flush) }
    var message: UnsafeMutablePointer<CChar>?
    rocksdb_flush_cf(database.handle, flush, database.familyHandle(.ledger), &message)
    try database.check(message)
    let text = Database.take(
      rocksdb_property_value_cf(
        database.handle, database.familyHandle(.ledger), "rocksdb.aggregated-table-properties"))
    let properties = options(text)
    let bytes = try #require(Double(properties["filterblocksize"] ?? ""), "\(text)")
    let bits = bytes * 8 / Double(keys)
    #expect(abs(bits - Double(database.tuning.bloomBits)) < 0.5)
  }

  @Test("presets differ where they say so")
  func presets() {
    func tuning(_ preset: StorePreset) -> StoreTuning {
      StoreTuning(preset: preset, memoryBytes: 8 << 30)
    }
    #expect(tuning(.queryHeavy).cacheBytes > tuning(.balanced).cacheBytes)
    #expect(tuning(.balanced).cacheBytes > tuning(.bulkLoad).cacheBytes)
    #expect(tuning(.development).cacheBytes == 64 << 20)
    #expect(tuning(.bulkLoad).backgroundBytesPerSecond == 0)
    #expect(tuning(.balanced).backgroundBytesPerSecond > 0)
    #expect(tuning(.lowMemory).openFiles == 256)
    #expect(tuning(.queryHeavy).bloomBits > tuning(.balanced).bloomBits)
    #expect(
      tuning(.lowMemory).family(.spog).writeBufferBytes
        < tuning(.balanced).family(.spog).writeBufferBytes)
  }

  /// Of a budget of 512 MiB, in MiB.
  private static let memoryAndDisk: [StorePreset: (residents: Int, log: Int)] = [
    .development: (28, 256), .balanced: (74, 4_096), .bulkLoad: (37, 4_096),
    .queryHeavy: (112, 4_096), .lowMemory: (28, 256),
  ]

  @Test(
    "the log and the resident orders have the bytes of their preset",
    arguments: StorePreset.allCases)
  func logAndResidents(preset: StorePreset) throws {
    let wanted = try #require(Self.memoryAndDisk[preset])
    let folder = try ScratchFolder()
    let store = try open(folder, preset, memoryBytes: 512 << 20)
    #expect(store.database.tuning.logBytes == wanted.log << 20)
    #expect(store.residents.maximumBytes == store.database.tuning.residentBytes)
    #expect(store.residents.maximumBytes >> 20 == wanted.residents)
  }

  @Test("RocksDB writes no log file of its own, also not at the next open")
  func infoLog() throws {
    let folder = try ScratchFolder()
    for _ in 0..<2 {
      try open(folder, .balanced, memoryBytes: 64 << 20).load(sampleQuads(count: 100, seed: 1))
      let logs = try folder.storeFiles().filter { $0.hasPrefix("LOG") }
      #expect(logs == [])
    }
  }

  @Test("the cache and the memtables follow the budget", arguments: StorePreset.allCases)
  func budget(preset: StorePreset) throws {
    let small = try ScratchFolder()
    let large = try ScratchFolder()
    let smallStore = try open(small, preset, memoryBytes: 64 << 20).database
    let largeStore = try open(large, preset, memoryBytes: 1 << 30).database
    let property = "rocksdb.block-cache-capacity"
    let smallCache = try #require(smallStore.property(property, .spog))
    let largeCache = try #require(largeStore.property(property, .spog))
    #expect(smallCache < largeCache)
    #expect(smallStore.writeBufferBound < largeStore.writeBufferBound)
    #expect(largeCache <= 1 << 30)
  }
}
