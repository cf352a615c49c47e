// A set of rows with numbers: what DISTINCT, GROUP BY and COUNT(DISTINCT) are made of.
//
// Open addressing over the row numbers, at most half full; the rows stand in a table of their own, so a number is
// also where the row is.

/// Distinct rows in order of first appearance; one thread.
final class RowSet {
  let rows: RowTable
  private let idHash = IDHash()
  @exclusivity(unchecked) private var slots: UnsafeMutablePointer<Int32>
  @exclusivity(unchecked) private var slotBits: UInt64 = 8
  private let control: QueryControl?
  private var reservedBytes = 0
  /// The id met last, and its number or -1.
  @exclusivity(unchecked) private var lastID: UInt64 = 0
  @exclusivity(unchecked) private var lastNumber = -1

  /// Makes an empty set; what it grows by is charged to `control`.
  init(width: Int, control: QueryControl? = nil) {
    rows = RowTable(width: width, capacity: 128, control: control)
    self.control = control
    slots = .allocate(capacity: 1 << Int(slotBits))
    slots.initialize(repeating: -1, count: 1 << Int(slotBits))
  }

  deinit {
    slots.deallocate()
    control?.release(bytes: reservedBytes)
  }

  /// Bytes of memory held.
  var footprintBytes: Int {
    rows.footprintBytes + (1 << Int(slotBits)) * MemoryLayout<Int32>.stride
  }

  func removeAll() {
    rows.removeAll()
    slots.update(repeating: -1, count: 1 << Int(slotBits))
    lastNumber = -1
  }

  /// The number of a row, which is added where it is new.
  @inline(__always)
  func insert(
    _ columns: [UnsafePointer<UInt64>], _ sources: [Int], _ row: Int
  ) throws(QueryError) -> (number: Int, isNew: Bool) {
    if sources.count == 1 { return try insert(columns[sources[0]][row]) }
    let slot = slot(columns, sources, row)
    if slots[slot] >= 0 { return (Int(slots[slot]), false) }
    let number = rows.count
    guard number < Int(Int32.max) - 1 else {
      throw .memoryExceeded(limitBytes: control?.memoryBytes ?? .max)
    }
    try rows.reserve(1)
    for (index, source) in sources.enumerated() {
      rows.columns[index][number] = columns[source][row]
    }
    rows.count += 1
    slots[slot] = Int32(truncatingIfNeeded: number)
    if rows.count * 2 >= 1 << Int(slotBits) { try grow() }
    return (number, true)
  }

  /// The slot that has a row, or the free one where it would go.
  @inline(__always)
  private func slot(
    _ columns: [UnsafePointer<UInt64>], _ sources: [Int], _ row: Int
  ) -> Int {
    var hash: UInt64 = 0
    for source in sources { hash = idHash.mixed(hash, columns[source][row]) }
    var slot = place(hash)
    let mask = (1 << Int(slotBits)) - 1
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      var isEqual = true
      for (index, source) in sources.enumerated()
      where rows.columns[index][number] != columns[source][row] {
        isEqual = false
        break
      }
      if isEqual { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  /// Makes room for so many more rows, or returns false where the query has not the memory; a quarter of that is left
  /// to others.
  func makeRoom(for added: Int) -> Bool {
    guard let control else { return true }
    let wanted = rows.count + added
    guard wanted < Int(Int32.max) - 1 else { return false }
    var bits = slotBits
    while wanted * 2 >= 1 << Int(bits) { bits += 2 }
    let slotBytes = bits == slotBits ? 0 : (1 << Int(bits)) * MemoryLayout<Int32>.stride
    let rowBytes = wanted <= rows.capacity ? 0 : max(2 * rows.capacity, wanted) * rows.width * 8
    guard slotBytes + rowBytes > 0 else { return true }
    guard control.heldBytes + slotBytes + rowBytes <= control.memoryBytes / 4 * 3 else {
      return false
    }
    do throws(QueryError) {
      try rows.reserve(added)
      if bits > slotBits { try grow(toBits: bits) }
      return true
    } catch { return false }
  }

  /// The number of a row, or nil where the set does not have it.
  func find(_ columns: [UnsafePointer<UInt64>], _ sources: [Int], _ row: Int) -> Int? {
    let found = slots[slot(columns, sources, row)]
    return found >= 0 ? Int(found) : nil
  }

  /// The number of a row of one id, for sets of one column.
  @inline(__always)
  func insert(_ id: UInt64) throws(QueryError) -> (number: Int, isNew: Bool) {
    // Neighbours are often equal: sorted input, or few groups.
    if lastNumber >= 0, id == lastID { return (lastNumber, false) }
    let column = rows.columns[0]
    var slot = place(idHash.mixed(0, id))
    let mask = (1 << Int(slotBits)) - 1
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if column[number] == id {
        (lastID, lastNumber) = (id, number)
        return (number, false)
      }
      slot = (slot + 1) & mask
    }
    let number = rows.count
    guard number < Int(Int32.max) - 1 else {
      throw .memoryExceeded(limitBytes: control?.memoryBytes ?? .max)
    }
    try rows.reserve(1)
    rows.columns[0][number] = id
    rows.count += 1
    slots[slot] = Int32(truncatingIfNeeded: number)
    (lastID, lastNumber) = (id, number)
    if rows.count * 2 > mask { try grow() }
    return (number, true)
  }

  @inline(__always)
  private func place(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash &>> (64 - slotBits))
  }

  private func grow() throws(QueryError) { try grow(toBits: slotBits + 2) }

  private func grow(toBits bits: UInt64) throws(QueryError) {
    let bytes = (1 << Int(bits)) * MemoryLayout<Int32>.stride
    try control?.reserve(bytes: bytes)
    control?.release(bytes: reservedBytes)
    reservedBytes = bytes
    slots.deallocate()
    slotBits = bits
    slots = .allocate(capacity: 1 << Int(bits))
    slots.initialize(repeating: -1, count: 1 << Int(bits))
    let mask = (1 << Int(bits)) - 1
    for number in 0..<rows.count {
      var hash: UInt64 = 0
      for column in rows.columns { hash = idHash.mixed(hash, column[number]) }
      var slot = place(hash)
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: number)
    }
  }
}
