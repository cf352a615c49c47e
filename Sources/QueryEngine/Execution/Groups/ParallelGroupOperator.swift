// GROUP BY on several threads: each groups the parts that it takes for itself; at the end the tables are merged.

import Storage

final class ParallelGroupOperator: BatchOperator {
  private let work: PartitionedWork<GroupTable>
  private let contexts: [EvaluationContext]
  private var output: RowTable?
  private var shown = 0

  /// Groups what `make` gives for each of `parts`, a thread for each of `contexts`.
  init(
    _ parts: [Partition], contexts: [EvaluationContext], slots: [Slot], control: QueryControl,
    make: @escaping (EvaluationContext, Partition) throws(QueryError) -> BatchOperator,
    makeTable: @escaping (EvaluationContext) throws(QueryError) -> GroupTable
  ) {
    work = PartitionedWork(parts, make: make, start: makeTable) {
      (table, input, _, _) throws(QueryError) in
      while try input.next() { try table.add(input) }
    }
    self.contexts = contexts
    super.init(slots: slots, control: control)
  }

  override func produce() throws(QueryError) -> Bool {
    if output == nil {
      let tables = try work.run(contexts)
      guard let first = tables.first else { return false }
      for other in tables.dropFirst() { try first.merge(other) }
      output = try first.finish()
    }
    guard let output else { return false }
    return show(output, from: &shown)
  }
}
