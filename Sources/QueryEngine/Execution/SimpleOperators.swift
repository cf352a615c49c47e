// The small operators: given rows, unions, stretches, selections of columns.

/// Rows that the plan holds: `VALUES`, the unit, the rows of an outer query.
final class TableOperator: BatchOperator {
  private let table: RowTable
  private var isShown = false

  /// Gives the rows of `table`, whose columns are `slots`.
  init(_ table: RowTable, slots: [Slot], control: QueryControl) {
    self.table = table
    super.init(slots: slots, control: control)
  }

  override func produce() throws(QueryError) -> Bool {
    if isShown { return false }
    isShown = true
    show(table)
    return true
  }
}

/// Some columns of the rows below.
final class ProjectOperator: BatchOperator {
  private let input: BatchOperator
  /// For each output the column below, or nil where the variable is bound nowhere.
  private let sources: [Int?]
  private var unbound: RowTable

  init(_ input: BatchOperator, slots: [Slot]) {
    self.input = input
    sources = slots.map { input.column(of: $0) }
    unbound = RowTable(width: 1, capacity: 0)
    super.init(slots: slots, control: input.control)
  }

  override func produce() throws(QueryError) -> Bool {
    guard try input.next() else { return false }
    batch.removeAll(keepingCapacity: true)
    rows = input.rows
    if sources.contains(nil), unbound.count < rows {
      try unbound.reserve(rows - unbound.count)
      unbound.count = rows
      unbound.columns[0].update(repeating: 0, count: rows)
    }
    for source in sources {
      batch.append(source.map { input.batch[$0] } ?? UnsafePointer(unbound.columns[0]))
    }
    return true
  }
}

/// The rows of several inputs, one after the other; all have the same variables in the same order.
final class UnionOperator: BatchOperator {
  private let inputs: [BatchOperator]
  private var current = 0

  init(_ inputs: [BatchOperator], slots: [Slot], control: QueryControl) {
    self.inputs = inputs
    super.init(slots: slots, control: control)
  }

  override func produce() throws(QueryError) -> Bool {
    while current < inputs.count {
      if try inputs[current].next() {
        batch.removeAll(keepingCapacity: true)
        batch.append(contentsOf: inputs[current].batch)
        rows = inputs[current].rows
        return true
      }
      current += 1
    }
    return false
  }
}

/// A stretch of the rows below: OFFSET and LIMIT.
final class SliceOperator: BatchOperator {
  private let input: BatchOperator
  private var toSkip: Int
  private var left: Int

  init(_ input: BatchOperator, offset: Int, limit: Int?) {
    self.input = input
    toSkip = offset
    left = limit ?? .max
    super.init(slots: input.slots, control: input.control)
  }

  override func produce() throws(QueryError) -> Bool {
    while left > 0 {
      guard try input.next() else { return false }
      let skipped = min(toSkip, input.rows)
      toSkip -= skipped
      let taken = min(left, input.rows - skipped)
      guard taken > 0 else { continue }
      left -= taken
      batch.removeAll(keepingCapacity: true)
      for column in input.batch { batch.append(column + skipped) }
      rows = taken
      return true
    }
    return false
  }
}
