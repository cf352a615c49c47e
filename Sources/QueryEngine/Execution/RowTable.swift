// Rows in memory, column by column: output buffers of operators, and the tables that joins, groups and sorts
// build.
//
// Unsafe: the columns are plain memory of `capacity` ids each; every write is behind `reserve`.

/// Rows as columns of ids, 0 where a variable is unbound; one thread.
final class RowTable {
  /// Number of columns.
  let width: Int
  @exclusivity(unchecked) private(set) var columns: [UnsafeMutablePointer<UInt64>]
  @exclusivity(unchecked) private(set) var capacity: Int
  /// Number of rows; a table without columns has rows too.
  @exclusivity(unchecked) var count = 0
  private let control: QueryControl?
  private var reservedBytes = 0

  /// Makes an empty table; one that grows beyond its first size is charged to `control`.
  init(width: Int, capacity: Int, control: QueryControl? = nil) {
    self.width = width
    self.capacity = capacity
    self.control = control
    columns = (0..<width).map { _ in .allocate(capacity: capacity) }
  }

  deinit {
    for column in columns { column.deallocate() }
    control?.release(bytes: reservedBytes)
  }

  /// Bytes of memory held.
  var footprintBytes: Int { width * capacity * MemoryLayout<UInt64>.stride }

  /// Whether so many more rows fit, with room for what a table over them takes, into three quarters of the memory.
  func canHold(_ added: Int) -> Bool {
    guard let control, count + added > capacity else { return true }
    let larger = max(capacity * 2, count + added)
    return control.heldBytes + larger * (width * 8 + 16) <= control.memoryBytes / 4 * 3
  }

  /// Makes room for `added` more rows.
  @inline(__always)
  func reserve(_ added: Int) throws(QueryError) {
    if count + added > capacity { try grow(toHold: count + added) }
  }

  @inline(never)
  private func grow(toHold needed: Int) throws(QueryError) {
    let larger = max(capacity * 2, needed)
    let bytes = width * larger * MemoryLayout<UInt64>.stride
    try control?.reserve(bytes: bytes)
    for index in columns.indices {
      let grown = UnsafeMutablePointer<UInt64>.allocate(capacity: larger)
      grown.update(from: columns[index], count: count)
      columns[index].deallocate()
      columns[index] = grown
    }
    control?.release(bytes: reservedBytes)
    reservedBytes = control == nil ? 0 : bytes
    capacity = larger
  }

  /// Appends rows of other columns.
  func append(
    _ source: [UnsafePointer<UInt64>], from first: Int, count added: Int
  ) throws(QueryError) {
    try reserve(added)
    for index in 0..<width {
      (columns[index] + count).update(from: source[index] + first, count: added)
    }
    count += added
  }

  func removeAll() { count = 0 }
}
