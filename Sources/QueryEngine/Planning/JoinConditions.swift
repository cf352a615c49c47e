import SPARQL

/// The conditions of a join group; each is put where its variables are bound for the first time.
struct JoinConditions {
  /// A condition and the variables that it reads.
  struct Condition {
    var expression: QueryExpression
    var slots: Set<Slot>
    /// The part of the rows that it keeps, where the store tells.
    var share: Double?
    /// The ids that it leaves to its variable, where they tell something.
    var ranges: IDRanges?
  }

  var conditions: [Condition]
  var scope: GraphScope

  /// A plan with the conditions on it that can be evaluated there, and could not on its parts.
  func applied(to plan: PlanNode, beyond parts: [PlanNode] = []) -> PlanNode {
    var result = plan
    for condition in conditions {
      guard condition.slots.isSubset(of: plan.bound),
        !parts.contains(where: { condition.slots.isSubset(of: $0.bound) })
      else { continue }
      // What a scan reads by the condition's range is counted already.
      let isRead: Bool
      if case .scan(let spec) = plan.operation {
        isRead =
          spec.ranges != nil && condition.ranges != nil
          && spec.sorting.first.map { condition.slots == [$0] } ?? false
      } else {
        isRead = false
      }
      result = Self.filter(
        result, condition.expression, scope, share: isRead ? 1 : condition.share)
    }
    return result
  }

  /// A filter on a plan, with what it is expected to keep.
  static func filter(
    _ plan: PlanNode, _ expression: QueryExpression, _ scope: GraphScope, share: Double? = nil
  ) -> PlanNode {
    let kept = plan.rows * (share ?? selectivity(expression, plan))
    let rows = max(plan.rows > 0 ? 1 : 0, kept)
    return PlanNode(
      .filter(plan, expression, scope), slots: plan.slots, bound: plan.bound,
      sorting: plan.sorting, rows: rows, cost: plan.cost + plan.rows * Costs.expressionRow,
      distinct: plan.distinct)
  }

  private static func selectivity(_ expression: QueryExpression, _ plan: PlanNode) -> Double {
    switch expression {
    case .compare(.equal, _, _): 0.05
    case .compare(.notEqual, _, _): 0.95
    case .compare: 0.3
    case .call(.regex, _), .call(.contains, _): 0.1
    case .call(.strStarts, _), .call(.strEnds, _): 0.05
    case .and(let a, let b): selectivity(a, plan) * selectivity(b, plan)
    case .or(let a, let b): min(1, selectivity(a, plan) + selectivity(b, plan))
    case .not(let a): 1 - selectivity(a, plan)
    case .isIn(_, let list, let isNegated):
      isNegated ? 0.9 : min(1, 0.05 * Double(list.count))
    default: 0.5
    }
  }
}
