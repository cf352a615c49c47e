// From algebra to plan.
//
//     join groups (Planner+Groups)     patterns, paths and sub-plans that all hold, ordered by JoinPlanner
//     everything else (here)           one node an operator, above or beside them
//
// A pattern is planned in a scope: the graphs that its triple patterns are matched in.

import RDF
import SPARQL
import Storage

/// Plans one query; one thread.
final class Planner {
  let context: EvaluationContext
  let dataset: QueryDataset
  let variables: VariableTable
  let patterns: PatternPlanner
  /// The subqueries that the query has several times, and the plans of those that have been planned.
  private var repeated = RepeatedQueries(.unit)
  private var shared: [String: [GraphScope: PlanNode]] = [:]

  init(_ context: EvaluationContext, dataset: QueryDataset, variables: VariableTable) {
    self.context = context
    self.dataset = dataset
    self.variables = variables
    patterns = PatternPlanner(view: context.view)
  }

  /// The same planner for another thread, which plans nothing new.
  func with(_ context: EvaluationContext) -> Planner {
    Planner(context, dataset: dataset, variables: variables)
  }

  /// The scope of a query's outermost pattern.
  var outermost: GraphScope { .fixed(dataset.defaultGraph) }

  /// A plan of a whole query's pattern.
  func plan(whole algebra: Algebra) throws(QueryError) -> PlanNode {
    repeated = RepeatedQueries(algebra)
    return try plan(algebra, outermost)
  }

  /// A plan of a pattern.
  func plan(_ algebra: Algebra, _ scope: GraphScope) throws(QueryError) -> PlanNode {
    guard let key = repeated.key(algebra) else { return try planHere(algebra, scope) }
    if let known = shared[key]?[scope] { return known }
    let node = try planHere(algebra, scope)
    let whole = PlanNode(
      .shared(node), slots: node.slots, bound: node.bound, sorting: node.sorting, rows: node.rows,
      cost: node.cost + node.rows * Costs.outputRow, distinct: node.distinct)
    shared[key, default: [:]][scope] = whole
    return whole
  }

  /// A plan of a pattern that is run where it stands.
  private func planHere(_ algebra: Algebra, _ scope: GraphScope) throws(QueryError) -> PlanNode {
    try context.control.check()
    switch algebra {
    case .basic, .join, .filter, .path, .values, .graph: return try planGroup(algebra, scope)
    case .leftJoin(let a, let b, let condition):
      return try joined(try plan(a, scope), a, b, .left, condition: condition, scope)
    case .union(let a, let b): return try planUnion([a, b], scope)
    case .extend: return try planExtend(algebra, scope)
    case .minus(let a, let b): return try joined(try plan(a, scope), a, b, .minus, scope)
    case .service(let call): return planService(call, nil)
    case .group(let a, let keys, let aggregates):
      return try planGroupBy(a, keys, aggregates, scope)
    case .orderBy(let a, let conditions): return try planSort(a, conditions, nil, scope)
    case .project(let a, let list): return try planProject(a, list, scope)
    case .distinct(let a):
      if let predicates = planPredicates(a, scope) { return predicates }
      return distinct(try plan(a, scope))
    case .reduced(let a): return try plan(a, scope)
    case .slice(let a, let offset, let limit): return try planSlice(a, offset, limit, scope)
    }
  }

  func slots(_ variables: some Sequence<Variable>) -> Set<Slot> {
    Set(variables.map { self.variables.slot($0) })
  }

  // MARK: two patterns

  private func planUnion(
    _ parts: [Algebra], _ scope: GraphScope
  ) throws(QueryError) -> PlanNode {
    var nodes: [PlanNode] = []
    for part in parts {
      if case .union(let a, let b) = part {
        let inner = try planUnion([a, b], scope)
        if case .union(let list) = inner.operation { nodes += list } else { nodes.append(inner) }
      } else {
        nodes.append(try plan(part, scope))
      }
    }
    return union(nodes)
  }

  func union(_ nodes: [PlanNode]) -> PlanNode {
    var slots: [Slot] = []
    for node in nodes { slots = JoinNodes.merged(slots, node.slots) }
    var bound = nodes.first?.bound ?? []
    for node in nodes { bound.formIntersection(node.bound) }
    return PlanNode(
      .union(nodes), slots: slots, bound: bound, rows: nodes.reduce(0) { $0 + $1.rows },
      cost: nodes.reduce(0) { $0 + $1.cost })
  }

  // MARK: one pattern

  private func planExtend(
    _ algebra: Algebra, _ scope: GraphScope
  ) throws(QueryError) -> PlanNode {
    // Neighbours become one node, which goes row by row.
    var extensions: [PlanNode.Extension] = []
    var inner = algebra
    while case .extend(let a, let variable, let expression) = inner {
      extensions.insert(
        PlanNode.Extension(slot: variables.slot(variable), expression: expression), at: 0)
      inner = a
    }
    return extended(try plan(inner, scope), extensions, scope)
  }

  func extended(
    _ input: PlanNode, _ extensions: [PlanNode.Extension], _ scope: GraphScope
  ) -> PlanNode {
    guard !extensions.isEmpty else { return input }
    var bound = input.bound
    for added in extensions {
      switch added.expression {
      case .term: bound.insert(added.slot)
      case .variable(let variable):
        if bound.contains(variables.slot(variable)) { bound.insert(added.slot) }
      default: break
      }
    }
    return PlanNode(
      .extend(input, extensions, scope), slots: input.slots + extensions.map(\.slot), bound: bound,
      sorting: input.sorting, rows: input.rows,
      cost: input.cost + input.rows * Costs.expressionRow * Double(extensions.count),
      distinct: input.distinct)
  }

  private func planProject(
    _ a: Algebra, _ list: [Variable], _ scope: GraphScope
  ) throws(QueryError) -> PlanNode {
    let input = try plan(a, scope)
    var slots: [Slot] = []
    for variable in list {
      let slot = variables.slot(variable)
      if !slots.contains(slot) { slots.append(slot) }
    }
    return project(input, slots)
  }

  func project(_ input: PlanNode, _ slots: [Slot]) -> PlanNode {
    PlanNode(
      .project(input), slots: slots, bound: input.bound.intersection(slots),
      sorting: Array(input.sorting.prefix { slots.contains($0) }), rows: input.rows,
      cost: input.cost, distinct: input.distinct)
  }

  func distinct(_ input: PlanNode) -> PlanNode {
    var rows = 1.0
    for slot in input.slots { rows = min(input.rows, rows * input.distinctValues(slot)) }
    return PlanNode(
      .distinct(input), slots: input.slots, bound: input.bound, sorting: input.sorting, rows: rows,
      cost: input.cost + input.rows * Costs.groupRow, distinct: input.distinct)
  }

  private func planSlice(
    _ a: Algebra, _ offset: Int, _ limit: Int?, _ scope: GraphScope
  ) throws(QueryError) -> PlanNode {
    let input = try planLimited(a, limit.map { $0.addingReportingOverflow(offset) }, scope)
    let rows = max(0, min(input.rows - Double(offset), Double(limit ?? .max)))
    return PlanNode(
      .slice(input, offset: offset, limit: limit), slots: input.slots, bound: input.bound,
      sorting: input.sorting, rows: rows, cost: input.cost, distinct: input.distinct)
  }

  /// A plan of which only the first rows are wanted: a sort below keeps no more.
  private func planLimited(
    _ algebra: Algebra, _ wanted: (partialValue: Int, overflow: Bool)?, _ scope: GraphScope
  ) throws(QueryError) -> PlanNode {
    guard let wanted, !wanted.overflow else { return try plan(algebra, scope) }
    switch algebra {
    case .orderBy(let a, let conditions):
      return try planSort(a, conditions, wanted.partialValue, scope)
    case .project(.orderBy(let a, let conditions), let list):
      let sorted = try planSort(a, conditions, wanted.partialValue, scope)
      return project(sorted, list.map { variables.slot($0) })
    default: return try plan(algebra, scope)
    }
  }

  private func planSort(
    _ a: Algebra, _ conditions: [OrderCondition], _ limit: Int?, _ scope: GraphScope
  ) throws(QueryError) -> PlanNode {
    let input = try plan(a, scope)
    let rows = min(input.rows, Double(limit ?? .max))
    return PlanNode(
      .sort(input, conditions, limit: limit, scope), slots: input.slots, bound: input.bound,
      rows: rows, cost: input.cost + input.rows * Costs.sortRow * 4, distinct: input.distinct)
  }

  private func planGroupBy(
    _ a: Algebra, _ keys: [GroupKey], _ aggregates: [NamedAggregate], _ scope: GraphScope
  ) throws(QueryError) -> PlanNode {
    if let counts = try planCounts(a, keys, aggregates, scope) { return counts }
    var input = try plan(a, scope)
    var keySlots: [Slot] = []
    var extensions: [PlanNode.Extension] = []
    for key in keys {
      let slot = variables.slot(key.variable)
      keySlots.append(slot)
      // A key that is a variable by its own name is there already.
      if key.expression == .variable(key.variable) { continue }
      extensions.append(PlanNode.Extension(slot: slot, expression: key.expression))
    }
    input = extended(input, extensions, scope)
    var seen: Set<Slot> = []
    keySlots = keySlots.filter { seen.insert($0).inserted }
    let planned = aggregates.map {
      PlannedAggregate(slot: variables.slot($0.variable), aggregate: $0.aggregate)
    }
    var rows = 1.0
    for slot in keySlots { rows = min(input.rows, rows * input.distinctValues(slot)) }
    let counted = planned.filter { $0.aggregate.function == .count }.map(\.slot)
    return PlanNode(
      .group(input, keys: keySlots, planned, scope), slots: keySlots + planned.map(\.slot),
      bound: input.bound.intersection(keySlots).union(counted), rows: max(rows, 1),
      cost: input.cost + input.rows * Costs.groupRow, distinct: input.distinct)
  }

  /// The solutions of an endpoint; where a variable names it, those of each endpoint that `rows` have.
  func planService(_ call: ServiceCall, _ rows: PlanNode?) -> PlanNode {
    let own = call.pattern.variables.filter { !$0.isGenerated }.map { variables.slot($0) }
    guard let rows else {
      return PlanNode(.service(nil, call), slots: own, bound: [], rows: 100, cost: 1e8)
    }
    return PlanNode(
      .service(rows, call), slots: JoinNodes.merged(rows.slots, own), bound: rows.bound,
      rows: rows.rows * 10, cost: rows.cost + 1e8)
  }
}
