// Operators that evaluate expressions: BIND, the condition of OPTIONAL.

/// More columns: values of expressions, unbound where one is an error.
///
/// Several at once go row by row, so that BNODE("a") means one node in all of them.
final class ExtendOperator: BatchOperator {
  private let input: BatchOperator
  private let expressions: [CompiledExpression]
  private let context: EvaluationContext
  private let evaluator: ExpressionEvaluator
  private let values: RowTable

  /// Column `input.slots.count + i` of an expression is the value of the one numbered `i`, which comes before it.
  init(
    _ input: BatchOperator, _ slots: [Slot], _ expressions: [CompiledExpression],
    _ context: EvaluationContext
  ) {
    self.input = input
    self.expressions = expressions
    self.context = context
    evaluator = ExpressionEvaluator(context: context)
    values = RowTable(width: slots.count, capacity: BatchOperator.batchRows)
    super.init(slots: input.slots + slots, control: input.control)
  }

  override func produce() throws(QueryError) -> Bool {
    guard try input.next() else { return false }
    values.removeAll()
    try values.reserve(input.rows)
    batch.removeAll(keepingCapacity: true)
    batch.append(contentsOf: input.batch)
    for column in values.columns { batch.append(UnsafePointer(column)) }
    for row in 0..<input.rows {
      if row & 0x3F == 0x3F { try control.check() }
      context.functions.solution += 1
      for (index, expression) in expressions.enumerated() {
        values.columns[index][row] = try evaluator.id(expression, batch, row)
      }
    }
    rows = input.rows
    return true
  }
}

/// A condition on a left row and a row of a built table.
final class PairCondition {
  /// Where a variable of the condition comes from.
  enum Source {
    case left(Int)
    case right(Int)
    case either(Int, Int)
  }

  private let condition: CompiledExpression
  private let evaluator: ExpressionEvaluator
  private let sources: [Source]
  private let row: RowTable
  private let columns: [UnsafePointer<UInt64>]

  /// The columns of `condition` are the places in `sources`.
  init(_ condition: CompiledExpression, _ sources: [Source], _ context: EvaluationContext) {
    self.condition = condition
    self.sources = sources
    evaluator = ExpressionEvaluator(context: context)
    row = RowTable(width: sources.count, capacity: 1)
    columns = row.columns.map { UnsafePointer($0) }
  }

  func holds(
    _ left: [UnsafePointer<UInt64>], _ leftRow: Int, _ right: [UnsafeMutablePointer<UInt64>],
    _ rightRow: Int
  ) throws(QueryError) -> Bool {
    for (index, source) in sources.enumerated() {
      row.columns[index][0] =
        switch source {
        case .left(let column): left[column][leftRow]
        case .right(let column): right[column][rightRow]
        case .either(let a, let b):
          left[a][leftRow] != 0 ? left[a][leftRow] : right[b][rightRow]
        }
    }
    return try evaluator.truth(condition, columns, 0) == true
  }
}
