// What rows of an index must pass beyond their range: graphs, equal places, merged graphs.

import Storage

/// Tests rows of an order's columns.
struct RowFilter {
  private let graphs: GraphFilter
  /// Pairs of columns that must be equal.
  private let equal: [(Int, Int)]
  private let graphColumn: Int
  private let isMerging: Bool
  private var last = IDQuad.highest

  /// Tests rows of what `spec` reads.
  ///
  /// A graph that is a constant is looked for by the scan, unless this `checksConstantGraph`.
  init(_ spec: ScanSpec, checksConstantGraph: Bool = false) {
    graphs = spec.graphConstant == nil || checksConstantGraph ? spec.graphs : .everything
    isMerging = spec.graphs.isMerging
    let positions = spec.order.positions
    var firstColumns: [Slot: Int] = [:]
    var equal: [(Int, Int)] = []
    var graphColumn = 3
    for column in 0..<4 {
      if positions[column] == 3 { graphColumn = column }
      guard case .variable(let slot)? = spec.places[positions[column]] else { continue }
      if let first = firstColumns[slot] {
        equal.append((first, column))
      } else {
        firstColumns[slot] = column
      }
    }
    self.equal = equal
    self.graphColumn = graphColumn
  }

  /// Whether every row passes.
  var isEmpty: Bool { equal.isEmpty && graphs == .everything }

  /// How many leading columns of the order a reader needs that tests rows and takes the columns of `sources`.
  func columnCount(_ sources: [Int]) -> Int {
    if graphs != .everything || isMerging { return 4 }
    let read = sources + equal.map(\.1)
    return (read.max() ?? 0) + 1
  }

  /// Forgets the last row, before a range that has nothing to do with the one before.
  mutating func restart() { last = .highest }

  /// Whether a row passes; rows come in the order of the index.
  @inline(__always)
  mutating func passes(_ columns: QuadColumns, _ row: Int) -> Bool {
    guard graphs.admits(columns.columns[graphColumn][row]) else { return false }
    for (a, b) in equal where columns.columns[a][row] != columns.columns[b][row] { return false }
    guard isMerging else { return true }
    // The graph stands last, so quads of the same triple are neighbours.
    var triple = columns.quad(at: row)
    triple.d = 0
    if triple == last { return false }
    last = triple
    return true
  }
}
