// Rows on disk while a query needs more than its memory: a file without a name, gone with the process.

import Storage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A temporary file; one thread.
final class SpillFile {
  private let descriptor: Int32
  /// Bytes written so far.
  private(set) var count = 0

  /// Makes a file in `folder`.
  init(folder: String) throws(QueryError) {
    var path = Array((folder + "/sluice-query-XXXXXX").utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw Self.failure("make a file in \"\(folder)\"") }
    // Without a name nothing is left behind, however the process ends.
    unlink(path)
  }

  deinit { close(descriptor) }

  /// Appends bytes and returns where they start.
  func append(_ bytes: [UInt8]) throws(QueryError) -> Int {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(QueryError) in try append(bytes) }
    }
    return try result.get()
  }

  /// Appends bytes and returns where they start.
  func append(_ bytes: UnsafeRawBufferPointer) throws(QueryError) -> Int {
    let start = count
    var done = 0
    while done < bytes.count {
      let written = pwrite(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(start + done))
      if written < 0 {
        if errno == EINTR { continue }
        throw Self.failure("write")
      }
      done += written
    }
    count += bytes.count
    return start
  }

  /// Reads bytes from `start` on.
  func read(_ bytes: UnsafeMutableRawBufferPointer, from start: Int) throws(QueryError) {
    var done = 0
    while done < bytes.count {
      let got = pread(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(start + done))
      if got < 0 {
        if errno == EINTR { continue }
        throw Self.failure("read")
      }
      guard got > 0 else { throw .store(.io(detail: "a temporary file ends too early")) }
      done += got
    }
  }

  private static func failure(_ what: String) -> QueryError {
    let detail = "cannot \(what) for a query that spills: \(String(cString: strerror(errno)))"
    return .store(
      errno == ENOSPC || errno == EDQUOT ? .diskFull(detail: detail) : .io(detail: detail))
  }
}
