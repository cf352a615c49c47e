// GRAPH: a pattern in one named graph, or in each.
//
// In each graph at once where that means the same: the graph is a fourth variable of every triple pattern. Where
// an operator would mix solutions of different graphs (a LIMIT, MINUS, a path), the graphs are gone through one by
// one.

import RDF
import SPARQL
import Storage

extension Planner {
  func addGraph(
    _ name: PatternTerm, _ pattern: Algebra, to group: inout JoinGroup
  ) throws(QueryError) {
    switch name {
    case .term(let term):
      let known = try context.stored(term)
      guard let id = known, dataset.namedGraphs(context.view).contains(id) else {
        group.isEmpty = true
        return
      }
      add(try plan(pattern, .fixed(.one(id))), to: &group)
    case .variable(let variable):
      let slot = variables.slot(variable)
      if canMatchTogether(pattern, variable) {
        add(try plan(pattern, .variable(slot, dataset.named)), to: &group)
      } else {
        add(try planEach(pattern, slot), to: &group)
      }
    }
  }

  /// The named graphs as rows.
  func graphNames(_ slot: Slot) -> PlanNode {
    let names = dataset.namedGraphs(context.view)
    let table = RowTable(width: 1, capacity: names.count)
    for (row, id) in names.enumerated() { table.columns[0][row] = id.rawValue }
    table.count = names.count
    return PlanNode(
      .table(table), slots: [slot], bound: [slot], sorting: [slot], rows: Double(names.count),
      cost: Double(names.count))
  }

  private func planEach(_ pattern: Algebra, _ slot: Slot) throws(QueryError) -> PlanNode {
    let names = dataset.namedGraphs(context.view)
    let inner = slots(pattern.mentionedVariables.filter { !$0.isGenerated }).subtracting([slot])
    let certain = slots(pattern.certainVariables).intersection(inner)
    return PlanNode(
      .eachGraph(pattern, slot, names), slots: inner.sorted() + [slot],
      bound: certain.union([slot]),
      rows: Double(names.count) * 100, cost: Double(names.count) * 1e5)
  }

  /// Whether matching a pattern in all graphs at once gives the solutions of each graph.
  ///
  /// A condition that reads the graph's own variable would see it bound, which it is not inside GRAPH.
  private func canMatchTogether(_ pattern: Algebra, _ graph: Variable) -> Bool {
    switch pattern {
    case .basic: true
    case .values(let table): !table.variables.contains(graph)
    case .join(let a, let b), .union(let a, let b):
      canMatchTogether(a, graph) && canMatchTogether(b, graph)
    case .leftJoin(let a, let b, let condition):
      // Whether there is a match must not depend on the graph's name, which is joined only afterwards.
      canMatchTogether(a, graph) && canMatchTogether(b, graph)
        && !a.mentionedVariables.union(b.mentionedVariables).contains(graph)
        && condition.map { isBlind($0, to: graph) } ?? true
    case .filter(let condition, let a):
      canMatchTogether(a, graph) && isBlind(condition, to: graph)
    case .extend(let a, let variable, let expression):
      variable != graph && canMatchTogether(a, graph) && isBlind(expression, to: graph)
    default: false
    }
  }

  private func isBlind(_ expression: QueryExpression, to graph: Variable) -> Bool {
    !expression.hasExists && !expression.mentionedVariables.contains(graph)
  }
}
