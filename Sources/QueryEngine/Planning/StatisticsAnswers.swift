// What the store's counts answer without reading a quad.
//
//     COUNT(*) of everything, or of a predicate          quads a predicate
//     COUNT(*) for each predicate                        the same, as rows
//     COUNT(DISTINCT ?s), COUNT(DISTINCT ?o)             the headers of blocks, in the order of that column
//     SELECT DISTINCT ?p                                 the predicates
//
// Counts are of all graphs, so they answer only where all quads are seen.

import RDF
import SPARQL
import Storage

extension Planner {
  /// A plan of a group that counts answer, or nil.
  func planCounts(
    _ pattern: Algebra, _ keys: [GroupKey], _ aggregates: [NamedAggregate], _ scope: GraphScope
  ) throws(QueryError) -> PlanNode? {
    guard let places = countedPattern(pattern, scope) else { return nil }
    if keys.isEmpty { return try planTotals(places, aggregates) }
    guard keys.count == 1, keys[0].expression == .variable(keys[0].variable),
      places.subject.variable != nil, places.object.variable != nil,
      places.predicate == .variable(keys[0].variable),
      aggregates.allSatisfy({ countsRows($0.aggregate, places) })
    else { return nil }
    let slots = [variables.slot(keys[0].variable)] + aggregates.map { variables.slot($0.variable) }
    let counted = context.view.summary.predicates
    let table = RowTable(width: slots.count, capacity: counted.count, control: context.control)
    for (row, entry) in counted.enumerated() {
      table.columns[0][row] = entry.id.rawValue
      let count = try integer(entry.counts.quads)
      for column in 1..<slots.count { table.columns[column][row] = count }
    }
    table.count = counted.count
    return rows(table, slots)
  }

  /// A plan of the distinct predicates, or nil where something else is asked.
  func planPredicates(_ algebra: Algebra, _ scope: GraphScope) -> PlanNode? {
    guard case .project(let pattern, let list) = algebra, list.count == 1,
      let places = countedPattern(pattern, scope), places.predicate == .variable(list[0]),
      places.subject.variable != nil, places.object.variable != nil
    else { return nil }
    let counted = context.view.summary.predicates
    let table = RowTable(width: 1, capacity: counted.count, control: context.control)
    for (row, entry) in counted.enumerated() { table.columns[0][row] = entry.id.rawValue }
    table.count = counted.count
    return rows(table, [variables.slot(list[0])])
  }

  /// The pattern where it is one of different variables, in scope of all quads; its predicate may be a term.
  private func countedPattern(_ algebra: Algebra, _ scope: GraphScope) -> TriplePattern? {
    guard case .basic(let patterns) = algebra, patterns.count == 1, scope == .fixed(.everything),
      patterns[0].subject.variable != nil, patterns[0].object.variable != nil,
      Set(patterns[0].variables).count == patterns[0].variables.count
    else { return nil }
    return patterns[0]
  }

  private func countsRows(_ aggregate: Aggregate, _ places: TriplePattern) -> Bool {
    guard aggregate.function == .count, !aggregate.isDistinct else { return false }
    switch aggregate.argument {
    case nil: return true
    case .variable(let variable)?: return places.variables.contains(variable)
    default: return false
    }
  }

  private func planTotals(
    _ places: TriplePattern, _ aggregates: [NamedAggregate]
  ) throws(QueryError) -> PlanNode? {
    let slots = aggregates.map { variables.slot($0.variable) }
    let table = RowTable(width: slots.count, capacity: 1)
    for (column, named) in aggregates.enumerated() {
      guard let count = try total(named.aggregate, places) else { return nil }
      table.columns[column][0] = try integer(count)
    }
    table.count = 1
    return rows(table, slots)
  }

  private func total(
    _ aggregate: Aggregate, _ places: TriplePattern
  ) throws(QueryError) -> Int? {
    let view = context.view
    if countsRows(aggregate, places) {
      guard case .term(let term) = places.predicate else { return view.quadCount }
      guard let id = try context.stored(term) else { return 0 }
      return view.statistics(of: id)?.quads ?? 0
    }
    guard aggregate.function == .count, case .variable(let variable)? = aggregate.argument else {
      return nil
    }
    if case .term(let term) = places.predicate {
      guard let id = try context.stored(term), let known = view.exactStatistics(of: id) else {
        return nil
      }
      return places.subject == .variable(variable) ? known.distinctSubjects : known.distinctObjects
    }
    if places.predicate == .variable(variable) { return view.predicateCount }
    let order: IndexOrder = places.subject == .variable(variable) ? .spog : .ospg
    return try reading { () throws(StorageError) in try view.distinctFirstValues(in: order) }
  }

  private func integer(_ value: Int) throws(QueryError) -> UInt64 {
    try context.id(of: .value(.integer(XSDInteger(value))))
  }

  private func rows(_ table: RowTable, _ slots: [Slot]) -> PlanNode {
    PlanNode(
      .table(table), slots: slots, bound: Set(slots), rows: Double(table.count),
      cost: Double(table.count))
  }
}
