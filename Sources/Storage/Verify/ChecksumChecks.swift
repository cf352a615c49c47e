// Bytes: RocksDB's checksums of blocks and of whole files.

/// Reads each live SST file whole and compares it with the checksum in the manifest.
struct FileChecksumCheck: VerifyCheck {
  let name = "file checksums"

  func run(_ context: VerifyContext) throws(StorageError) {
    try context.database.verifyFileChecksums()
  }
}

/// Reads each block of each live SST file and compares it with its own checksum: this also covers
/// files that were written before whole files had one.
struct BlockChecksumCheck: VerifyCheck {
  let name = "block checksums"

  func run(_ context: VerifyContext) throws(StorageError) {
    try context.database.verifyBlockChecksums()
  }
}
