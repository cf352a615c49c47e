#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What an operator did, for `--analyze`.
///
/// The time is its own and that of what is below it.
final class OperatorMetrics: @unchecked Sendable {
  // Unchecked: written by the one thread that runs the operator, read when the query is over.
  private(set) var rows = 0
  private(set) var batches = 0
  private(set) var nanoseconds: UInt64 = 0
  /// The most memory that the operator's own tables have held.
  private(set) var bytes = 0

  func count(rows: Int, since start: UInt64, bytes held: Int) {
    bytes = max(bytes, held)
    self.rows += rows
    if rows > 0 { batches += 1 }
    nanoseconds += Self.clock() - start
  }

  static func clock() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
