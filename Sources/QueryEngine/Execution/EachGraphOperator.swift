// A pattern in each named graph, one graph after the other, planned anew for each: statistics differ.

import SPARQL
import Storage

final class EachGraphOperator: BatchOperator {
  private let planner: Planner
  private let pattern: Algebra
  private let graph: Slot
  private let names: [TermID]
  private var next = 0
  private var current: BatchOperator?
  private let output: RowTable

  init(_ planner: Planner, _ pattern: Algebra, _ graph: Slot, _ names: [TermID], slots: [Slot]) {
    self.planner = planner
    self.pattern = pattern
    self.graph = graph
    self.names = names
    output = RowTable(width: slots.count, capacity: BatchOperator.batchRows)
    super.init(slots: slots, control: planner.context.control)
  }

  override func produce() throws(QueryError) -> Bool {
    while true {
      if let current, try current.next() {
        try take(current, names[next - 1].rawValue)
        return true
      }
      guard next < names.count else { return false }
      let plan = try planner.plan(pattern, .fixed(.one(names[next])))
      next += 1
      current = try OperatorBuilder(planner).build(plan, needed: Set(slots).union([graph]))
    }
  }

  /// Takes the rows that agree with the graph they are of.
  private func take(_ input: BatchOperator, _ name: UInt64) throws(QueryError) {
    output.removeAll()
    try output.reserve(input.rows)
    let own = input.column(of: graph)
    let sources = slots.map { $0 == graph ? nil : input.column(of: $0) }
    for row in 0..<input.rows {
      if let own, input.batch[own][row] != 0, input.batch[own][row] != name { continue }
      for (index, source) in sources.enumerated() {
        let value: UInt64 =
          if slots[index] == graph { name } else { source.map { input.batch[$0][row] } ?? 0 }
        output.columns[index][output.count] = value
      }
      output.count += 1
    }
    show(output)
  }
}
