// The order of joins: dynamic programming over sets of items, greedy where there are too many.
//
//     {A} {B} {C}  ─►  {A,B} {B,C} ...  ─►  {A,B,C}       of each set the cheapest plan, and of each sorting too
//
// Of a set's plans one is kept for each variable that rows come sorted by, because a merge join may want it later.
// Sizes follow from distinct values: |A ⋈ B| = |A| |B| / max(d_A, d_B) for each shared variable (Selinger et al.
// 1979). Products come last: two sets without a shared variable are joined only where nothing else is left.

import SPARQL
import Storage

/// Chooses the order and the kind of joins.
struct JoinPlanner {
  let patterns: PatternPlanner
  /// Puts the conditions on a plan that can be evaluated on it and have not been on its parts.
  let conditions: JoinConditions

  /// Items up to which all orders are looked at.
  static let exhaustiveItems = 10

  /// The plans of one set of items, by what their rows are sorted by.
  private struct Candidates {
    var plans: [Slot?: PlanNode] = [:]

    /// The plan of least cost; of several the one sorted by the first variable, so that a query has one plan.
    var cheapest: PlanNode? {
      plans.min {
        ($0.value.cost, $0.key?.index ?? .max) < ($1.value.cost, $1.key?.index ?? .max)
      }?.value
    }

    mutating func add(_ plan: PlanNode) {
      let sorting = plan.sorting.first
      if let known = plans[sorting], known.cost <= plan.cost { return }
      plans[sorting] = plan
    }
  }

  /// A plan for all of `items`.
  func plan(_ items: [JoinItem]) throws(QueryError) -> PlanNode {
    guard let plan = try candidates(items).cheapest else {
      preconditionFailure("a group of items always has a plan")
    }
    return plan
  }

  /// A plan for all of `items` whose rows come sorted by a variable, or nil where none does.
  func plan(_ items: [JoinItem], sortedBy slot: Slot) throws(QueryError) -> PlanNode? {
    try candidates(items).plans[slot]
  }

  private func candidates(_ items: [JoinItem]) throws(QueryError) -> Candidates {
    items.count <= Self.exhaustiveItems ? try exhaustive(items) : try greedy(items)
  }

  // MARK: all orders

  private func exhaustive(_ items: [JoinItem]) throws(QueryError) -> Candidates {
    let all = (1 << items.count) - 1
    var best: [Candidates] = Array(repeating: Candidates(), count: all + 1)
    for index in items.indices { best[1 << index] = try base(items[index]) }
    for set in 1...all where set & (set - 1) != 0 {
      try join(set, items, &best, connected: true)
      if best[set].plans.isEmpty, set == all || !isConnected(set, items) {
        try join(set, items, &best, connected: false)
      }
    }
    return best[all]
  }

  private func join(
    _ set: Int, _ items: [JoinItem], _ best: inout [Candidates], connected: Bool
  ) throws(QueryError) {
    var part = (set - 1) & set
    while part > 0 {
      let rest = set ^ part
      if !best[part].plans.isEmpty, !best[rest].plans.isEmpty {
        let shared = slots(part, items).intersection(slots(rest, items))
        if connected != shared.isEmpty {
          let single = rest & (rest - 1) == 0 ? items[rest.trailingZeroBitCount] : nil
          try join(best[part], best[rest], single, into: &best[set])
        }
      }
      part = (part - 1) & set
    }
  }

  private func slots(_ set: Int, _ items: [JoinItem]) -> Set<Slot> {
    var found: Set<Slot> = []
    for index in items.indices where set & 1 << index != 0 { found.formUnion(items[index].slots) }
    return found
  }

  /// Whether the items of a set hang together by their variables.
  private func isConnected(_ set: Int, _ items: [JoinItem]) -> Bool {
    let members = items.indices.filter { set & 1 << $0 != 0 }
    var reached: Set<Int> = [members[0]]
    var seen = items[members[0]].slots
    var grew = true
    while grew {
      grew = false
      for member in members
      where !reached.contains(member) && !seen.isDisjoint(with: items[member].slots) {
        reached.insert(member)
        seen.formUnion(items[member].slots)
        grew = true
      }
    }
    return reached.count == members.count
  }

  // MARK: one after the other

  private func greedy(_ items: [JoinItem]) throws(QueryError) -> Candidates {
    var rest: [(candidates: Candidates, item: JoinItem)] = []
    for item in items { rest.append((try base(item), item)) }
    let start = rest.indices.min {
      (rest[$0].candidates.cheapest?.rows ?? 0) < (rest[$1].candidates.cheapest?.rows ?? 0)
    }
    var current = rest.remove(at: start ?? 0).candidates
    while !rest.isEmpty {
      let known = Set(current.cheapest?.slots ?? [])
      let connected = rest.indices.filter { !rest[$0].item.slots.isDisjoint(with: known) }
      var chosen: (index: Int, candidates: Candidates, plan: PlanNode)?
      for index in connected.isEmpty ? Array(rest.indices) : connected {
        var joined = Candidates()
        try join(current, rest[index].candidates, rest[index].item, into: &joined)
        guard let plan = joined.cheapest else { continue }
        if let best = chosen, (best.plan.rows, best.plan.cost) <= (plan.rows, plan.cost) {
          continue
        }
        chosen = (index, joined, plan)
      }
      guard let chosen else { preconditionFailure("two plans can always be joined") }
      current = chosen.candidates
      rest.remove(at: chosen.index)
    }
    return current
  }

  // MARK: plans

  private func base(_ item: JoinItem) throws(QueryError) -> Candidates {
    var candidates = Candidates()
    switch item.kind {
    case .pattern(let pattern):
      for scan in try patterns.scans(pattern) { candidates.add(conditions.applied(to: scan)) }
    case .path(let spec):
      candidates.add(conditions.applied(to: PathPlanner(view: patterns.view).plan(spec, nil)))
    case .node(let node): candidates.add(conditions.applied(to: node))
    }
    return candidates
  }

  /// Adds the joins of two sets; `single` is the right one where it is one item.
  private func join(
    _ left: Candidates, _ right: Candidates, _ single: JoinItem?, into candidates: inout Candidates
  ) throws(QueryError) {
    for a in left.plans.values {
      for b in right.plans.values {
        if let merge = JoinNodes.merge(a, b) { add(merge, from: [a, b], to: &candidates) }
      }
    }
    guard let b = right.cheapest else { return }
    for a in left.plans.values {
      add(JoinNodes.hash(a, b, .inner), from: [a, b], to: &candidates)
      switch single?.kind {
      case .pattern(let pattern)?:
        if let lookup = JoinNodes.lookup(a, pattern, patterns) {
          add(lookup, from: [a], to: &candidates)
        }
      case .path(let spec)?:
        if let reach = PathPlanner(view: patterns.view).plan(spec, from: a) {
          add(reach, from: [a], to: &candidates)
        }
      case .node?, nil: break
      }
    }
  }

  private func add(_ plan: PlanNode, from parts: [PlanNode], to candidates: inout Candidates) {
    candidates.add(conditions.applied(to: plan, beyond: parts))
  }
}
