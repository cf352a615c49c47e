import SPARQL
import Storage

/// Plans of property paths: from everywhere, or from the ends that rows give.
struct PathPlanner {
  let view: ReadView

  /// Quads that a step of a path is expected to lead to.
  private static let expectedReach = 50.0

  /// A path by itself, or, for `rows`, once for all of them.
  func plan(_ spec: PathSpec, _ rows: PlanNode?) -> PlanNode {
    let known = [spec.subject, spec.object].filter {
      if case .constant = $0 { true } else { false }
    }
    let pairs = known.isEmpty ? Double(view.quadCount) : Self.expectedReach
    return PlanNode(
      .path(nil, spec), slots: spec.variables, bound: Set(spec.variables), rows: pairs,
      cost: pairs * Costs.lookup)
  }

  /// A path from the rows of a plan that binds an end or both; nil where it binds none.
  func plan(_ spec: PathSpec, from rows: PlanNode) -> PlanNode? {
    let given = Set(spec.variables).intersection(rows.slots)
    guard !given.isEmpty, given.isSubset(of: rows.bound) else { return nil }
    func place(_ place: ScanPlace) -> ScanPlace {
      if case .variable(let slot) = place, given.contains(slot) { return .bound(slot) }
      return place
    }
    var bound = spec
    bound.subject = place(spec.subject)
    bound.object = place(spec.object)
    let reached = bound.variables.isEmpty ? 0.5 : Self.expectedReach
    return PlanNode(
      .path(rows, bound), slots: JoinNodes.merged(rows.slots, bound.variables),
      bound: rows.bound.union(bound.variables), sorting: rows.sorting, rows: rows.rows * reached,
      cost: rows.cost + rows.rows * Self.expectedReach * Costs.lookup, distinct: rows.distinct)
  }
}
