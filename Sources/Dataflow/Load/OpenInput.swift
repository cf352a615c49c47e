import RDFSyntax
import Storage

/// An input file that is open: its bytes, their hash as they pass, and what the ledger keeps of it.
final class OpenInput {
  let path: String
  /// What errors call the file.
  let name: String
  let source: any SizedByteSource
  let modifiedNanoseconds: Int
  private let hashing: HashingByteSource
  private var reported = 0

  /// Opens the file; `isStopped` ends a read that waits for a pipe.
  init(
    _ input: LoadInput, hash: KeyedHash, limits: SyntaxLimits,
    isStopped: @escaping @Sendable () -> Bool
  ) throws(SyntaxError) {
    path = input.path
    name = path == "-" ? StandardInputByteSource.name : path
    let file: any SizedByteSource =
      path == "-"
      ? StandardInputByteSource(isStopped: isStopped)
      : try FileByteSource(path: path, isStopped: isStopped)
    modifiedNanoseconds = path == "-" ? 0 : FileFacts(path: path)?.modifiedNanoseconds ?? 0
    hashing = HashingByteSource(file, hash: hash)
    source = try decompress(
      hashing, named: name, compression: input.compression,
      limits: limits)
  }

  /// Bytes read since the last call.
  func newlyConsumed() -> Int {
    let consumed = hashing.consumedBytes
    defer { reported = consumed }
    return consumed - reported
  }

  /// Bytes on disk, or nil for a pipe.
  var totalBytes: Int? { hashing.totalBytes }

  /// Bytes of the file, after it was read to its end.
  var sizeBytes: Int { hashing.consumedBytes }

  /// The hash of the file's bytes, after it was read to its end.
  var contentHash: String { hashing.digest }
}
