// Property paths from a node (section 18.4): which nodes a path leads to, forwards or backwards.
//
//     link         the quads of a predicate at the node
//     a / b        b from each node that a leads to
//     a | b        both
//     a? a* a+     a frontier that grows until it finds nothing new; each node once
//
// Outside `?`, `*` and `+` a node comes as often as the path leads to it.

import RDF
import SPARQL
import Storage

/// A path whose predicates are ids; nil ids are of predicates that no quad has.
indirect enum CompiledPath {
  case link(TermID?)
  case inverse(CompiledPath)
  case sequence(CompiledPath, CompiledPath)
  case alternative(CompiledPath, CompiledPath)
  case zeroOrOne(CompiledPath)
  case zeroOrMore(CompiledPath)
  case oneOrMore(CompiledPath)
  case negatedSet(forward: Set<UInt64>, inverse: Set<UInt64>, walksForward: Bool, walksBack: Bool)

  init(_ path: PropertyPath, _ context: EvaluationContext) throws(QueryError) {
    switch path {
    case .link(let iri): self = .link(try context.stored(.iri(iri)))
    case .inverse(let a): self = .inverse(try CompiledPath(a, context))
    case .sequence(let a, let b):
      self = .sequence(try CompiledPath(a, context), try CompiledPath(b, context))
    case .alternative(let a, let b):
      self = .alternative(try CompiledPath(a, context), try CompiledPath(b, context))
    case .zeroOrOne(let a): self = .zeroOrOne(try CompiledPath(a, context))
    case .zeroOrMore(let a): self = .zeroOrMore(try CompiledPath(a, context))
    case .oneOrMore(let a): self = .oneOrMore(try CompiledPath(a, context))
    case .negatedSet(let forward, let inverse):
      self = .negatedSet(
        forward: try Self.ids(forward, context), inverse: try Self.ids(inverse, context),
        walksForward: !forward.isEmpty || inverse.isEmpty, walksBack: !inverse.isEmpty)
    }
  }

  private static func ids(
    _ iris: [IRI], _ context: EvaluationContext
  ) throws(QueryError) -> Set<UInt64> {
    var ids: Set<UInt64> = []
    for iri in iris {
      if let id = try context.stored(.iri(iri)) { ids.insert(id.rawValue) }
    }
    return ids
  }
}

/// Walks paths in one view and its graphs; one thread.
final class PathWalker {
  private let view: ReadView
  private let graphs: GraphFilter
  private let control: QueryControl
  private let bySubject: RangeFinder
  private let byObject: RangeFinder
  private let byPredicate: RangeFinder
  /// Steps of links that were taken before.
  private var steps: [Step: [UInt64]] = [:]
  private var visits = 0

  private struct Step: Hashable {
    var predicate: UInt64
    var node: UInt64
    var isForward: Bool
  }

  /// Steps that are kept: neighbours of many starts are walked again and again.
  private static let keptSteps = 1_000_000

  init(view: ReadView, graphs: GraphFilter, control: QueryControl) {
    self.view = view
    self.graphs = graphs
    self.control = control
    bySubject = view.finder(order: .spog)
    byObject = view.finder(order: .ospg)
    byPredicate = view.finder(order: .posg)
  }

  /// The nodes that a path leads to.
  func reach(
    _ path: CompiledPath, from node: UInt64, forward: Bool
  ) throws(QueryError) -> [UInt64] {
    visits += 1
    if visits & 0x3FF == 0 { try control.check() }
    switch path {
    case .link(let predicate): return try step(predicate, node, forward)
    case .inverse(let a): return try reach(a, from: node, forward: !forward)
    case .sequence(let a, let b):
      var ends: [UInt64] = []
      for middle in try reach(forward ? a : b, from: node, forward: forward) {
        ends += try reach(forward ? b : a, from: middle, forward: forward)
      }
      return ends
    case .alternative(let a, let b):
      return try reach(a, from: node, forward: forward)
        + reach(b, from: node, forward: forward)
    case .zeroOrOne(let a):
      var seen: Set<UInt64> = [node]
      var ends = [node]
      for end in try reach(a, from: node, forward: forward) where seen.insert(end).inserted {
        ends.append(end)
      }
      return ends
    case .zeroOrMore(let a): return try closure(a, node, forward, includingStart: true)
    case .oneOrMore(let a): return try closure(a, node, forward, includingStart: false)
    case .negatedSet(let ahead, let back, let walksForward, let walksBack):
      var ends: [UInt64] = []
      if walksForward { ends += try others(than: ahead, node, forward) }
      if walksBack { ends += try others(than: back, node, !forward) }
      return ends
    }
  }

  /// Whether a path leads from one node to another, and how often outside of closures.
  func count(
    _ path: CompiledPath, from start: UInt64, to end: UInt64
  ) throws(QueryError) -> Int {
    try reach(path, from: start, forward: true).reduce(0) { $0 + ($1 == end ? 1 : 0) }
  }

  /// Whether a term is a subject or an object in the graphs: what a path of no length between two variables asks
  /// (section 18.4, `ZeroLengthPath`).
  func isNode(_ node: UInt64) throws(QueryError) -> Bool {
    guard !TermID(rawValue: node).isLocal else { return false }
    for finder in [bySubject, byObject] {
      try reading { () throws(StorageError) in
        try finder.seek(from: IDQuad(node, 0, 0, 0), to: IDQuad(node, .max, .max, .max))
      }
      while try reading({ () throws(StorageError) in try finder.next() }) {
        let graph = finder.columns.columns[3]
        if (finder.first..<finder.end).contains(where: { graphs.admits(graph[$0]) }) { return true }
      }
    }
    return false
  }

  private func closure(
    _ path: CompiledPath, _ start: UInt64, _ forward: Bool, includingStart: Bool
  ) throws(QueryError) -> [UInt64] {
    var seen: Set<UInt64> = includingStart ? [start] : []
    var ends = includingStart ? [start] : []
    var frontier = [start]
    while let node = frontier.popLast() {
      for end in try reach(path, from: node, forward: forward) where seen.insert(end).inserted {
        ends.append(end)
        frontier.append(end)
      }
    }
    return ends
  }

  // MARK: quads

  private func step(
    _ predicate: TermID?, _ node: UInt64, _ forward: Bool
  ) throws(QueryError) -> [UInt64] {
    guard let predicate, !TermID(rawValue: node).isLocal else { return [] }
    let step = Step(predicate: predicate.rawValue, node: node, isForward: forward)
    if let known = steps[step] { return known }
    let ends =
      forward
      ? try read(bySubject, node, predicate.rawValue, column: 2)
      : try read(byPredicate, predicate.rawValue, node, column: 2)
    if steps.count < Self.keptSteps { steps[step] = ends }
    return ends
  }

  /// The third column of the quads that start with two ids, once a triple.
  private func read(
    _ finder: RangeFinder, _ a: UInt64, _ b: UInt64, column: Int
  ) throws(QueryError) -> [UInt64] {
    let lower = IDQuad(a, b, 0, 0)
    let upper = IDQuad(a, b, .max, .max)
    try reading { () throws(StorageError) in try finder.seek(from: lower, to: upper) }
    var ends: [UInt64] = []
    while try reading({ () throws(StorageError) in try finder.next() }) {
      let columns = finder.columns
      for row in finder.first..<finder.end where graphs.admits(columns.columns[3][row]) {
        ends.append(columns.columns[column][row])
      }
    }
    return graphs.isMerging ? Array(Set(ends)).sorted() : ends
  }

  /// Where other predicates than those lead.
  private func others(
    than predicates: Set<UInt64>, _ node: UInt64, _ forward: Bool
  ) throws(QueryError) -> [UInt64] {
    guard !TermID(rawValue: node).isLocal else { return [] }
    let finder = forward ? bySubject : byObject
    // spog: the predicate is second, the end third; ospg: the end second, the predicate third.
    let (predicateColumn, endColumn) = forward ? (1, 2) : (2, 1)
    let lower = IDQuad(node, 0, 0, 0)
    let upper = IDQuad(node, .max, .max, .max)
    try reading { () throws(StorageError) in try finder.seek(from: lower, to: upper) }
    var found: [(UInt64, UInt64)] = []
    while try reading({ () throws(StorageError) in try finder.next() }) {
      let columns = finder.columns
      for row in finder.first..<finder.end where graphs.admits(columns.columns[3][row]) {
        let predicate = columns.columns[predicateColumn][row]
        if predicates.contains(predicate) { continue }
        found.append((predicate, columns.columns[endColumn][row]))
      }
    }
    if graphs.isMerging {
      var seen: Set<IDQuad> = []
      found = found.filter { seen.insert(IDQuad($0.0, $0.1, 0, 0)).inserted }
    }
    return found.map(\.1)
  }

  // MARK: starts

  /// The nodes that a path may start at, each once; more than those it does is no harm.
  func starts(_ path: CompiledPath, forward: Bool) throws(QueryError) -> [UInt64] {
    var found: Set<UInt64> = []
    try collectStarts(path, forward, into: &found)
    return found.sorted()
  }

  private func collectStarts(
    _ path: CompiledPath, _ forward: Bool, into found: inout Set<UInt64>
  ) throws(QueryError) {
    switch path {
    case .link(let predicate):
      guard let predicate else { return }
      let pattern = QuadPattern(predicate: predicate)
      try collect(view.scan(pattern, order: forward ? .psog : .posg), [1], into: &found)
    case .inverse(let a): try collectStarts(a, !forward, into: &found)
    case .sequence(let a, let b): try collectStarts(forward ? a : b, forward, into: &found)
    case .alternative(let a, let b):
      try collectStarts(a, forward, into: &found)
      try collectStarts(b, forward, into: &found)
    case .oneOrMore(let a): try collectStarts(a, forward, into: &found)
    case .zeroOrOne, .zeroOrMore:
      // A path of no length starts at every node of the graph.
      try collect(view.scan(QuadPattern(), order: .spog), [0, 2], into: &found)
    case .negatedSet(_, _, let walksForward, let walksBack):
      if walksForward {
        try collect(view.scan(QuadPattern(), order: .spog), [forward ? 0 : 2], into: &found)
      }
      if walksBack {
        try collect(view.scan(QuadPattern(), order: .spog), [forward ? 2 : 0], into: &found)
      }
    }
  }

  private func collect(
    _ scan: QuadScan, _ columns: [Int], into found: inout Set<UInt64>
  ) throws(QueryError) {
    while try reading({ () throws(StorageError) in try scan.next() }) {
      try control.check()
      let read = scan.columns
      for column in columns {
        var last: UInt64 = 0
        for row in scan.first..<scan.end where graphs.admits(read.columns[3][row]) {
          let id = read.columns[column][row]
          if id != last { found.insert(id) }
          last = id
        }
      }
    }
  }
}
