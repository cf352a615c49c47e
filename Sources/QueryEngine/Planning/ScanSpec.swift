// What to read from an index: a triple pattern in ids, in the graphs that are to be seen.

import Storage

/// What stands in one place of a pattern that is read.
enum ScanPlace: Hashable {
  /// This term.
  case constant(TermID)
  /// A variable that takes what is there.
  case variable(Slot)
  /// A variable of the rows that a look-up is done for.
  case bound(Slot)
}

/// Which graphs a pattern is matched in.
enum GraphFilter: Hashable {
  /// All quads, because each of them counts: nothing is to be looked at.
  case everything
  /// The default graph and what was derived from it, or the default graph alone.
  case defaultGraph(includingDerived: Bool)
  /// One named graph.
  case one(TermID)
  /// Graphs merged into one: each triple counts once. The ids are sorted.
  case merged([TermID])
  /// All graphs merged into one.
  case union(includingDerived: Bool)
  /// Each named graph by itself.
  case named
  /// Each of these named graphs by itself; sorted.
  case namedAmong([TermID])

  /// Whether the same triple may come several times and counts once.
  var isMerging: Bool {
    switch self {
    case .merged(let graphs): graphs.count > 1
    case .union: true
    default: false
    }
  }

  /// Whether quads of a graph are seen.
  @inline(__always)
  func admits(_ graph: UInt64) -> Bool {
    switch self {
    case .everything: true
    case .defaultGraph(let includingDerived):
      graph == TermID.defaultGraph.rawValue
        || includingDerived && graph == TermID.derivedGraph.rawValue
    case .one(let id): graph == id.rawValue
    case .merged(let graphs), .namedAmong(let graphs):
      graphs.contains { $0.rawValue == graph }
    case .union(let includingDerived):
      includingDerived || graph != TermID.derivedGraph.rawValue
    case .named: graph > TermID.derivedGraph.rawValue
    }
  }
}

/// A pattern to be read in an order of the store.
struct ScanSpec: Hashable {
  /// Subject, predicate, object and graph, whose place is a variable only in `GRAPH ?g`.
  var places: [ScanPlace?]
  var graphs: GraphFilter
  var order: IndexOrder
  /// Ids that the column behind the constants may have, or nil for any.
  var ranges: IDRanges?

  /// The pattern with the constants alone.
  var constants: QuadPattern {
    func id(_ position: Int) -> TermID? {
      if case .constant(let id)? = places[position] { return id }
      return nil
    }
    return QuadPattern(subject: id(0), predicate: id(1), object: id(2), graph: graphConstant)
  }

  /// The graph where it is one.
  var graphConstant: TermID? {
    switch graphs {
    case .one(let id): id
    case .defaultGraph(includingDerived: false): .defaultGraph
    default: nil
    }
  }

  /// The variables that a scan gives, in the order of its columns, each once.
  var variables: [Slot] {
    var found: [Slot] = []
    let positions = order.positions
    for column in 0..<4 {
      if case .variable(let slot)? = places[positions[column]], !found.contains(slot) {
        found.append(slot)
      }
    }
    return found
  }

  /// The variables that rows of a scan are sorted by: those behind the constants.
  var sorting: [Slot] {
    var found: [Slot] = []
    let positions = order.positions
    for column in 0..<4 {
      switch places[positions[column]] {
      case .constant?, .bound?: continue
      case .variable(let slot)?: if !found.contains(slot) { found.append(slot) }
      case nil: return found
      }
    }
    return found
  }
}
