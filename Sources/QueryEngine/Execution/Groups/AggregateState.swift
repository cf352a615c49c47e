// What one aggregate knows of all groups: counts, accumulators, and what was seen where each value counts once.

import RDF
import SPARQL
import Storage

/// What one aggregate knows of all groups.
struct AggregateState {
  private let aggregate: CompiledAggregate
  private let evaluator: ExpressionEvaluator
  private let context: EvaluationContext
  /// Whether rows or bound ids are counted, which needs no values.
  private let isCount: Bool
  /// The column of MIN, MAX or SAMPLE, which are found among ids; nil for all else.
  private let extremes: ExtremeIDs?
  private var counts: [Int] = []
  private var accumulators: [AggregateAccumulator] = []
  /// What was seen, where each value counts once: group number and ids.
  private let seen: SeenValues?
  /// The memory of texts that groups collect.
  private let texts: MemoryCharge?
  private let scratch: RowTable
  private let allColumns: [Int]

  init(
    _ aggregate: CompiledAggregate, _ context: EvaluationContext, inputWidth: Int, spills: Bool
  ) {
    self.aggregate = aggregate
    self.context = context
    evaluator = ExpressionEvaluator(context: context)
    isCount = aggregate.function == .count
    extremes = ExtremeIDs(aggregate, context)
    allColumns = Array(0..<inputWidth)
    let width = aggregate.argument == nil ? inputWidth + 1 : 2
    // The least of some values is the least of the different ones.
    seen =
      aggregate.isDistinct && extremes == nil
      ? SeenValues(width: width, spills: spills, context.control) : nil
    if case .groupConcat = aggregate.function {
      texts = MemoryCharge(context.control)
    } else {
      texts = nil
    }
    scratch = RowTable(width: width, capacity: 1)
  }

  /// Bytes for each group, about.
  var groupBytes: Int {
    isCount || extremes != nil ? 8 : MemoryLayout<AggregateAccumulator>.stride + 64
  }

  mutating func add(
    _ columns: [UnsafePointer<UInt64>], rows: Int, _ numbers: [Int32], groups: Int
  ) throws(QueryError) {
    if let extremes { return try extremes.add(columns, rows: rows, numbers, groups: groups) }
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
      try accumulate(try evaluator.value(argument, columns, row), group)
    }
  }

  private mutating func accumulate(_ value: ExpressionValue?, _ group: Int) throws(QueryError) {
    let bytes = accumulators[group].extraBytes
    accumulators[group].add(value)
    if let texts { try texts.add(accumulators[group].extraBytes - bytes) }
  }

  /// Whether a value, or a row, is to be counted now.
  ///
  /// It is, unless it has been seen in its group or has gone to disk. An error in COUNT is never counted.
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
    return try seen.add(scratch.columns.map { UnsafePointer($0) }, 0) == .new
  }

  /// Counts what went to disk.
  private mutating func addSpilled() throws(QueryError) {
    guard let seen else { return }
    try seen.finish { (columns, row) throws(QueryError) in
      let group = Int(columns[0][row])
      if isCount {
        counts[group] += 1
      } else {
        try accumulate(try context.value(of: columns[1][row]), group)
      }
    }
  }

  /// Adds what another state knows, whose group `n` is `mapping[n]` here.
  mutating func merge(
    _ other: AggregateState, _ mapping: [Int], groups: Int
  ) throws(QueryError) {
    if let extremes, let others = other.extremes {
      return try extremes.merge(others, mapping, groups: groups)
    }
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
    let rows = others.rows.rows
    let columns = rows.columns.map { UnsafePointer($0) }
    for row in 0..<rows.count {
      let group = mapping[Int(rows.columns[0][row])]
      rows.columns[0][row] = UInt64(group)
      if try seen.add(columns, row) == .new { counts[group] += 1 }
    }
  }

  mutating func finish(
    groups: Int, into target: UnsafeMutablePointer<UInt64>
  ) throws(QueryError) {
    if let extremes { return extremes.finish(groups: groups, into: target) }
    try addSpilled()
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
