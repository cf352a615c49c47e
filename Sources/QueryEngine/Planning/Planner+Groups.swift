// Join groups: what stands together in a group graph pattern, flattened.
//
// Joins are associative and commutative, so nested ones are one list. A condition goes to the list only where its
// variables are bound by what it stands on: else it would see bindings that it must not (section 18.2.2.2).

import RDF
import SPARQL
import Storage

extension Planner {
  /// A plan of a join and of what is like one.
  func planGroup(_ algebra: Algebra, _ scope: GraphScope) throws(QueryError) -> PlanNode {
    if case .filter(let condition, let inner) = algebra, !canJoin(condition, inner, scope) {
      return try planFilter(condition, inner, scope)
    }
    var group = JoinGroup()
    try collect(algebra, scope, into: &group)
    if group.isEmpty {
      return nothing(slots(algebra.mentionedVariables.filter { !$0.isGenerated }))
    }
    return try plan(group, scope)
  }

  /// A plan of a join, and of what is like one, whose rows come sorted by a variable; nil where there is none.
  func planGroup(
    _ algebra: Algebra, _ scope: GraphScope, sortedBy slot: Slot
  ) throws(QueryError) -> PlanNode? {
    // Other patterns inside would be planned again, and what is in them again and again.
    guard isFlat(algebra, scope) else { return nil }
    var group = JoinGroup()
    try collect(algebra, scope, into: &group)
    guard !group.isEmpty, group.services.isEmpty, !group.items.isEmpty else { return nil }
    return try plan(group, scope, sortedBy: slot)
  }

  /// Whether a pattern is one join group: patterns, paths and conditions.
  private func isFlat(_ algebra: Algebra, _ scope: GraphScope) -> Bool {
    switch algebra {
    case .basic, .path, .values: true
    case .join(let a, let b): isFlat(a, scope) && isFlat(b, scope)
    case .filter(let condition, let inner):
      canJoin(condition, inner, scope) && isFlat(inner, scope)
    case .graph(_, let inner): isFlat(inner, scope)
    default: false
    }
  }

  func plan(_ group: JoinGroup, _ scope: GraphScope) throws(QueryError) -> PlanNode {
    guard !group.items.isEmpty else {
      var node = services(group, on: unit())
      for filter in group.filters { node = JoinConditions.filter(node, filter, scope) }
      return node
    }
    guard let node = try plan(group, scope, sortedBy: nil) else {
      preconditionFailure("a group always has a plan")
    }
    return node
  }

  private func plan(
    _ group: JoinGroup, _ scope: GraphScope, sortedBy slot: Slot?
  ) throws(QueryError) -> PlanNode? {
    var items = group.items
    let conditions = try conditions(group.filters, &items)
    let joins = JoinPlanner(
      patterns: patterns, conditions: JoinConditions(conditions: conditions, scope: scope),
      control: context.control)
    let joined: PlanNode?
    if let slot {
      joined = try joins.plan(items, sortedBy: slot)
    } else {
      joined = try joins.plan(items)
    }
    guard let joined else { return nil }
    var node = services(group, on: joined)
    for condition in conditions where !condition.slots.isSubset(of: node.bound) {
      node = JoinConditions.filter(node, condition.expression, scope)
    }
    return node
  }

  private func services(_ group: JoinGroup, on node: PlanNode) -> PlanNode {
    group.services.reduce(node) { planService($1, $0) }
  }

  // MARK: conditions

  /// The conditions with what the store tells of them; patterns learn which ids they leave.
  private func conditions(
    _ filters: [QueryExpression], _ items: inout [JoinItem]
  ) throws(QueryError) -> [JoinConditions.Condition] {
    let analysis = RangeAnalysis(context: context)
    var conditions: [JoinConditions.Condition] = []
    for filter in filters {
      var condition = JoinConditions.Condition(
        expression: filter, slots: slots(filter.mentionedVariables))
      if condition.slots.count == 1, let found = try analysis.ranges(of: filter) {
        let slot = variables.slot(found.variable)
        condition.ranges = found.ids
        for index in items.indices {
          guard case .pattern(var pattern) = items[index].kind, items[index].slots.contains(slot)
          else { continue }
          let known = pattern.ranges[slot]
          pattern.ranges[slot] = known?.intersection(found.ids) ?? found.ids
          if let share = try patterns.share(pattern, slot, found.ids) { condition.share = share }
          items[index].kind = .pattern(pattern)
        }
      }
      conditions.append(condition)
    }
    return conditions
  }

  /// Whether a condition may join those of the group that its pattern goes into.
  private func canJoin(
    _ condition: QueryExpression, _ pattern: Algebra, _ scope: GraphScope
  ) -> Bool {
    if condition.hasExists { return false }
    return condition.mentionedVariables.isSubset(of: pattern.certainVariables)
  }

  private func planFilter(
    _ condition: QueryExpression, _ inner: Algebra, _ scope: GraphScope
  ) throws(QueryError) -> PlanNode {
    var node = try plan(inner, scope)
    for (index, part) in condition.conjuncts.enumerated() {
      node = try planCondition(part, inner, node, isWhole: index == 0, scope)
    }
    return node
  }

  private func planCondition(
    _ condition: QueryExpression, _ inner: Algebra, _ node: PlanNode, isWhole: Bool,
    _ scope: GraphScope
  ) throws(QueryError) -> PlanNode {
    guard case .exists(let pattern, let isNegated) = condition,
      try canSemiJoin(pattern, node)
    else { return JoinConditions.filter(node, condition, scope) }
    return try joined(node, isWhole ? inner : nil, pattern, isNegated ? .anti : .semi, scope)
  }

  /// Whether EXISTS is a semi-join: where substituting what the row binds and joining with it are the same.
  ///
  /// That is so for patterns of joins, unions and conditions on what they bind themselves, if each variable that
  /// the row may have is bound by both for certain.
  private func canSemiJoin(_ pattern: Algebra, _ node: PlanNode) throws(QueryError) -> Bool {
    guard isPlain(pattern) else { return false }
    let shared = slots(pattern.mentionedVariables).intersection(node.slots)
    return shared.isSubset(of: node.bound) && shared.isSubset(of: slots(pattern.certainVariables))
  }

  private func isPlain(_ pattern: Algebra) -> Bool {
    switch pattern {
    case .basic: true
    case .join(let a, let b), .union(let a, let b): isPlain(a) && isPlain(b)
    case .filter(let condition, let a):
      isPlain(a) && !condition.hasExists
        && condition.mentionedVariables.isSubset(of: a.certainVariables)
    default: false
    }
  }

  // MARK: items

  func collect(
    _ algebra: Algebra, _ scope: GraphScope, into group: inout JoinGroup
  ) throws(QueryError) {
    switch algebra {
    case .basic(let patterns):
      if patterns.isEmpty {
        // The empty pattern in GRAPH ?g has a solution for each graph.
        if case .variable(let slot, _) = scope { add(graphNames(slot), to: &group) }
        return
      }
      for pattern in patterns { try add(pattern, scope, to: &group) }
    case .join(let a, let b):
      try collect(a, scope, into: &group)
      try collect(b, scope, into: &group)
    case .filter(let condition, let a):
      guard canJoin(condition, a, scope) else { return try addPlan(algebra, scope, to: &group) }
      try collect(a, scope, into: &group)
      group.filters += condition.conjuncts
    case .path(let subject, let path, let object):
      try add(subject, path, object, scope, to: &group)
    case .values(let table):
      add(try planTable(table), to: &group)
      if case .variable(let slot, _) = scope { add(graphNames(slot), to: &group) }
    case .graph(let name, let pattern): try addGraph(name, pattern, to: &group)
    case .service(let call) where call.endpoint.variable != nil: group.services.append(call)
    default: try addPlan(algebra, scope, to: &group)
    }
  }

  private func addPlan(
    _ algebra: Algebra, _ scope: GraphScope, to group: inout JoinGroup
  ) throws(QueryError) {
    add(try plan(algebra, scope), to: &group)
  }

  func add(_ node: PlanNode, to group: inout JoinGroup) {
    group.items.append(
      JoinItem(kind: .node(node), slots: Set(node.slots), bound: node.bound))
  }

  private func add(
    _ pattern: TriplePattern, _ scope: GraphScope, to group: inout JoinGroup
  ) throws(QueryError) {
    var places: [ScanPlace?] = []
    for term in [pattern.subject, pattern.predicate, pattern.object] {
      guard let place = try place(term) else {
        group.isEmpty = true
        return
      }
      places.append(place)
    }
    if case .variable(let slot, _) = scope {
      places.append(.variable(slot))
    } else {
      places.append(nil)
    }
    if scope.filter.isEmpty { group.isEmpty = true }
    let resolved = try patterns.resolve(places, scope.filter)
    let slots = Set(resolved.variables)
    group.items.append(JoinItem(kind: .pattern(resolved), slots: slots, bound: slots))
  }

  private func add(
    _ subject: PatternTerm, _ path: PropertyPath, _ object: PatternTerm, _ scope: GraphScope,
    to group: inout JoinGroup
  ) throws(QueryError) {
    let spec = PathSpec(
      subject: try pathPlace(subject), path: path, object: try pathPlace(object),
      graphs: scope.filter)
    let slots = Set(spec.variables)
    group.items.append(JoinItem(kind: .path(spec), slots: slots, bound: slots))
  }

  /// A place of a triple pattern, or nil where no quad has the term.
  private func place(_ term: PatternTerm) throws(QueryError) -> ScanPlace? {
    switch term {
    case .variable(let variable): return .variable(variables.slot(variable))
    case .term(let term): return try context.stored(term).map { .constant($0) }
    }
  }

  /// A place of a path: a path of no length holds for a term that no quad has.
  private func pathPlace(_ term: PatternTerm) throws(QueryError) -> ScanPlace {
    switch term {
    case .variable(let variable): return .variable(variables.slot(variable))
    case .term(let term): return .constant(try context.id(of: term))
    }
  }

  // MARK: tables

  /// One row without variables.
  func unit() -> PlanNode {
    let table = RowTable(width: 0, capacity: 0)
    table.count = 1
    return PlanNode(.table(table), slots: [], bound: [], rows: 1, cost: 0)
  }

  /// No row.
  func nothing(_ slots: Set<Slot>) -> PlanNode {
    let table = RowTable(width: slots.count, capacity: 0)
    return PlanNode(.table(table), slots: slots.sorted(), bound: slots, rows: 0, cost: 0)
  }

  func planTable(_ values: ValuesTable) throws(QueryError) -> PlanNode {
    let table = RowTable(
      width: values.variables.count, capacity: values.rows.count, control: context.control)
    var bound = Set(values.variables.indices)
    for (row, terms) in values.rows.enumerated() {
      for (column, term) in terms.enumerated() {
        guard let term else {
          table.columns[column][row] = 0
          bound.remove(column)
          continue
        }
        table.columns[column][row] = try context.id(of: term).rawValue
      }
    }
    table.count = values.rows.count
    let slots = values.variables.map { variables.slot($0) }
    return PlanNode(
      .table(table), slots: slots, bound: Set(bound.map { slots[$0] }),
      rows: Double(values.rows.count), cost: Double(values.rows.count))
  }
}
