// FILTER.
//
// A condition on one variable depends on the term alone, and terms repeat: what was found for a term is kept in a
// small table, where another term with the same place takes its place.

/// The rows on which a condition is true.
final class FilterOperator: BatchOperator {
  private let input: BatchOperator
  private let condition: CompiledExpression
  private let evaluator: ExpressionEvaluator
  private let sources: [Int]
  private let output: RowTable
  /// What was found for terms of the one column that the condition reads.
  private let known: TermVerdicts?
  private let termColumn: Int

  /// `termColumn` is the column whose term alone decides, or nil where there is more.
  init(
    _ input: BatchOperator, _ condition: CompiledExpression, _ context: EvaluationContext,
    slots: [Slot], termColumn: Int?
  ) {
    self.input = input
    self.condition = condition
    evaluator = ExpressionEvaluator(context: context)
    sources = input.columns(of: slots)
    output = RowTable(width: slots.count, capacity: BatchOperator.batchRows)
    known = termColumn == nil ? nil : TermVerdicts()
    self.termColumn = termColumn ?? 0
    super.init(slots: slots, control: input.control)
  }

  override func produce() throws(QueryError) -> Bool {
    guard try input.next() else { return false }
    output.removeAll()
    try output.reserve(input.rows)
    for row in 0..<input.rows {
      // A condition may be slow (a regular expression, EXISTS), a batch of them longer than one may wait.
      if row & 0x3F == 0x3F { try control.check() }
      guard try holds(row) else { continue }
      for (index, source) in sources.enumerated() {
        output.columns[index][output.count] = input.batch[source][row]
      }
      output.count += 1
    }
    show(output)
    return true
  }

  @inline(__always)
  private func holds(_ row: Int) throws(QueryError) -> Bool {
    guard let known else { return try evaluator.truth(condition, input.batch, row) == true }
    let id = input.batch[termColumn][row]
    if let verdict = known.verdict(on: id) { return verdict }
    let verdict = try evaluator.truth(condition, input.batch, row) == true
    known.keep(verdict, on: id)
    return verdict
  }
}

/// What a condition says of terms met lately; one thread.
final class TermVerdicts {
  private static let bits: UInt64 = 13

  /// 0 is free: what is unbound is not kept.
  private let ids: UnsafeMutablePointer<UInt64>
  private let verdicts: UnsafeMutablePointer<Bool>

  init() {
    ids = .allocate(capacity: 1 << Int(Self.bits))
    ids.initialize(repeating: 0, count: 1 << Int(Self.bits))
    verdicts = .allocate(capacity: 1 << Int(Self.bits))
    verdicts.initialize(repeating: false, count: 1 << Int(Self.bits))
  }

  deinit {
    ids.deallocate()
    verdicts.deallocate()
  }

  @inline(__always)
  private func place(_ id: UInt64) -> Int {
    Int(truncatingIfNeeded: (id &* 0x9E37_79B9_7F4A_7C15) &>> (64 - Self.bits))
  }

  @inline(__always)
  func verdict(on id: UInt64) -> Bool? {
    let place = place(id)
    return id != 0 && ids[place] == id ? verdicts[place] : nil
  }

  @inline(__always)
  func keep(_ verdict: Bool, on id: UInt64) {
    let place = place(id)
    ids[place] = id
    verdicts[place] = verdict
  }
}
