// ORDER BY: rows in memory, sorted by the values of their keys.
//
// Keys that ids order (inline numbers, equal terms) are compared as ids; others as values, which are decoded once a
// row. With a LIMIT only the best rows are kept: whenever twice as many have come, the worse half goes.

import SPARQL
import Storage

/// A condition of ORDER BY over columns.
struct CompiledOrder {
  var expression: CompiledExpression
  var isDescending: Bool
}

final class SortOperator: BatchOperator {
  private let input: BatchOperator
  private let conditions: [CompiledOrder]
  private let evaluator: ExpressionEvaluator
  /// Rows that are wanted at most, or nil for all.
  private let limit: Int?
  private var keys: [[ExpressionValue?]] = []
  private var table: RowTable
  private var order: [Int32]?
  private var place = 0
  private let output: RowTable

  /// Sorts by `conditions`; rows that they do not tell apart keep their order.
  init(
    _ input: BatchOperator, _ conditions: [CompiledOrder], limit: Int?,
    _ context: EvaluationContext
  ) {
    self.input = input
    self.conditions = conditions
    self.limit = limit
    evaluator = ExpressionEvaluator(context: context)
    keys = Array(repeating: [], count: conditions.count)
    table = RowTable(width: input.slots.count, capacity: 1_024, control: input.control)
    output = RowTable(width: input.slots.count, capacity: BatchOperator.batchRows)
    super.init(slots: input.slots, control: input.control)
  }

  override func produce() throws(QueryError) -> Bool {
    let order = try sorted()
    guard place < order.count else { return false }
    output.removeAll()
    let count = min(BatchOperator.batchRows, order.count - place)
    for column in table.columns.indices {
      let (source, target) = (table.columns[column], output.columns[column])
      for row in 0..<count { target[row] = source[Int(order[place + row])] }
    }
    output.count = count
    place += count
    show(output)
    return true
  }

  private func sorted() throws(QueryError) -> [Int32] {
    if let order { return order }
    let threshold = limit.map { 2 * $0 + 4 * BatchOperator.batchRows }
    while try input.next() {
      try table.append(input.batch, from: 0, count: input.rows)
      for (index, condition) in conditions.enumerated() {
        for row in 0..<input.rows {
          keys[index].append(try evaluator.value(condition.expression, input.batch, row))
        }
      }
      if let limit, let threshold, table.count > threshold { try keepBest(limit) }
    }
    var order = try sortedRows()
    if let limit, order.count > limit { order.removeLast(order.count - limit) }
    self.order = order
    return order
  }

  private func sortedRows() throws(QueryError) -> [Int32] {
    guard table.count < Int(Int32.max) else {
      throw .memoryExceeded(limitBytes: control.memoryBytes)
    }
    var order = (0..<Int32(table.count)).map { $0 }
    order.sort { precedes(Int($0), Int($1)) }
    return order
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    for (index, condition) in conditions.enumerated() {
      switch SolutionOrder.compareValues(keys[index][a], keys[index][b]) {
      case .even: continue
      case .ascending: return !condition.isDescending
      case .descending: return condition.isDescending
      }
    }
    return a < b
  }

  /// Drops all rows but the first `limit` in order.
  private func keepBest(_ limit: Int) throws(QueryError) {
    let order = try sortedRows().prefix(limit)
    let kept = RowTable(width: table.width, capacity: max(limit, 1_024), control: control)
    try kept.reserve(order.count)
    for column in table.columns.indices {
      for (row, source) in order.enumerated() {
        kept.columns[column][row] = table.columns[column][Int(source)]
      }
    }
    kept.count = order.count
    for index in keys.indices { keys[index] = order.map { keys[index][Int($0)] } }
    table = kept
  }
}
