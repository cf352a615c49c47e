// Index nested loops: for each row of the left side, the quads that match it.
//
// For left sides that are small, or whose keys come in the order of the index: then the next look-up is mostly
// in the block that the last one decoded. The order of the left rows stays.

import Storage

final class IndexJoinOperator: BatchOperator {
  private let left: BatchOperator
  private let finder: RangeFinder
  private let spec: ScanSpec
  private let output: RowTable
  private var filter: RowFilter
  private var key: RangeKey
  /// Columns of the left side that go on.
  private let leftSources: [Int]
  /// Columns of the index that go on, behind them.
  private let rightSources: [Int]
  /// Columns of the index that must equal a value behind the range's prefix.
  private var row = 0
  private var isInRange = false
  private var hasLeft = false
  /// Quads of one range sorted, where graphs are merged.
  private var merged: [IDQuad] = []

  /// Rows of the index that may still be read.
  private var mayRead: Int
  /// Rows of the left side that were looked up, whole or in part.
  private(set) var leftRowsTaken = 0

  /// Looks `spec` up for each row of `left`; `slots` are the variables that are needed.
  ///
  /// Ends where more than `mostRead` rows of the index have been read.
  init(
    _ left: BatchOperator, _ spec: ScanSpec, view: ReadView, slots: [Slot], mostRead: Int = .max
  ) {
    mayRead = mostRead
    self.left = left
    self.spec = spec
    filter = RowFilter(spec)
    key = RangeKey(spec, left)
    let fromLeft = slots.filter { left.column(of: $0) != nil }
    let fromRight = slots.filter { left.column(of: $0) == nil }
    leftSources = left.columns(of: fromLeft)
    rightSources = fromRight.map { spec.column(of: $0) }
    // What is looked at behind the range's prefix can be any column.
    let count = key.hasResidual ? 4 : filter.columnCount(rightSources + [key.prefixColumns - 1])
    finder = view.finder(order: spec.order, columns: count)
    output = RowTable(width: slots.count, capacity: BatchOperator.batchRows)
    super.init(slots: fromLeft + fromRight, control: left.control)
  }

  override func produce() throws(QueryError) -> Bool {
    output.removeAll()
    while output.count < BatchOperator.batchRows, mayRead >= 0 {
      if isInRange {
        try takeRange()
        continue
      }
      if hasLeft { row += 1 }
      while !hasLeft || row >= left.rows {
        guard try left.next() else {
          show(output)
          return output.count > 0
        }
        hasLeft = true
        row = 0
      }
      leftRowsTaken += 1
      key.set(left.batch, row)
      let (lower, upper) = (key.lower, key.upper)
      try reading { () throws(StorageError) in try finder.seek(from: lower, to: upper) }
      filter.restart()
      isInRange = true
      if spec.graphs.isMerging { try mergeRange() }
    }
    show(output)
    return mayRead >= 0 || output.count > 0
  }

  /// Takes the next batch of the range.
  private func takeRange() throws(QueryError) {
    guard try reading({ () throws(StorageError) in try finder.next() }) else {
      isInRange = false
      return
    }
    let columns = finder.columns
    let count = finder.end - finder.first
    mayRead -= count
    try output.reserve(count)
    if filter.isEmpty, !key.hasResidual {
      for index in rightSources.indices {
        (output.columns[leftSources.count + index] + output.count).update(
          from: columns.columns[rightSources[index]] + finder.first, count: count)
      }
      appendLeft(count)
      return
    }
    var kept = 0
    for row in finder.first..<finder.end
    where key.matches(columns, row) && filter.passes(columns, row) {
      for index in rightSources.indices {
        output.columns[leftSources.count + index][output.count + kept] =
          columns.columns[rightSources[index]][row]
      }
      kept += 1
    }
    appendLeft(kept)
  }

  /// Takes the whole range at once: its pieces come segment by segment, and equal triples of different graphs
  /// must meet.
  private func mergeRange() throws(QueryError) {
    merged.removeAll(keepingCapacity: true)
    while mayRead >= 0, try reading({ () throws(StorageError) in try finder.next() }) {
      mayRead -= finder.end - finder.first
      for row in finder.first..<finder.end where key.matches(finder.columns, row) {
        merged.append(finder.columns.quad(at: row))
      }
    }
    isInRange = false
    merged.sort()
    let columns = QuadColumns(capacity: max(merged.count, 1))
    defer { columns.deallocate() }
    for (row, quad) in merged.enumerated() { columns.set(quad, at: row) }
    try output.reserve(merged.count)
    var kept = 0
    for row in merged.indices where filter.passes(columns, row) {
      for index in rightSources.indices {
        output.columns[leftSources.count + index][output.count + kept] =
          columns.columns[rightSources[index]][row]
      }
      kept += 1
    }
    appendLeft(kept)
  }

  /// Repeats the left row for rows whose right columns are written.
  @inline(__always)
  private func appendLeft(_ count: Int) {
    for index in leftSources.indices {
      (output.columns[index] + output.count).update(
        repeating: left.batch[leftSources[index]][row], count: count)
    }
    output.count += count
  }
}

/// The range of an order that a row asks for.
struct RangeKey {
  private(set) var lower = IDQuad.lowest
  private(set) var upper = IDQuad.highest
  /// For each bound column of the order the left column that gives it.
  private var prefix: [(column: Int, source: Int)] = []
  private var residual: [(column: Int, source: Int)] = []
  /// Constants behind the prefix.
  private var constants: [(column: Int, id: UInt64)] = []
  private var wanted: [(column: Int, id: UInt64)] = []

  /// How many leading columns are known.
  private(set) var prefixColumns = 0

  /// Whether rows of the range are to be looked at.
  var hasResidual: Bool { !wanted.isEmpty || !residual.isEmpty }

  init(_ spec: ScanSpec, _ left: BatchOperator) {
    let positions = spec.order.positions
    var isPrefix = true
    for column in 0..<4 {
      var place = spec.places[positions[column]]
      if positions[column] == 3, place == nil, let graph = spec.graphConstant {
        place = .constant(graph)
      }
      switch place {
      case .constant(let id)?:
        if isPrefix {
          Self.set(&lower, &upper, column, id.rawValue)
          prefixColumns = column + 1
        } else {
          constants.append((column, id.rawValue))
        }
      case .bound(let slot)?:
        let source = left.columns(of: [slot])[0]
        if isPrefix {
          prefix.append((column, source))
          prefixColumns = column + 1
        } else {
          residual.append((column, source))
        }
      case .variable?, nil: isPrefix = false
      }
    }
    wanted = constants
  }

  /// Makes the range that of a row.
  @inline(__always)
  mutating func set(_ batch: [UnsafePointer<UInt64>], _ row: Int) {
    for (column, source) in prefix { Self.set(&lower, &upper, column, batch[source][row]) }
    if residual.isEmpty { return }
    wanted = constants
    for (column, source) in residual { wanted.append((column, batch[source][row])) }
  }

  /// Whether a row of the range has the values behind the prefix.
  @inline(__always)
  func matches(_ columns: QuadColumns, _ row: Int) -> Bool {
    for (column, id) in wanted where columns.columns[column][row] != id { return false }
    return true
  }

  @inline(__always)
  private static func set(_ lower: inout IDQuad, _ upper: inout IDQuad, _ column: Int, _ id: UInt64)
  {
    switch column {
    case 0: (lower.a, upper.a) = (id, id)
    case 1: (lower.b, upper.b) = (id, id)
    case 2: (lower.c, upper.c) = (id, id)
    default: (lower.d, upper.d) = (id, id)
    }
  }
}
