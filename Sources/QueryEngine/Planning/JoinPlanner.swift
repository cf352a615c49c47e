// The order of joins: dynamic programming over sets of items, greedy where there are too many.
//
//     {A} {B} {C}  ─►  {A,B} {B,C} ...  ─►  {A,B,C}       of each set the cheapest plan, and of each sorting too
//
// Of a set's plans one is kept for each variable that rows come sorted by, because a merge join may want it later.
// Sizes follow from distinct values (JoinSize), and for plans that will take long from samples too (PairSamples): those
// are of a set, whatever its plan, or the plan would be chosen of which the least is known. Products come last: items are first divided into those that hang together by their variables, and only what
// does is joined (the sets of a star with constant ends are as many as its items, not as their subsets).

import SPARQL
import Storage

/// Chooses the order and the kind of joins.
struct JoinPlanner {
  let patterns: PatternPlanner
  /// Puts the conditions on a plan that can be evaluated on it and have not been on its parts.
  let conditions: JoinConditions
  let control: QueryControl

  /// Expected nanoseconds of a plan from which on samples are taken before it is chosen.
  private static let sampledCost = 5_000_000.0
  /// Items of which pairs are sampled: pairs are as many as their square.
  private static let mostSampledItems = 16
  /// Items up to which all orders are looked at.
  static let exhaustiveItems = 10

  /// The plans of one set of items, by what their rows are sorted by.
  private struct Candidates {
    var plans: [Slot?: PlanNode] = [:]
    /// What a plan may cost at most.
    var mostCost = Double.infinity

    /// The plan of least cost; of several the one sorted by the first variable, so that a query has one plan.
    var cheapest: PlanNode? {
      plans.min {
        ($0.value.cost, $0.key?.index ?? .max) < ($1.value.cost, $1.key?.index ?? .max)
      }?.value
    }

    /// Whether a plan of such a sorting and cost would be kept.
    func wants(_ sorting: Slot?, _ cost: Double) -> Bool {
      cost <= mostCost && plans[sorting].map { cost < $0.cost } ?? true
    }

    mutating func add(_ plan: PlanNode) {
      let sorting = plan.sorting.first
      guard plan.cost <= mostCost else { return }
      if let known = plans[sorting], known.cost <= plan.cost { return }
      plans[sorting] = plan
    }
  }

  /// A plan for all of `items`.
  func plan(_ items: [JoinItem]) throws(QueryError) -> PlanNode {
    guard let plan = try candidates(items, slack: 1).cheapest else {
      preconditionFailure("a group of items always has a plan")
    }
    return plan
  }

  /// A plan for all of `items` whose rows come sorted by a variable, or nil where none does.
  func plan(_ items: [JoinItem], sortedBy slot: Slot) throws(QueryError) -> PlanNode? {
    // Such a plan saves a sort or a table elsewhere, so it may cost more than others.
    try candidates(items, slack: 4).plans[slot]
  }

  /// `slack` is how many times as much as the plan that is found first one may cost that is kept.
  private func candidates(
    _ items: [JoinItem], slack: Double
  ) throws(QueryError) -> Candidates {
    // What hangs together is joined first; products are last, and the smaller comes first.
    var components: [Candidates] = []
    for component in JoinGraph(items, conditions: conditionSlots).components {
      components.append(try candidates(of: component, slack))
    }
    components.sort { ($0.cheapest?.rows ?? 0) < ($1.cheapest?.rows ?? 0) }
    var whole = components[0]
    for component in components.dropFirst() {
      var product = Candidates()
      let nothing = JoinGraph.Shared(slots: [], areBound: true)
      try join(whole, component, nothing, nil, nil, into: &product)
      try join(component, whole, nothing, nil, nil, into: &product)
      whole = product
    }
    return whole
  }

  /// The plans of items that hang together.
  private func candidates(
    of items: [JoinItem], _ slack: Double
  ) throws(QueryError) -> Candidates {
    func found(_ samples: PairSamples?) throws(QueryError) -> Candidates {
      items.count <= Self.exhaustiveItems
        ? try exhaustive(items, slack, samples) : try greedy(items, samples)
    }
    let plain = try found(nil)
    guard items.count > 1, items.count <= Self.mostSampledItems, let cost = plain.cheapest?.cost,
      cost > Self.sampledCost || !control.strain.isDisjoint(with: [.sample, .trie])
    else { return plain }
    return try found(
      try PairSamples(items, PatternSampler(patterns: patterns, control: control)))
  }

  private var conditionSlots: [Set<Slot>] { conditions.conditions.map(\.slots) }

  // MARK: all orders

  private func exhaustive(
    _ items: [JoinItem], _ slack: Double, _ samples: PairSamples?
  ) throws(QueryError) -> Candidates {
    if items.count == 1 { return try base(items[0]) }
    // No part of a plan costs more than the plan: what costs more than one that is known is of no use.
    let known = try greedy(items, samples)
    let most = (known.cheapest?.cost ?? .infinity) * slack
    let graph = JoinGraph(items, conditions: conditionSlots)
    let all = (1 << items.count) - 1
    var best = Array(repeating: Candidates(mostCost: most), count: all + 1)
    var singles: [PlanNode] = []
    for index in items.indices {
      let base = try base(items[index])
      for plan in base.plans.values where plan.cost <= most { best[1 << index].add(plan) }
      if let plan = base.cheapest { singles.append(plan) }
    }
    /// The size of a set by its items, before conditions: the largest that any order of joins tells.
    func size(_ set: Int, _ samples: PairSamples) -> JoinSize? {
      var largest: JoinSize?
      for index in items.indices where set & 1 << index != 0 {
        let rest = set ^ 1 << index
        guard let plan = best[rest].cheapest else { continue }
        let others = items.indices.filter { rest & 1 << $0 != 0 }
        let size = samples.size(of: index, singles[index], with: plan, of: others)
        if size.rows > largest?.rows ?? -1 { largest = size }
      }
      return largest
    }
    for set in 1...all where set & (set - 1) != 0 && graph.isConnected(set) {
      let size = samples.flatMap { size(set, $0) }
      var part = (set - 1) & set
      while part > 0 {
        let rest = set ^ part
        let single = rest & (rest - 1) == 0 ? items[rest.trailingZeroBitCount] : nil
        // One pattern is looked up, whatever its scan would cost.
        if !best[part].plans.isEmpty, single != nil || !best[rest].plans.isEmpty {
          try join(
            best[part], best[rest], graph.shared(part, rest), single, size, into: &best[set])
        }
        part = (part - 1) & set
      }
      let otherwise = best[set].cheapest ?? (set == all ? known.cheapest : nil)
      if samples != nil, let otherwise, set == all || graph.hasNoEars(set),
        let (trie, inputs) = try trieJoin(
          items, items.indices.filter { set & 1 << $0 != 0 }, size ?? JoinSize(otherwise),
          otherwise, { best[$0].cheapest?.rows })
      {
        add(trie, from: inputs, to: &best[set])
      }
    }
    return best[all].plans.isEmpty ? known : best[all]
  }

  /// A join of some of the items a variable at a time and what it joins, or nil where there is none; `knownRows` are those
  /// of sets of items.
  private func trieJoin(
    _ items: [JoinItem], _ chosen: [Int], _ size: JoinSize, _ otherwise: PlanNode,
    _ knownRows: (Int) -> Double?
  ) throws(QueryError) -> (plan: PlanNode, inputs: [PlanNode])? {
    // The other plan has its conditions, which are asked again above.
    if conditions.conditions.contains(where: { $0.expression.isVolatile }) { return nil }
    var resolved: [ResolvedPattern] = []
    var scans: [[PlanNode]] = []
    for index in chosen {
      guard case .pattern(let pattern) = items[index].kind else { return nil }
      resolved.append(pattern)
      scans.append(try patterns.scans(pattern).map { conditions.applied(to: $0) })
    }
    let plan = withoutActuallyEscaping(knownRows) { knownRows in
      TrieJoinPlanner(
        resolved, plans: scans, memoryBytes: control.memoryBytes,
        isForced: control.strain.contains(.trie)
      ) { local in
        knownRows(chosen.indices.reduce(0) { local & 1 << $1 != 0 ? $0 | 1 << chosen[$1] : $0 })
      }?.plan(size, otherwise: otherwise)
    }
    guard let plan, case .trieJoin(let inputs, _, _) = plan.operation
    else { return nil }
    return (plan, inputs)
  }

  // MARK: one after the other

  private func greedy(
    _ items: [JoinItem], _ samples: PairSamples?
  ) throws(QueryError) -> Candidates {
    var rest: [(candidates: Candidates, item: JoinItem, index: Int)] = []
    for (index, item) in items.enumerated() { rest.append((try base(item), item, index)) }
    let start = rest.indices.min {
      (rest[$0].candidates.cheapest?.rows ?? 0) < (rest[$1].candidates.cheapest?.rows ?? 0)
    }
    let first = rest.remove(at: start ?? 0)
    var current = first.candidates
    var joinedItems = [first.index]
    while !rest.isEmpty {
      try control.check()
      let known = Set(current.cheapest?.slots ?? [])
      let connected = rest.indices.filter { !rest[$0].item.slots.isDisjoint(with: known) }
      var chosen: (index: Int, candidates: Candidates, plan: PlanNode)?
      for index in connected.isEmpty ? Array(rest.indices) : connected {
        var joined = Candidates()
        let shared = JoinGraph.Shared(current.cheapest, rest[index].candidates.cheapest)
        var size: JoinSize?
        if let samples, let a = current.cheapest, let b = rest[index].candidates.cheapest {
          size = samples.size(of: rest[index].index, b, with: a, of: joinedItems)
        }
        try join(current, rest[index].candidates, shared, rest[index].item, size, into: &joined)
        guard let plan = joined.cheapest else { continue }
        if let best = chosen, (best.plan.rows, best.plan.cost) <= (plan.rows, plan.cost) {
          continue
        }
        chosen = (index, joined, plan)
      }
      guard let chosen else { preconditionFailure("two plans can always be joined") }
      current = chosen.candidates
      joinedItems.append(rest.remove(at: chosen.index).index)
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

  /// Adds the joins of two sets; `single` is the right one where it is one item, `known` the size of the whole
  /// where samples tell it.
  ///
  /// What a join costs is reckoned before it is made a node: most are not the cheapest.
  private func join(
    _ left: Candidates, _ right: Candidates, _ shared: JoinGraph.Shared, _ single: JoinItem?,
    _ known: JoinSize?, into candidates: inout Candidates
  ) throws(QueryError) {
    func size(_ a: PlanNode, _ b: PlanNode) -> JoinSize {
      known ?? JoinSize(JoinSize(a), JoinSize(b), shared: shared.slots)
    }
    if shared.areBound, !shared.slots.isEmpty {
      for (sorting, a) in left.plans {
        guard let sorting, shared.slots.contains(sorting), let b = right.plans[sorting] else {
          continue
        }
        let size = size(a, b)
        guard
          candidates.wants(
            sorting,
            JoinNodes.mergeCost(
              a, b, key: sorting, slots: shared.slots, rows: size.rows))
        else { continue }
        if let merge = JoinNodes.merge(a, b, size) { add(merge, from: [a, b], to: &candidates) }
      }
    }
    let b = right.cheapest
    for (sorting, a) in left.plans {
      if let b {
        let size = size(a, b)
        // Keys that may be unbound on a side don't narrow a probe, which the node itself reckons.
        if candidates.wants(sorting, JoinNodes.hashCost(a, b, pairs: a.rows, rows: size.rows)) {
          add(JoinNodes.hash(a, b, .inner, size: size), from: [a, b], to: &candidates)
        }
      }
      guard candidates.wants(sorting, a.cost + a.rows * Costs.nearLookup) else { continue }
      switch single?.kind {
      case .pattern(let pattern)?:
        if let lookup = JoinNodes.lookup(a, pattern, patterns, known) {
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
