// Plans of leapfrog triejoins: patterns joined all at once, a variable after the other.
//
//     ?x :knows ?y . ?y :knows ?z . ?x :knows ?z        order x, y, z
//
//     for each x that begins two patterns
//       for each y that x knows and that begins a pattern
//         each z that both x and y know
//
// No pair of patterns is ever joined by itself, so a cycle costs no more than its largest possible answer, where any
// order of pairs may cost the square of that (Veldhuizen 2014, "Leapfrog Triejoin"; Ngo et al. 2012). Each pattern has
// to come sorted by its variables in the order of the whole, which the store's orders allow mostly.

import Storage

/// Finds the order of variables of least cost.
struct TrieJoinPlanner {
  /// A pattern with the plans that read it, by what they are sorted by.
  struct Input {
    var pattern: ResolvedPattern
    var plans: [PlanNode]
    /// The variables as bits of the whole's.
    var mask = 0
  }

  /// Most variables: all of their orders are looked at.
  private static let mostVariables = 6
  /// Nanoseconds of a step: a search near the last place.
  private static let step = 40.0
  /// Nanoseconds of a row that is read into memory, beside its scan.
  private static let keptRow = 3.0

  let inputs: [Input]
  let variables: [Slot]
  /// For each variable the most distinct values of a pattern.
  private let domain: [Double]
  private let memoryBytes: Int
  private let isForced: Bool
  /// How many rows some of the patterns have together, by their bits, where that is known.
  private let knownRows: (Int) -> Double?

  /// Nil where the patterns cannot be joined so.
  ///
  /// - Parameters:
  ///   - patterns: The patterns, each of variables that stand once.
  ///   - plans: For each pattern its scans, with the conditions on them.
  ///   - memoryBytes: What the query may hold.
  ///   - isForced: Whether the plan costs nothing, so that it is chosen.
  ///   - knownRows: How many rows some of the patterns have together, by their bits, or nil.
  init?(
    _ patterns: [ResolvedPattern], plans: [[PlanNode]], memoryBytes: Int, isForced: Bool,
    knownRows: @escaping (Int) -> Double?
  ) {
    var variables: [Slot] = []
    for pattern in patterns {
      // A variable that stands twice is no column of its own, and a graph's comes last in each order.
      let standing = pattern.places.filter { if case .variable? = $0 { true } else { false } }
      guard standing.count == pattern.variables.count, !standing.isEmpty,
        !pattern.hasGraphVariable
      else { return nil }
      for slot in pattern.variables where !variables.contains(slot) { variables.append(slot) }
    }
    guard patterns.count >= 3, variables.count <= Self.mostVariables else { return nil }
    self.variables = variables
    self.memoryBytes = memoryBytes
    self.isForced = isForced
    self.knownRows = knownRows
    inputs = zip(patterns, plans).map { pattern, plans in
      Input(
        pattern: pattern, plans: plans,
        mask: pattern.variables.reduce(0) { $0 | 1 << (variables.firstIndex(of: $1) ?? 0) })
    }
    domain = variables.map { slot in
      patterns.reduce(1) { max($0, $1.distinct[slot] ?? 1) }
    }
  }

  /// The plan of least cost, or nil where no order of variables suits the store's orders, or it would not fit.
  func plan(_ size: JoinSize, otherwise: PlanNode) -> PlanNode? {
    let bytes = inputs.reduce(0) { $0 + $1.pattern.rows * Double($1.pattern.variables.count * 8) }
    guard bytes < Double(memoryBytes) / 4 else { return nil }
    var best: (order: [Int], plans: [PlanNode], cost: Double)?
    search([], cost: 0, rows: 1, &best)
    guard let best else { return nil }
    let cost =
      best.cost + size.rows * Costs.outputRow
      + best.plans.reduce(0) { $0 + $1.cost + $1.rows * Self.keptRow }
    return PlanNode(
      .trieJoin(best.plans, order: best.order.map { variables[$0] }, otherwise: otherwise),
      slots: variables, bound: Set(variables), rows: size.rows,
      cost: isForced ? 0 : cost, distinct: size.distinct)
  }

  private func search(
    _ order: [Int], cost: Double, rows: Double,
    _ best: inout (order: [Int], plans: [PlanNode], cost: Double)?
  ) {
    if let best, cost >= best.cost { return }
    if order.count == variables.count {
      if let plans = plans(order) { best = (order, plans, cost) }
      return
    }
    let known = order.reduce(0) { $0 | 1 << $1 }
    for next in variables.indices where known & 1 << next == 0 {
      // How many values each pattern gives for what is bound, and of those that one gives how many are in all.
      let fans = inputs.filter { $0.mask & 1 << next != 0 }.map { input in
        distinct(input, (known | 1 << next) & input.mask) / distinct(input, known & input.mask)
      }
      let steps = rows * (fans.min() ?? 1) * Double(fans.count)
      var found = rows * fans.reduce(1, *)
      for _ in fans.dropFirst() { found /= domain[next] }
      // What patterns have in common shows in those of which all variables are bound by now.
      let bound = known | 1 << next
      let whole = inputs.indices.reduce(0) {
        inputs[$1].mask & ~bound == 0 ? $0 | 1 << $1 : $0
      }
      if whole & (whole - 1) != 0, let rows = knownRows(whole) { found = max(found, rows) }
      search(order + [next], cost: cost + steps * Self.step, rows: max(found, 1), &best)
    }
  }

  /// How many combinations of some of its variables a pattern has.
  private func distinct(_ input: Input, _ mask: Int) -> Double {
    if mask == input.mask { return max(input.pattern.rows, 1) }
    var values = 1.0
    for index in variables.indices where mask & 1 << index != 0 {
      values *= max(input.pattern.distinct[variables[index]] ?? 1, 1)
    }
    return max(1, min(values, input.pattern.rows))
  }

  /// For each pattern the plan that is sorted by its variables in the order, or nil where one has none.
  private func plans(_ order: [Int]) -> [PlanNode]? {
    var chosen: [PlanNode] = []
    for input in inputs {
      let wanted = order.filter { input.mask & 1 << $0 != 0 }.map { variables[$0] }
      guard let plan = input.plans.first(where: { $0.sorting == wanted }) else { return nil }
      chosen.append(plan)
    }
    return chosen
  }
}

extension ResolvedPattern {
  /// Whether it is matched in each graph by itself.
  fileprivate var hasGraphVariable: Bool {
    if places.count > 3, case .variable? = places[3] { return true }
    return false
  }
}
