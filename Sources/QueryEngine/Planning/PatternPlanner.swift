// Triple patterns in ids: the scans that may answer one, and how many rows they have.

import RDF
import SPARQL
import Storage

/// A triple pattern whose terms are ids; nil where a term is in no quad, so that nothing matches.
struct ResolvedPattern {
  /// Subject, predicate, object, and in `GRAPH ?g` the graph.
  var places: [ScanPlace?]
  var graphs: GraphFilter
  /// How many quads match, about.
  var rows: Double
  /// Distinct values of its variables.
  var distinct: [Slot: Double]
  /// Ids that conditions leave to a variable.
  var ranges: [Slot: IDRanges] = [:]

  /// The variables, each once.
  var variables: [Slot] {
    var found: [Slot] = []
    for case .variable(let slot)? in places where !found.contains(slot) { found.append(slot) }
    return found
  }

  /// Which of subject, predicate and object are constants.
  fileprivate var constantPositions: Set<Int> {
    Set((0..<3).filter { if case .constant? = places[$0] { true } else { false } })
  }
}

/// Makes scans of triple patterns.
struct PatternPlanner {
  let view: ReadView
  private let counts = KnownCounts()

  init(view: ReadView) { self.view = view }

  /// A pattern with its statistics.
  func resolve(
    _ places: [ScanPlace?], _ graphs: GraphFilter
  ) throws(QueryError) -> ResolvedPattern {
    func id(_ position: Int) -> TermID? {
      if case .constant(let id)? = places[position] { return id }
      return nil
    }
    var graph: TermID?
    if case .one(let id) = graphs { graph = id }
    let constants = QuadPattern(
      subject: id(0), predicate: id(1), object: id(2), graph: graph)
    let rows = Double(try count(constants))
    var pattern = ResolvedPattern(places: places, graphs: graphs, rows: rows, distinct: [:])
    let known = id(1).flatMap { view.statistics(of: $0) } ?? view.totals
    let bounds = [
      Double(known.distinctSubjects), Double(view.predicateCount), Double(known.distinctObjects),
      Double(view.graphs.count),
    ]
    for position in 0..<4 {
      guard case .variable(let slot)? = places[position] else { continue }
      let values = max(1, min(rows, bounds[position]))
      pattern.distinct[slot] = min(pattern.distinct[slot] ?? values, values)
    }
    // A variable that stands twice keeps few rows.
    let standing = places.filter { if case .variable? = $0 { true } else { false } }.count
    if standing > pattern.variables.count { pattern.rows = max(1, rows / 100) }
    return pattern
  }

  private func count(_ pattern: QuadPattern) throws(QueryError) -> Int {
    if let known = counts.counts[pattern] { return known }
    let count = try reading { () throws(StorageError) in try view.estimatedCount(pattern) }
    counts.counts[pattern] = count
    return count
  }

  /// The scans of a pattern: each order in which its constants stand first.
  func scans(_ pattern: ResolvedPattern) throws(QueryError) -> [PlanNode] {
    let constants = pattern.constantPositions
    var nodes: [PlanNode] = []
    for order in [IndexOrder.spog, .psog, .posg, .ospg] {
      let positions = order.positions
      let prefix = Set((0..<constants.count).map { positions[$0] })
      guard prefix == constants else { continue }
      var spec = ScanSpec(places: pattern.places, graphs: pattern.graphs, order: order)
      var rows = pattern.rows
      // A graph that is looked for stands behind all else, so the range is of the column before it.
      if let slot = spec.sorting.first, let ranges = pattern.ranges[slot],
        constants.count < 3, pattern.places[positions[constants.count]] == .variable(slot)
      {
        spec.ranges = ranges
        rows = try self.rows(spec)
      }
      nodes.append(node(spec, pattern, rows: rows))
    }
    return nodes
  }

  /// How many quads a scan reads, about.
  func rows(_ spec: ScanSpec) throws(QueryError) -> Double {
    var rows = 0
    for (lower, upper) in spec.bounds {
      rows += try reading { () throws(StorageError) in
        try view.estimatedCount(from: lower, to: upper, in: spec.order)
      }
    }
    return Double(rows)
  }

  /// The part of a pattern's quads that a variable's ranges leave, or nil where no order has the variable behind the
  /// constants.
  func share(_ pattern: ResolvedPattern, _ slot: Slot, _ ranges: IDRanges) throws(QueryError)
    -> Double?
  {
    let constants = pattern.constantPositions
    guard constants.count < 3, pattern.rows > 0 else { return nil }
    for order in [IndexOrder.spog, .psog, .posg, .ospg] {
      let positions = order.positions
      guard Set((0..<constants.count).map { positions[$0] }) == constants,
        pattern.places[positions[constants.count]] == .variable(slot)
      else { continue }
      let spec = ScanSpec(
        places: pattern.places, graphs: pattern.graphs, order: order, ranges: ranges)
      return try min(1, rows(spec) / pattern.rows)
    }
    return nil
  }

  /// A look-up of a pattern for each row that binds `given`.
  ///
  /// The order is the one whose first columns are all given, so that nothing is read in vain. A predicate that is
  /// a constant comes first: what is looked up then stands close together.
  func lookup(_ pattern: ResolvedPattern, given: Set<Slot>) -> ScanSpec {
    var places = pattern.places
    for position in 0..<4 {
      if case .variable(let slot)? = places[position], given.contains(slot) {
        places[position] = .bound(slot)
      }
    }
    func isKnown(_ position: Int) -> Bool {
      switch places[position] {
      case .constant?, .bound?: true
      case .variable?, nil: false
      }
    }
    let (s, p, o) = (isKnown(0), isKnown(1), isKnown(2))
    let hasPredicate = if case .constant? = places[1] { true } else { false }
    let order: IndexOrder =
      switch (s, p, o) {
      case (true, true, _) where hasPredicate: .psog
      case (true, _, true) where !p: .ospg
      case (true, _, _): .spog
      case (false, true, true): .posg
      case (false, true, false): .psog
      case (false, false, true): .ospg
      case (false, false, false): .spog
      }
    return ScanSpec(places: places, graphs: pattern.graphs, order: order)
  }

  /// How many quads stand behind the constants that come first in the order of a look-up.
  func rowsBehindConstants(_ pattern: ResolvedPattern, _ spec: ScanSpec) -> Double {
    if case .constant? = spec.places[spec.order.positions[0]] { return pattern.rows }
    return Double(view.quadCount)
  }

  private func node(_ spec: ScanSpec, _ pattern: ResolvedPattern, rows: Double) -> PlanNode {
    PlanNode(
      .scan(spec), slots: spec.variables, bound: Set(spec.variables), sorting: spec.sorting,
      rows: rows, cost: Costs.scanStart + rows * Costs.scanRow, distinct: pattern.distinct)
  }
}

/// Counts of patterns that a query has asked for before; one thread.
private final class KnownCounts {
  var counts: [QuadPattern: Int] = [:]
}
