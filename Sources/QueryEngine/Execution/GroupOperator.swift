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

  /// Groups by the columns of `keys` of rows of `width` columns.
  init(
    keys: [Int], _ aggregates: [CompiledAggregate], _ context: EvaluationContext, width: Int
  ) {
    self.keys = keys
    self.context = context
    groups = RowSet(width: keys.count, control: context.control)
    states = aggregates.map { AggregateState($0, context, inputWidth: width) }
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

final class GroupOperator: BatchOperator {
  private let input: BatchOperator
  private let groups: GroupTable
  private var output: RowTable?
  private var shown = 0

  /// Groups by the columns of `keys`; `slots` are those of the keys and of the aggregates.
  init(
    _ input: BatchOperator, keys: [Int], _ aggregates: [CompiledAggregate],
    _ context: EvaluationContext, slots: [Slot]
  ) {
    self.input = input
    groups = GroupTable(keys: keys, aggregates, context, width: input.slots.count)
    super.init(slots: slots, control: input.control)
  }

  override func produce() throws(QueryError) -> Bool {
    if output == nil {
      while try input.next() { try groups.add(input) }
      output = try groups.finish()
    }
    guard let output else { return false }
    return show(output, from: &shown)
  }
}

/// What one aggregate knows of all groups.
struct AggregateState {
  private let aggregate: CompiledAggregate
  private let evaluator: ExpressionEvaluator
  private let context: EvaluationContext
  /// Whether rows or bound ids are counted, which needs no values.
  private let isCount: Bool
  private var counts: [Int] = []
  private var accumulators: [AggregateAccumulator] = []
  /// What was seen, where each value counts once: group number and ids.
  private let seen: RowSet?
  private let scratch: RowTable
  private let allColumns: [Int]

  init(_ aggregate: CompiledAggregate, _ context: EvaluationContext, inputWidth: Int) {
    self.aggregate = aggregate
    self.context = context
    evaluator = ExpressionEvaluator(context: context)
    isCount = aggregate.function == .count
    allColumns = Array(0..<inputWidth)
    let width = aggregate.argument == nil ? inputWidth + 1 : 2
    seen = aggregate.isDistinct ? RowSet(width: width, control: context.control) : nil
    scratch = RowTable(width: width, capacity: 1)
  }

  mutating func add(
    _ columns: [UnsafePointer<UInt64>], rows: Int, _ numbers: [Int32], groups: Int
  ) throws(QueryError) {
    if isCount {
      while counts.count < groups { counts.append(0) }
    } else {
      while accumulators.count < groups {
        accumulators.append(AggregateAccumulator(aggregate.function))
      }
    }
    if isCount, seen == nil {
      try count(columns, rows, numbers)
    } else {
      for row in 0..<rows { try addValue(columns, row, Int(numbers[row])) }
    }
  }

  private mutating func count(
    _ columns: [UnsafePointer<UInt64>], _ rows: Int, _ numbers: [Int32]
  ) throws(QueryError) {
    switch aggregate.argument {
    case nil:
      if counts.count == 1 {
        counts[0] += rows
      } else {
        for row in 0..<rows { counts[Int(numbers[row])] += 1 }
      }
    case .column(let column)?:
      for row in 0..<rows where columns[column][row] != 0 { counts[Int(numbers[row])] += 1 }
    case let argument?:
      for row in 0..<rows where try evaluator.value(argument, columns, row) != nil {
        counts[Int(numbers[row])] += 1
      }
    }
  }

  private mutating func addValue(
    _ columns: [UnsafePointer<UInt64>], _ row: Int, _ group: Int
  ) throws(QueryError) {
    if seen != nil, try !isNew(columns, row, group) { return }
    if isCount {
      counts[group] += 1
    } else if let argument = aggregate.argument {
      accumulators[group].add(try evaluator.value(argument, columns, row))
    }
  }

  /// Whether a value, or a row, has not been seen in its group; an error in COUNT is never counted.
  private func isNew(
    _ columns: [UnsafePointer<UInt64>], _ row: Int, _ group: Int
  ) throws(QueryError) -> Bool {
    guard let seen else { return true }
    scratch.columns[0][0] = UInt64(group)
    if let argument = aggregate.argument {
      let id = try evaluator.id(argument, columns, row)
      if id == 0 { return !isCount }
      scratch.columns[1][0] = id
    } else {
      for column in allColumns { scratch.columns[column + 1][0] = columns[column][row] }
    }
    let pointers = scratch.columns.map { UnsafePointer($0) }
    return try seen.insert(pointers, Array(pointers.indices), 0).isNew
  }

  /// Adds what another state knows, whose group `n` is `mapping[n]` here.
  mutating func merge(
    _ other: AggregateState, _ mapping: [Int], groups: Int
  ) throws(QueryError) {
    if isCount {
      while counts.count < groups { counts.append(0) }
    } else {
      while accumulators.count < groups {
        accumulators.append(AggregateAccumulator(aggregate.function))
      }
    }
    guard let seen, let others = other.seen else {
      for (group, count) in other.counts.enumerated() { counts[mapping[group]] += count }
      for (group, accumulator) in other.accumulators.enumerated() {
        accumulators[mapping[group]].merge(accumulator)
      }
      return
    }
    precondition(isCount, "only counts of distinct values are divided among threads")
    let columns = others.rows.columns.map { UnsafePointer($0) }
    let sources = Array(columns.indices)
    for row in 0..<others.rows.count {
      let group = mapping[Int(others.rows.columns[0][row])]
      others.rows.columns[0][row] = UInt64(group)
      if try seen.insert(columns, sources, row).isNew { counts[group] += 1 }
    }
  }

  mutating func finish(
    groups: Int, into target: UnsafeMutablePointer<UInt64>
  ) throws(QueryError) {
    for group in 0..<groups {
      if isCount {
        let count = group < counts.count ? counts[group] : 0
        target[group] = try context.id(of: .value(.integer(XSDInteger(count))))
      } else {
        let accumulator =
          group < accumulators.count
          ? accumulators[group] : AggregateAccumulator(aggregate.function)
        target[group] = try context.id(of: accumulator.result)
      }
    }
  }
}
