// The built side of a hash join: rows in a table, chained by their keys.
//
//     heads   hash of the key ─► newest row with it ─► next ─► next ...
//
// Open addressing would need the keys beside the heads; chains need a word a row, and rows of one key follow one
// another through `next`.

/// Rows that are found by the ids of their key columns; one thread.
final class JoinTable {
  let rows: RowTable
  private let keys: [Int]
  private let idHash = IDHash()
  private var heads: UnsafeMutablePointer<Int32>
  private var next: UnsafeMutablePointer<Int32>
  private let shift: UInt64
  private let control: QueryControl
  private let reservedBytes: Int

  /// Chains `rows` by `keys`.
  init(_ rows: RowTable, keys: [Int], _ control: QueryControl) throws(QueryError) {
    self.control = control
    guard rows.count < Int(Int32.max) else {
      throw .memoryExceeded(limitBytes: control.memoryBytes)
    }
    self.rows = rows
    self.keys = keys
    var bits: UInt64 = 4
    while 1 << bits < rows.count { bits += 1 }
    shift = 64 - bits
    let bytes = ((1 << Int(bits)) + rows.count) * MemoryLayout<Int32>.stride
    try control.reserve(bytes: bytes)
    reservedBytes = bytes
    heads = .allocate(capacity: 1 << Int(bits))
    heads.initialize(repeating: -1, count: 1 << Int(bits))
    next = .allocate(capacity: max(rows.count, 1))
    chain()
  }

  /// Bytes of memory held.
  var footprintBytes: Int { rows.footprintBytes + reservedBytes }

  /// Reads all rows of `source` and chains them by `keys`.
  convenience init(_ source: BatchOperator, keys: [Int]) throws(QueryError) {
    let rows = RowTable(width: source.slots.count, capacity: 1_024, control: source.control)
    while try source.next() { try rows.append(source.batch, from: 0, count: source.rows) }
    try self.init(rows, keys: keys, source.control)
  }

  deinit {
    heads.deallocate()
    next.deallocate()
    control.release(bytes: reservedBytes)
  }

  /// From the last row to the first, so that chains go forward and the order of rows stays.
  private func chain() {
    var row = rows.count - 1
    if keys.count == 1 {
      let column = rows.columns[keys[0]]
      let (heads, next, shift, idHash) = (heads, next, shift, idHash)
      while row >= 0 {
        let id = column[row]
        let slot = Int(truncatingIfNeeded: idHash.mixed(0, id) &>> shift)
        next[row] = heads[slot]
        heads[slot] = Int32(truncatingIfNeeded: row)
        row -= 1
      }
      return
    }
    while row >= 0 {
      let slot = slot(rows.columns, keys, row)
      next[row] = heads[slot]
      heads[slot] = Int32(truncatingIfNeeded: row)
      row -= 1
    }
  }

  @inline(__always)
  private func slot(_ columns: [UnsafeMutablePointer<UInt64>], _ keys: [Int], _ row: Int) -> Int {
    var hash: UInt64 = 0
    for key in keys { hash = idHash.mixed(hash, columns[key][row]) }
    return Int(truncatingIfNeeded: hash &>> shift)
  }

  /// The parts of a table of one key, for loops that probe it; valid as long as the table is.
  struct SingleKey {
    let keys: UnsafePointer<UInt64>
    let heads: UnsafePointer<Int32>
    let next: UnsafePointer<Int32>
    let shift: UInt64
    let idHash: IDHash

    /// The first row of the chain that has the key's rows, or -1.
    @inline(__always)
    func head(_ id: UInt64) -> Int32 {
      heads[Int(truncatingIfNeeded: idHash.mixed(0, id) &>> shift)]
    }
  }

  /// The table as one of a single key, or nil where it has none or more.
  var singleKey: SingleKey? {
    guard keys.count == 1 else { return nil }
    return SingleKey(
      keys: UnsafePointer(rows.columns[keys[0]]), heads: UnsafePointer(heads),
      next: UnsafePointer(next), shift: shift, idHash: idHash)
  }

  /// The first row with the key of another row, or -1.
  @inline(__always)
  func first(_ columns: [UnsafePointer<UInt64>], _ otherKeys: [Int], _ row: Int) -> Int {
    var hash: UInt64 = 0
    for key in otherKeys { hash = idHash.mixed(hash, columns[key][row]) }
    let slot = Int(truncatingIfNeeded: hash &>> shift)
    return matching(Int(heads[slot]), columns, otherKeys, row)
  }

  /// The next row behind `found` with the same key, or -1.
  @inline(__always)
  func following(
    _ found: Int, _ columns: [UnsafePointer<UInt64>], _ otherKeys: [Int], _ row: Int
  ) -> Int {
    matching(Int(next[found]), columns, otherKeys, row)
  }

  @inline(__always)
  private func matching(
    _ start: Int, _ columns: [UnsafePointer<UInt64>], _ otherKeys: [Int], _ row: Int
  ) -> Int {
    var candidate = start
    while candidate >= 0 {
      var isEqual = true
      for index in keys.indices
      where rows.columns[keys[index]][candidate] != columns[otherKeys[index]][row] {
        isEqual = false
        break
      }
      if isEqual { return candidate }
      candidate = Int(next[candidate])
    }
    return -1
  }
}
