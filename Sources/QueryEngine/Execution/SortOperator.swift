// ORDER BY: rows in memory, sorted by their keys; runs on disk where they are more than the memory holds.
//
//     rows ─► run full? ─► sort ─► spill file          all runs ─► merge ─► batches
//
// With a LIMIT only the best rows are kept: whenever twice as many have come, the worse half goes.

import SPARQL
import Storage

/// A condition of ORDER BY: a column of ids.
struct SortColumn {
  var column: Int
  var isDescending: Bool
}

/// Rows and their keys, to be sorted; one thread.
final class SortRun {
  let rows: RowTable
  private let conditions: [SortColumn]
  private let keys: [SortKeys]
  private let context: EvaluationContext

  init(width: Int, _ conditions: [SortColumn], _ context: EvaluationContext, capacity: Int) {
    self.conditions = conditions
    self.context = context
    rows = RowTable(width: width, capacity: capacity)
    keys = conditions.map { _ in SortKeys(context) }
  }

  /// Bytes of memory held, about.
  var footprintBytes: Int { rows.footprintBytes + keys.reduce(0) { $0 + $1.footprintBytes } }

  /// Adds rows.
  func append(
    _ columns: [UnsafePointer<UInt64>], from first: Int, count: Int
  ) throws(QueryError) {
    try rows.append(columns, from: first, count: count)
    try addKeys(count)
  }

  /// Adds the keys of the last `count` rows.
  func addKeys(_ count: Int) throws(QueryError) {
    for (index, condition) in conditions.enumerated() {
      let column = rows.columns[condition.column]
      for row in rows.count - count..<rows.count { try keys[index].append(column[row]) }
    }
  }

  func removeAll() {
    rows.removeAll()
    for key in keys { key.removeAll() }
  }

  /// Takes the last row away.
  func removeLast() {
    rows.count -= 1
    for key in keys { key.removeLast() }
  }

  /// Whether a row comes before one of another run, or of this one.
  @inline(__always)
  func order(_ row: Int, _ other: SortRun, _ otherRow: Int) throws(QueryError) -> SortingOrder {
    for index in conditions.indices {
      let order = try keys[index].order(row, other.keys[index], otherRow)
      if order != .even { return conditions[index].isDescending ? order.reversed : order }
    }
    return .even
  }

  /// The rows in order; those that are even keep theirs.
  func sorted() throws(QueryError) -> [Int32] {
    var order = (0..<Int32(rows.count)).map { $0 }
    var failure: QueryError?
    order.sort { a, b in
      do throws(QueryError) {
        switch try self.order(Int(a), self, Int(b)) {
        case .ascending: return true
        case .descending: return false
        case .even: return a < b
        }
      } catch {
        failure = error
        return a < b
      }
    }
    if let failure { throw failure }
    return order
  }
}

final class SortOperator: BatchOperator {
  private let input: BatchOperator
  private let conditions: [SortColumn]
  private let context: EvaluationContext
  /// Rows that are wanted at most, or nil for all.
  private let limit: Int?
  private var run: SortRun
  /// The last of the best rows so far, or -1 before there are so many.
  private var worst = -1
  private var order: [Int32]?
  private var place = 0
  private var merge: SortMerge?
  private var spill: SpilledRuns?
  private let output: RowTable

  /// Sorts by `conditions`; rows that they do not tell apart keep their order.
  init(
    _ input: BatchOperator, _ conditions: [SortColumn], limit: Int?, _ context: EvaluationContext
  ) {
    self.input = input
    self.conditions = conditions
    self.limit = limit
    self.context = context
    run = SortRun(width: input.slots.count, conditions, context, capacity: 1_024)
    output = RowTable(width: input.slots.count, capacity: BatchOperator.batchRows)
    super.init(slots: input.slots, control: input.control)
  }

  override func produce() throws(QueryError) -> Bool {
    if order == nil { try readAll() }
    output.removeAll()
    if let merge {
      while output.count < BatchOperator.batchRows, try merge.take(into: output) {}
    } else if let order {
      let count = min(BatchOperator.batchRows, order.count - place)
      for column in output.columns.indices {
        let (source, target) = (run.rows.columns[column], output.columns[column])
        for row in 0..<count { target[row] = source[Int(order[place + row])] }
      }
      output.count = count
      place += count
    }
    show(output)
    return output.count > 0
  }

  private func readAll() throws(QueryError) {
    let threshold = limit.map { 2 * $0 + 4 * BatchOperator.batchRows }
    // Half for the run; sorting and merging take some too.
    let most = control.memoryBytes / 2
    while try input.next() {
      if worst >= 0 {
        try appendBetter(than: worst)
      } else {
        try run.append(input.batch, from: 0, count: input.rows)
      }
      if let limit, let threshold, run.rows.count > threshold { try keepBest(limit) }
      if run.footprintBytes > most || run.rows.count > Int(Int32.max) / 2 { try spillRun() }
    }
    if spill != nil {
      try spillRun()
      merge = try spill?.merge()
      order = []
    } else {
      order = try run.sorted()
    }
  }

  /// Adds the rows of the batch that come before a kept one: others are not among the first.
  private func appendBetter(than worst: Int) throws(QueryError) {
    for row in 0..<input.rows {
      try run.append(input.batch, from: row, count: 1)
      let order = try run.order(run.rows.count - 1, run, worst)
      if order != .ascending { run.removeLast() }
    }
  }

  private func spillRun() throws(QueryError) {
    if spill == nil { spill = try SpilledRuns(width: input.slots.count, conditions, context) }
    try spill?.append(run, try run.sorted())
    run.removeAll()
  }

  /// Drops all rows but the first `limit` in order.
  private func keepBest(_ limit: Int) throws(QueryError) {
    let order = try run.sorted().prefix(limit)
    let kept = SortRun(
      width: input.slots.count, conditions, context, capacity: max(order.count, 1_024))
    for column in kept.rows.columns.indices {
      for (row, source) in order.enumerated() {
        kept.rows.columns[column][row] = run.rows.columns[column][Int(source)]
      }
    }
    kept.rows.count = order.count
    try kept.addKeys(order.count)
    run = kept
    worst = limit > 0 ? order.count - 1 : -1
  }
}
