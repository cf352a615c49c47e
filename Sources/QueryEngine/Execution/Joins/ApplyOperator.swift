// Runs an inner plan for each batch of rows and joins what it finds to them.

import Storage

final class ApplyOperator: BatchOperator {
  private let left: BatchOperator
  private let inner: PlanNode
  private let input: PlanInput
  private let kind: JoinKind
  private let builder: OperatorBuilder
  /// Columns of the left side that the inner plan reads.
  private let inputSources: [Int]
  /// Where the output's columns come from: the left side, or the inner plan.
  private let leftSources: [Int?]
  private let innerSlots: Set<Slot>
  private var running: BatchOperator?
  private var matched: [Bool] = []
  private let output: RowTable

  init(
    _ left: BatchOperator, _ inner: PlanNode, _ input: PlanInput, _ kind: JoinKind,
    _ builder: OperatorBuilder, slots: [Slot]
  ) {
    self.left = left
    self.inner = inner
    self.input = input
    self.kind = kind
    self.builder = builder
    inputSources = left.columns(of: input.slots)
    leftSources = slots.map { left.column(of: $0) }
    let fromInner = slots.filter { left.column(of: $0) == nil }
    innerSlots = Set(fromInner).union([input.number])
    output = RowTable(width: slots.count, capacity: BatchOperator.batchRows)
    super.init(slots: slots, control: left.control)
  }

  override func produce() throws(QueryError) -> Bool {
    output.removeAll()
    if running == nil {
      guard try left.next() else { return false }
      running = try start()
    }
    guard let inner = running else { return false }
    if try inner.next() {
      try take(inner)
    } else {
      running = nil
      try takeRest()
    }
    show(output)
    return true
  }

  private func start() throws(QueryError) -> BatchOperator {
    let table = RowTable(width: input.slots.count + 1, capacity: left.rows)
    for (index, source) in inputSources.enumerated() {
      table.columns[index].update(from: left.batch[source], count: left.rows)
    }
    for row in 0..<left.rows { table.columns[input.slots.count][row] = UInt64(row) }
    table.count = left.rows
    matched = Array(repeating: false, count: left.rows)
    return try builder.giving(table, to: input).build(inner, needed: innerSlots)
  }

  /// Notes which rows have matches, and pairs them where pairs are wanted.
  private func take(_ inner: BatchOperator) throws(QueryError) {
    let numbers = inner.batch[inner.columns(of: [input.number])[0]]
    for row in 0..<inner.rows { matched[Int(numbers[row])] = true }
    guard kind == .left || kind == .inner else { return }
    try output.reserve(inner.rows)
    for (index, slot) in slots.enumerated() {
      let target = output.columns[index]
      if let source = leftSources[index] {
        let column = left.batch[source]
        for row in 0..<inner.rows { target[row] = column[Int(numbers[row])] }
      } else if let column = inner.column(of: slot) {
        target.update(from: inner.batch[column], count: inner.rows)
      }
    }
    output.count = inner.rows
  }

  /// After the last match of a batch: the rows that matches, or their lack, decide.
  private func takeRest() throws(QueryError) {
    guard kind != .inner else { return }
    let wanted = kind == .semi
    try output.reserve(left.rows)
    for row in 0..<left.rows where matched[row] == wanted {
      for index in slots.indices {
        output.columns[index][output.count] = leftSources[index].map { left.batch[$0][row] } ?? 0
      }
      output.count += 1
    }
  }
}
