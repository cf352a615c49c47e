import CRocksDB
import CRocksDBBridge

// Checksums of whole SST files, beside RocksDB's own of each block.
//
// A block's checksum leaves out the file's footer; the checksum of the whole file, kept in the
// manifest, covers every byte. It is computed while the file is written and costs no extra read.

/// The checksums of files that are written and not yet ingested, by path.
final class PendingChecksums: @unchecked Sendable {
  private let monitor = Monitor()
  private var checksums: [String: [UInt8]] = [:]

  func put(_ checksum: [UInt8], path: String) { monitor.withLock { checksums[path] = checksum } }

  func take(_ path: String) -> [UInt8]? {
    monitor.withLock { checksums.removeValue(forKey: path) }
  }
}

extension Database {
  /// Reads every block of every live SST file and checks its checksum; throws at the first
  /// mismatch.
  package func verifyBlockChecksums() throws(StorageError) {
    var message: UnsafeMutablePointer<CChar>?
    sluice_verify_block_checksums(handle, &message)
    try check(message)
  }

  /// Reads every live SST file whole and checks it against the manifest; throws at the first
  /// mismatch.
  package func verifyFileChecksums() throws(StorageError) {
    var message: UnsafeMutablePointer<CChar>?
    sluice_verify_file_checksums(handle, &message)
    try check(message)
  }

  /// The bound on memtables that RocksDB runs with, in bytes.
  package var writeBufferBound: Int { sluice_database_write_buffer_bound(handle) }

  /// The limit on background writes that RocksDB runs with, in bytes a second; 0 for none.
  package var rateLimit: Int { Int(sluice_database_rate_limit(handle)) }
}
