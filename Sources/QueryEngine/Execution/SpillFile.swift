// Rows on disk while a query needs more than its memory: a file without a name, gone with the process.

import Storage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A temporary file of ids; one thread.
final class SpillFile {
  private let descriptor: Int32
  /// Ids written so far.
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

  /// Appends ids and returns where they start.
  func append(_ ids: UnsafePointer<UInt64>, count added: Int) throws(QueryError) -> Int {
    let start = count
    var done = 0
    let bytes = added * MemoryLayout<UInt64>.stride
    let offset = start * MemoryLayout<UInt64>.stride
    while done < bytes {
      let written = pwrite(
        descriptor, UnsafeRawPointer(ids) + done, bytes - done, off_t(offset + done))
      if written < 0 {
        if errno == EINTR { continue }
        throw Self.failure("write")
      }
      done += written
    }
    count += added
    return start
  }

  /// Reads ids from `start` on.
  func read(
    _ ids: UnsafeMutablePointer<UInt64>, from start: Int, count wanted: Int
  ) throws(QueryError) {
    var done = 0
    let bytes = wanted * MemoryLayout<UInt64>.stride
    let offset = start * MemoryLayout<UInt64>.stride
    while done < bytes {
      let got = pread(
        descriptor, UnsafeMutableRawPointer(ids) + done, bytes - done, off_t(offset + done))
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
