// A hash join whose built side does not fit: both sides go to disk, divided by their keys, and are joined part by part
// (Grace hash join; Kitsuregawa et al. 1983).
//
//     right rows ─► parts ┐
//     left rows  ─► parts ┴─► part by part: build, probe ─► rows
//
// Rows come part by part then. Where the plan counts on the left side's order, what each part gives goes to disk too,
// and is merged by the ids that the left side is sorted by.

import Storage

/// The built side of a hash join.
enum BuiltSide {
  case table(JoinTable)
  /// It did not fit.
  case parts(SpilledParts)

  /// Reads all rows of `source`; the keys that it is divided by are hashed for the first time in `round` 0.
  static func build(
    _ source: BatchOperator, keys: [Int], round: Int
  ) throws(QueryError) -> BuiltSide {
    let control = source.control
    let rows = RowTable(width: source.slots.count, capacity: 1_024, control: control)
    let canSpill = !keys.isEmpty && round < SpilledParts.mostRounds
    while try source.next() {
      guard canSpill, control.spillsAnyway(round: round) || !rows.canHold(source.rows) else {
        try rows.append(source.batch, from: 0, count: source.rows)
        continue
      }
      let parts = try SpilledParts(source.slots, keys: keys, round: round, control)
      let columns = rows.columns.map { UnsafePointer($0) }
      for row in 0..<rows.count { try parts.append(columns, row) }
      rows.removeAll()
      repeat {
        for row in 0..<source.rows { try parts.append(source.batch, row) }
      } while try source.next()
      try parts.finish()
      return .parts(parts)
    }
    return .table(try JoinTable(rows, keys: keys, control))
  }
}

/// Joins two sides that are on disk.
final class SpilledHashJoin {
  private let left: SpilledParts
  private let right: SpilledParts
  private let make: (BatchOperator, BatchOperator, Int) -> BatchOperator
  private var part = 0
  private var current: BatchOperator?

  /// Divides the rows of `source`, the left side; `make` makes the join of two parts, of a round.
  init(
    _ source: BatchOperator, keys: [Int], _ right: SpilledParts,
    make: @escaping (BatchOperator, BatchOperator, Int) -> BatchOperator
  ) throws(QueryError) {
    self.right = right
    self.make = make
    left = try SpilledParts(source.slots, keys: keys, round: right.round, source.control)
    while try source.next() {
      for row in 0..<source.rows { try left.append(source.batch, row) }
    }
    try left.finish()
  }

  /// The join of the next part that has left rows, or nil.
  func nextPart() -> BatchOperator? {
    while part < SpilledParts.partCount {
      defer { part += 1 }
      guard left.rowCount(part) > 0 else { continue }
      return make(left.rows(part), right.rows(part), right.round + 1)
    }
    return nil
  }

  /// The next operator with a batch at hand, or nil at the end.
  func next() throws(QueryError) -> BatchOperator? {
    while true {
      if let current, try current.next() { return current }
      current = nextPart()
      if current == nil { return nil }
    }
  }
}

/// Merges rows that each come sorted by some columns of ids.
final class SortedPartsMerge {
  private let inputs: [BatchOperator]
  private let columns: [Int]
  private var rows: [Int]
  /// Inputs that have a row at hand.
  private var live: [Int] = []

  init(_ inputs: [BatchOperator], by columns: [Int]) throws(QueryError) {
    self.inputs = inputs
    self.columns = columns
    rows = inputs.map { _ in 0 }
    for (number, input) in inputs.enumerated() where try input.next() { live.append(number) }
  }

  /// Appends the next row to a table with room for it; false at the end.
  func take(into table: RowTable) throws(QueryError) -> Bool {
    guard var least = live.first else { return false }
    for other in live.dropFirst() where precedes(other, least) { least = other }
    let (input, row) = (inputs[least], rows[least])
    for index in 0..<table.width { table.columns[index][table.count] = input.batch[index][row] }
    table.count += 1
    rows[least] += 1
    if rows[least] == input.rows {
      rows[least] = 0
      if try !input.next() { live.removeAll { $0 == least } }
    }
    return true
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    for column in columns {
      let (left, right) = (inputs[a].batch[column][rows[a]], inputs[b].batch[column][rows[b]])
      if left != right { return left < right }
    }
    return false
  }
}
