/// Memory that grows by small amounts: charged to the query in steps, and given back with this object; one thread.
final class MemoryCharge {
  private static let stepBytes = 64 << 10

  private let control: QueryControl
  private var usedBytes = 0
  private var chargedBytes = 0

  /// Charges nothing yet.
  init(_ control: QueryControl) { self.control = control }

  deinit { control.release(bytes: chargedBytes) }

  /// Charges so many more bytes, or fewer.
  func add(_ bytes: Int) throws(QueryError) {
    usedBytes += bytes
    guard usedBytes > chargedBytes else { return }
    let step = max(usedBytes - chargedBytes, Self.stepBytes)
    try control.reserve(bytes: step)
    chargedBytes += step
  }
}
