// DISTINCT: each row once, in order of first appearance, handed on as soon as it appears.
//
//     row ─► seen? ──────────────► dropped
//            new ────────────────► handed on
//            new, memory is full ► a part on disk, with its number
//
// What is in memory stays there, so a row that was handed on never goes to disk. When the input is over each part is
// looked at alone, and what the parts give is merged by the numbers: the order stays, which ORDER BY below and merge
// joins above count on.

import Storage

final class DistinctOperator: BatchOperator {
  private let input: BatchOperator
  private let filter: DistinctFilter
  private var merge: SortedPartsMerge?
  private var isInputOver = false
  private let output: RowTable

  init(_ input: BatchOperator) {
    self.input = input
    let slots = input.slots
    filter = DistinctFilter(slots, round: 0, control: input.control)
    // One column more for the numbers of rows that come from disk.
    output = RowTable(width: slots.count + 1, capacity: BatchOperator.batchRows)
    super.init(slots: slots, control: input.control)
  }

  override var footprintBytes: Int { filter.footprintBytes }

  override func produce() throws(QueryError) -> Bool {
    output.removeAll()
    if !isInputOver {
      if try input.next() {
        try filter.add(input.batch, input.rows, newRows: output)
        showRows()
        return true
      }
      isInputOver = true
      let parts = try filter.parts()
      if !parts.isEmpty { merge = try SortedPartsMerge(parts, by: [slots.count]) }
    }
    guard let merge else { return false }
    while output.count < BatchOperator.batchRows, try merge.take(into: output) {}
    showRows()
    return output.count > 0
  }

  /// Makes the output the batch, without the numbers.
  private func showRows() {
    show(output)
    batch.removeLast()
  }
}

/// Finds new rows, of an input or of a part of one; one thread.
private final class DistinctFilter {
  private let slots: [Slot]
  private let sources: [Int]
  private let round: Int
  private let control: QueryControl
  private var seen: RowSet
  /// Numbers of the rows of a batch, where they are not there yet.
  private let numbers: RowTable
  private var next: UInt64 = 0
  /// Rows that did not fit, with their numbers; nil while all do.
  private var spilled: SpilledParts?

  init(_ slots: [Slot], round: Int, control: QueryControl) {
    self.slots = slots
    self.round = round
    self.control = control
    sources = Array(slots.indices)
    seen = RowSet(width: slots.count, control: control)
    numbers = RowTable(width: 1, capacity: BatchOperator.batchRows)
  }

  var footprintBytes: Int { seen.footprintBytes }

  /// Adds rows, whose last column is their number if there is one more than `slots`; those that are new and fit go to
  /// `newRows`.
  func add(
    _ rows: [UnsafePointer<UInt64>], _ count: Int, newRows: RowTable
  ) throws(QueryError) {
    var columns = rows
    if columns.count == slots.count {
      try numbers.reserve(count)
      for row in 0..<count { numbers.columns[0][row] = next + UInt64(row) }
      next += UInt64(count)
      columns.append(UnsafePointer(numbers.columns[0]))
    }
    if spilled == nil, isFull(count) {
      guard round < SpilledParts.mostRounds, !sources.isEmpty else {
        throw .memoryExceeded(limitBytes: control.memoryBytes)
      }
      spilled = try SpilledParts(
        slots + [Slot(index: .max)], keys: sources, round: round, control)
    }
    if let spilled {
      for row in 0..<count where seen.find(columns, sources, row) == nil {
        try spilled.append(columns, row)
      }
      return
    }
    try newRows.reserve(count)
    for row in 0..<count where try seen.insert(columns, sources, row).isNew {
      for column in columns.indices {
        newRows.columns[column][newRows.count] = columns[column][row]
      }
      newRows.count += 1
    }
  }

  private func isFull(_ added: Int) -> Bool {
    if control.spillsAnyway(round: round), seen.rows.count > 0, !sources.isEmpty { return true }
    return !seen.makeRoom(for: added)
  }

  /// The new rows among those that did not fit, as operators whose rows ascend by number; what is in memory goes.
  func parts() throws(QueryError) -> [BatchOperator] {
    guard let spilled else { return [] }
    try spilled.finish()
    seen = RowSet(width: slots.count, control: control)
    var found: [BatchOperator] = []
    let newRows = RowTable(width: slots.count + 1, capacity: BatchOperator.batchRows)
    for part in 0..<SpilledParts.partCount where spilled.rowCount(part) > 0 {
      let filter = DistinctFilter(slots, round: round + 1, control: control)
      // Without keys all rows stay together, in their order.
      let kept = try SpilledParts(spilled.slots, keys: [], round: 0, control)
      let rows = spilled.rows(part)
      while try rows.next() {
        newRows.removeAll()
        try filter.add(rows.batch, rows.rows, newRows: newRows)
        let columns = newRows.columns.map { UnsafePointer($0) }
        for row in 0..<newRows.count { try kept.append(columns, row) }
      }
      try kept.finish()
      found += (0..<SpilledParts.partCount).filter { kept.rowCount($0) > 0 }.map { kept.rows($0) }
      found += try filter.parts()
    }
    return found
  }
}
