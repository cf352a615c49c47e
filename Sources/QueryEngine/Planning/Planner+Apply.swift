// OPTIONAL, EXISTS and MINUS for few rows: the right side is looked up from them instead of being read whole.
//
//     left ──► a batch with row numbers ──► input ─► index joins ─► ... ──► (row number, right columns)
//                                           └────────── the inner plan ──────────┘
//
// The inner plan joins the rows with the right side's patterns, by whatever order is cheapest. It is run once a
// batch, so it is chosen where what it costs for all batches is less than the hash join.

import SPARQL
import Storage

/// The rows that an inner plan starts from.
final class PlanInput {
  /// Variables of the rows that the inner plan reads.
  let slots: [Slot]
  /// The number of the row.
  let number: Slot

  init(slots: [Slot], number: Slot) {
    self.slots = slots
    self.number = number
  }
}

extension Planner {
  /// The cheapest of a hash join, a merge and looking the right side up; `left` is a plan of `leftPattern`, where that
  /// is all that it is a plan of.
  func joined(
    _ left: PlanNode, _ leftPattern: Algebra?, _ right: Algebra, _ kind: JoinKind,
    condition: QueryExpression? = nil, _ scope: GraphScope
  ) throws(QueryError) -> PlanNode {
    let whole = try plan(right, scope)
    if kind == .minus, Set(left.slots).isDisjoint(with: whole.slots) { return left }
    var best = JoinNodes.hash(left, whole, kind, condition: condition, scope: scope)
    if condition == nil, let merge = try planMerge(left, leftPattern, whole, right, kind, scope),
      merge.cost < best.cost
    {
      best = merge
    }
    if let apply = try planApply(left, right, kind, condition, scope, rows: best.rows),
      apply.cost < best.cost
    {
      best = apply
    }
    return best
  }

  /// Both sides sorted by the variable that they share, where there is one and each can be had so.
  private func planMerge(
    _ left: PlanNode, _ leftPattern: Algebra?, _ right: PlanNode, _ rightPattern: Algebra,
    _ kind: JoinKind, _ scope: GraphScope
  ) throws(QueryError) -> PlanNode? {
    let shared = Set(left.slots).intersection(right.slots)
    guard shared.count == 1, let key = shared.first, left.bound.contains(key),
      right.bound.contains(key)
    else { return nil }
    var (a, b) = (left, right)
    if a.sorting.first != key {
      guard let leftPattern, let sorted = try planGroup(leftPattern, scope, sortedBy: key) else {
        return nil
      }
      a = sorted
    }
    if b.sorting.first != key {
      guard let sorted = try planGroup(rightPattern, scope, sortedBy: key) else { return nil }
      b = sorted
    }
    return JoinNodes.mergeProbe(a, b, kind)
  }

  private func planApply(
    _ left: PlanNode, _ right: Algebra, _ kind: JoinKind, _ condition: QueryExpression?,
    _ scope: GraphScope, rows: Double
  ) throws(QueryError) -> PlanNode? {
    guard condition?.hasExists != true, let group = try lookupGroup(right, scope) else {
      return nil
    }
    let rightSlots = group.items.reduce(into: Set<Slot>()) { $0.formUnion($1.slots) }
    let shared = rightSlots.intersection(left.slots)
    guard !shared.isEmpty, shared.isSubset(of: left.bound) else { return nil }
    let read = condition.map { self.slots($0.mentionedVariables) } ?? []
    let slots = left.slots.filter { shared.contains($0) || read.contains($0) }
    let input = PlanInput(slots: slots, number: variables.fresh("row"))
    let batch = min(max(left.rows, 1), Double(BatchOperator.batchRows))
    var inner = group
    let start = PlanNode(
      .input(input), slots: slots + [input.number],
      bound: left.bound.intersection(slots).union([input.number]), rows: batch, cost: 0,
      distinct: left.distinct.mapValues { min($0, batch) })
    add(start, to: &inner)
    var found = try plan(inner, scope)
    if let condition { found = JoinConditions.filter(found, condition, scope) }
    let keepsRight = kind == .inner || kind == .left
    let batches = (max(left.rows, 1) / Double(BatchOperator.batchRows)).rounded(.up)
    return PlanNode(
      .apply(left, found, input, kind),
      slots: keepsRight ? JoinNodes.merged(left.slots, rightSlots.sorted()) : left.slots,
      bound: left.bound, sorting: keepsRight ? [] : left.sorting, rows: rows,
      cost: left.cost + batches * found.cost, distinct: left.distinct)
  }

  /// The items of a pattern that can be looked up: patterns and conditions on what they bind themselves.
  private func lookupGroup(_ pattern: Algebra, _ scope: GraphScope) throws(QueryError) -> JoinGroup?
  {
    guard isLookup(pattern) else { return nil }
    var group = JoinGroup()
    try collect(pattern, scope, into: &group)
    return group.isEmpty || group.items.isEmpty ? nil : group
  }

  private func isLookup(_ pattern: Algebra) -> Bool {
    switch pattern {
    case .basic, .path: true
    case .join(let a, let b): isLookup(a) && isLookup(b)
    case .filter(let condition, let a):
      isLookup(a) && !condition.hasExists
        && condition.mentionedVariables.isSubset(of: a.certainVariables)
    default: false
    }
  }
}
