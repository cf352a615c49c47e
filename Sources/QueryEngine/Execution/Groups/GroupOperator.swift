// GROUP BY: rows by the ids of their keys, and aggregates of each group.
//
//     key ids ─► RowSet ─► group number ─► one state an aggregate
//
// Counts are plain integers, COUNT(DISTINCT) is a set of (group, id); only sums, extremes and concatenations look
// at values.

import RDF
import SPARQL
import Storage

/// An aggregate over columns.
struct CompiledAggregate {
  var function: Aggregate.Function
  /// Nil counts rows.
  var argument: CompiledExpression?
  var isDistinct: Bool
}

/// Groups and what their aggregates know; one thread.
final class GroupTable {
  private let keys: [Int]
  private let context: EvaluationContext
  private var states: [AggregateState]
  private let groups: RowSet
  private var numbers: [Int32] = []
  /// Rows of a batch whose groups are known, where others are spilled.
  private var known: RowTable?
  private var chargedBytes = 0

  /// Groups by the columns of `keys` of rows of `width` columns; one that `spills` is never merged.
  init(
    keys: [Int], _ aggregates: [CompiledAggregate], _ context: EvaluationContext, width: Int,
    spills: Bool
  ) {
    self.keys = keys
    self.context = context
    groups = RowSet(width: keys.count, control: context.control)
    states = aggregates.map { AggregateState($0, context, inputWidth: width, spills: spills) }
  }

  deinit { context.control.release(bytes: chargedBytes) }

  /// Bytes of memory held, about.
  var footprintBytes: Int { groups.footprintBytes + chargedBytes }

  /// Groups so far.
  var count: Int { groups.rows.count }

  /// Makes room for so many more groups, or returns false where the query has not the memory.
  func makeRoom(for added: Int) -> Bool {
    guard groups.makeRoom(for: added) else { return false }
    let wanted = (groups.rows.count + added) * states.reduce(0) { $0 + $1.groupBytes }
    guard wanted > chargedBytes else { return true }
    let more = max(wanted, 2 * chargedBytes) - chargedBytes
    guard context.control.reserveIfFree(bytes: more) else { return false }
    chargedBytes += more
    return true
  }

  /// Adds the rows of the current batch of `input` whose groups are known and gives the others to `spilled`.
  func addKnown(_ input: BatchOperator, others spilled: SpilledParts) throws(QueryError) {
    let known = known ?? RowTable(width: input.slots.count, capacity: BatchOperator.batchRows)
    self.known = known
    known.removeAll()
    try known.reserve(input.rows)
    numbers.removeAll(keepingCapacity: true)
    for row in 0..<input.rows {
      guard let number = groups.find(input.batch, keys, row) else {
        try spilled.append(input.batch, row)
        continue
      }
      numbers.append(Int32(truncatingIfNeeded: number))
      for column in 0..<known.width {
        known.columns[column][known.count] = input.batch[column][row]
      }
      known.count += 1
    }
    let columns = known.columns.map { UnsafePointer($0) }
    for index in states.indices {
      try states[index].add(columns, rows: known.count, numbers, groups: groups.rows.count)
    }
  }

  /// Adds the current batch of `input`.
  func add(_ input: BatchOperator) throws(QueryError) {
    numbers.removeAll(keepingCapacity: true)
    if keys.isEmpty {
      if groups.rows.count == 0 { _ = try groups.insert(input.batch, [], 0) }
      for _ in 0..<input.rows { numbers.append(0) }
    } else {
      for row in 0..<input.rows {
        let number = try groups.insert(input.batch, keys, row).number
        numbers.append(Int32(truncatingIfNeeded: number))
      }
    }
    for index in states.indices {
      try states[index].add(input.batch, rows: input.rows, numbers, groups: groups.rows.count)
    }
  }

  /// Adds what another table knows.
  func merge(_ other: GroupTable) throws(QueryError) {
    let columns = other.groups.rows.columns.map { UnsafePointer($0) }
    let sources = Array(columns.indices)
    var mapping: [Int] = []
    for row in 0..<other.groups.rows.count {
      mapping.append(try groups.insert(columns, sources, row).number)
    }
    for index in states.indices {
      try states[index].merge(other.states[index], mapping, groups: groups.rows.count)
    }
  }

  /// The groups as rows: keys, then aggregates.
  func finish() throws(QueryError) -> RowTable {
    // Without keys there is one group, even of nothing.
    if keys.isEmpty, groups.rows.count == 0 { _ = try groups.insert([], [], 0) }
    let count = groups.rows.count
    let table = RowTable(
      width: keys.count + states.count, capacity: count, control: context.control)
    for index in keys.indices {
      table.columns[index].update(from: groups.rows.columns[index], count: count)
    }
    for index in states.indices {
      try states[index].finish(groups: count, into: table.columns[keys.count + index])
    }
    table.count = count
    return table
  }
}

/// Groups rows; groups that do not fit go to disk and are looked at part by part.
final class GroupOperator: BatchOperator {
  private var input: BatchOperator
  private let keys: [Int]
  private let makeTable: () throws(QueryError) -> GroupTable
  private var output: RowTable?
  private var shown = 0
  /// Divisions whose parts are still to be looked at, each with its next part.
  private var waiting: [(parts: SpilledParts, next: Int)] = []
  private var round = 0
  private var mostBytes = 0

  /// Groups by the columns of `keys`; `slots` are those of the keys and of the aggregates.
  init(
    _ input: BatchOperator, keys: [Int], slots: [Slot],
    makeTable: @escaping () throws(QueryError) -> GroupTable
  ) {
    self.input = input
    self.keys = keys
    self.makeTable = makeTable
    super.init(slots: slots, control: input.control)
  }

  override var footprintBytes: Int { mostBytes + (output?.footprintBytes ?? 0) }

  override func produce() throws(QueryError) -> Bool {
    if output == nil { output = try grouped() }
    while true {
      guard let output else { return false }
      if show(output, from: &shown) { return true }
      self.output = nil
      guard nextPart() else { return false }
      self.output = try grouped()
      shown = 0
    }
  }

  /// The groups of the input, but for those that are spilled.
  private func grouped() throws(QueryError) -> RowTable {
    let groups = try makeTable()
    var spilled: SpilledParts?
    while try input.next() {
      if spilled == nil, !keys.isEmpty, isFull(groups) {
        guard round < SpilledParts.mostRounds else {
          throw .memoryExceeded(limitBytes: control.memoryBytes)
        }
        spilled = try SpilledParts(input.slots, keys: keys, round: round, control)
      }
      if let spilled {
        try groups.addKnown(input, others: spilled)
      } else {
        try groups.add(input)
      }
    }
    if let spilled {
      try spilled.finish()
      waiting.append((spilled, 0))
    }
    mostBytes = max(mostBytes, groups.footprintBytes)
    return try groups.finish()
  }

  private func isFull(_ groups: GroupTable) -> Bool {
    if control.spillsAnyway(round: round), groups.count > 0 { return true }
    return !groups.makeRoom(for: input.rows)
  }

  /// Goes to the next part on disk; false where there is none.
  private func nextPart() -> Bool {
    while let (parts, next) = waiting.last {
      guard next < SpilledParts.partCount else {
        waiting.removeLast()
        continue
      }
      waiting[waiting.count - 1].next += 1
      guard parts.rowCount(next) > 0 else { continue }
      round = parts.round + 1
      input = parts.rows(next)
      return true
    }
    return false
  }
}
