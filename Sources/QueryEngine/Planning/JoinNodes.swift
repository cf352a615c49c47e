// Joins of two plans as nodes, with what they are expected to cost and give.

import SPARQL
import Storage

enum JoinNodes {
  /// How many rows the join of two plans has that share `slots`, by the formula.
  private static func rows(_ a: PlanNode, _ b: PlanNode, _ slots: [Slot]) -> Double {
    JoinSize(JoinSize(a), JoinSize(b), shared: slots).rows
  }

  /// What a merge join of so many rows costs, by a key and other variables in `slots`.
  static func mergeCost(
    _ a: PlanNode, _ b: PlanNode, key: Slot, slots: [Slot], rows: Double
  ) -> Double {
    var cost = a.cost + b.cost + (a.rows + b.rows) * Costs.mergeRow + rows * Costs.outputRow
    // What else they share is compared pair by pair.
    if slots.count > 1 { cost += self.rows(a, b, [key]) * Costs.pair }
    return cost
  }

  /// What a hash join of so many rows costs that looks at so many pairs.
  static func hashCost(_ a: PlanNode, _ b: PlanNode, pairs: Double, rows: Double) -> Double {
    a.cost + b.cost + b.rows * Costs.buildRow + pairs * Costs.probeRow + rows * Costs.outputRow
  }

  /// A merge join of a size, where both sides come sorted by a shared variable and all that they share is bound.
  static func merge(_ a: PlanNode, _ b: PlanNode, _ size: JoinSize) -> PlanNode? {
    guard let key = a.sorting.first, key == b.sorting.first else { return nil }
    let shared = Set(a.slots).intersection(b.slots)
    guard shared.isSubset(of: a.bound), shared.isSubset(of: b.bound) else { return nil }
    let cost = mergeCost(a, b, key: key, slots: shared.sorted(), rows: size.rows)
    return PlanNode(
      .mergeJoin(a, b, key), slots: merged(a.slots, b.slots), bound: a.bound.union(b.bound),
      sorting: [key], rows: size.rows, cost: cost, distinct: size.distinct)
  }

  /// OPTIONAL, EXISTS or MINUS by merging, where both sides come sorted by the one variable that they share and
  /// bind.
  static func mergeProbe(_ a: PlanNode, _ b: PlanNode, _ kind: JoinKind) -> PlanNode? {
    guard let key = a.sorting.first, key == b.sorting.first, a.bound.contains(key),
      b.bound.contains(key), Set(a.slots).intersection(b.slots) == [key]
    else { return nil }
    let joined = hash(a, b, kind)
    let cost = mergeCost(a, b, key: key, slots: [key], rows: joined.rows)
    return PlanNode(
      .mergeProbe(a, b, key, kind), slots: joined.slots, bound: joined.bound, sorting: a.sorting,
      rows: joined.rows, cost: cost, distinct: joined.distinct)
  }

  /// A hash join with the right side built; its size is by the formula where it is not given.
  static func hash(
    _ a: PlanNode, _ b: PlanNode, _ kind: JoinKind, condition: QueryExpression? = nil,
    scope: GraphScope = .fixed(.everything), size: JoinSize? = nil
  ) -> PlanNode {
    let size = size ?? JoinSize(a, b)
    let keepsRight = kind == .inner || kind == .left
    let rows: Double =
      switch kind {
      case .inner: size.rows
      case .left: max(a.rows, size.rows)
      case .semi, .anti, .minus: a.rows / 2
      }
    var bound = a.bound
    if kind == .inner { bound.formUnion(b.bound) }
    // Without a key each row meets all.
    let shared = Set(a.slots).intersection(b.slots).intersection(a.bound).intersection(b.bound)
    let pairs = shared.isEmpty ? a.rows * b.rows : a.rows
    let cost = hashCost(a, b, pairs: pairs, rows: rows)
    return PlanNode(
      .hashJoin(a, b, kind, condition, scope),
      slots: keepsRight ? merged(a.slots, b.slots) : a.slots, bound: bound, sorting: a.sorting,
      rows: rows, cost: cost, distinct: keepsRight ? size.distinct : a.distinct)
  }

  /// A look-up of a pattern for each row, of a size that is known or by the formula, where they share a bound variable.
  static func lookup(
    _ a: PlanNode, _ pattern: ResolvedPattern, _ patterns: PatternPlanner, _ known: JoinSize?
  ) -> PlanNode? {
    let given = Set(pattern.variables).intersection(a.slots)
    guard !given.isEmpty, given.isSubset(of: a.bound) else { return nil }
    let spec = patterns.lookup(pattern, given: given)
    guard spec.startsKnown else { return nil }
    let size = known ?? JoinSize(JoinSize(a), JoinSize(pattern), shared: given)
    // Keys in the order of the index find the next row in the last block, or near it, where there are many.
    var lookups = a.rows * Costs.lookup
    if let sorting = a.sorting.first, spec.leadingBound == sorting {
      let blocks = patterns.rowsBehindConstants(pattern, spec) / Double(segmentBlockRows)
      lookups = a.rows * Costs.nearLookup + min(a.rows, blocks) * Costs.lookup
    }
    let cost = a.cost + lookups + size.rows * Costs.scanRow
    return PlanNode(
      .indexJoin(a, spec), slots: merged(a.slots, spec.variables),
      bound: a.bound.union(spec.variables), sorting: a.sorting, rows: size.rows, cost: cost,
      distinct: size.distinct)
  }

  /// The variables of both sides, the left ones first.
  static func merged(_ a: [Slot], _ b: [Slot]) -> [Slot] { a + b.filter { !a.contains($0) } }
}

extension ScanSpec {
  /// Whether the first column is a constant or given.
  var startsKnown: Bool {
    switch places[order.positions[0]] {
    case .constant?, .bound?: true
    case .variable?, nil: false
    }
  }

  /// The given variable that stands first behind the constants.
  var leadingBound: Slot? {
    let positions = order.positions
    for column in 0..<4 {
      switch places[positions[column]] {
      case .constant?: continue
      case .bound(let slot)?: return slot
      case .variable?, nil: return nil
      }
    }
    return nil
  }
}
