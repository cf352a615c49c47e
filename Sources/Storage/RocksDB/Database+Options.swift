import CRocksDB
import CRocksDBBridge

// From StoreTuning to RocksDB's options.

extension Database {
  static func databaseOptions(
    _ tuning: StoreTuning, cache: OpaquePointer, create: Bool
  ) -> OpaquePointer {
    let options: OpaquePointer = rocksdb_options_create()
    rocksdb_options_set_create_if_missing(options, create ? 1 : 0)
    // Never in a folder that exists: another program's database would get families of ours.
    rocksdb_options_set_create_missing_column_families(options, create ? 1 : 0)
    rocksdb_options_set_max_open_files(options, Int32(tuning.openFiles))
    rocksdb_options_set_max_background_jobs(options, Int32(tuning.backgroundThreads))
    // RocksDB would start 16 threads for each family at open, some 200 in all, which costs more than
    // the dozen files that they are to open: 40 ms of each command against 5.
    rocksdb_options_set_max_file_opening_threads(options, 1)
    sluice_options_disable_info_log(options)
    // Opening does not read every file's properties: what makes the open of a large store quick.
    rocksdb_options_set_skip_stats_update_on_db_open(options, 1)
    rocksdb_options_set_skip_checking_sst_file_sizes_on_db_open(options, 1)
    rocksdb_options_set_max_total_wal_size(options, UInt64(max(tuning.memtableBytes * 2, 64 << 20)))
    sluice_options_set_write_buffer_bound(options, cache, tuning.memtableBytes)
    sluice_options_set_file_checksums(options)
    if tuning.backgroundBytesPerSecond > 0 {
      let limiter = rocksdb_ratelimiter_create(
        Int64(tuning.backgroundBytesPerSecond), 100_000, 10)
      rocksdb_options_set_ratelimiter(options, limiter)
      rocksdb_ratelimiter_destroy(limiter)
    }
    return options
  }

  static func familyOptions(
    _ family: Family, tuning: StoreTuning, cache: OpaquePointer
  ) -> OpaquePointer {
    let settings = tuning.family(family)
    let options: OpaquePointer = rocksdb_options_create()
    // An SST writer takes its options from here, not from the database's.
    sluice_options_set_file_checksums(options)
    rocksdb_options_set_write_buffer_size(options, settings.writeBufferBytes)
    rocksdb_options_set_max_write_buffer_number(options, 3)
    rocksdb_options_set_compression(options, code(settings.compression))
    // Families whose files are all ingested in order have nothing to compact.
    rocksdb_options_set_level_compaction_dynamic_level_bytes(options, 1)

    let table = rocksdb_block_based_options_create()
    rocksdb_block_based_options_set_block_size(table, settings.blockBytes)
    rocksdb_block_based_options_set_block_restart_interval(table, Int32(settings.restartInterval))
    rocksdb_block_based_options_set_block_cache(table, cache)
    rocksdb_block_based_options_set_cache_index_and_filter_blocks(table, 1)
    rocksdb_block_based_options_set_pin_l0_filter_and_index_blocks_in_cache(table, 1)
    rocksdb_block_based_options_set_format_version(table, 5)
    if settings.bloomBits > 0 {
      rocksdb_block_based_options_set_filter_policy(
        table, rocksdb_filterpolicy_create_ribbon_hybrid(Double(settings.bloomBits), 1))
    }
    rocksdb_options_set_block_based_table_factory(options, table)
    rocksdb_block_based_options_destroy(table)
    if settings.prefixBytes > 0 {
      rocksdb_options_set_prefix_extractor(
        options, rocksdb_slicetransform_create_fixed_prefix(settings.prefixBytes))
    }
    return options
  }

  private static func code(_ compression: BlockCompression) -> Int32 {
    switch compression {
    case .none: Int32(rocksdb_no_compression)
    case .lz4: Int32(rocksdb_lz4_compression)
    case .zstd: Int32(rocksdb_zstd_compression)
    }
  }
}
