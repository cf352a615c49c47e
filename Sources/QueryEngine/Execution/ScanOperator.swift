// Reads a range of an index.
//
// Where every row counts, a batch is the decoded block itself: nothing is copied. Ranges are read one after the other;
// they ascend, so the rows stay sorted.

import Storage

final class ScanOperator: BatchOperator {
  private let view: ReadView
  private let spec: ScanSpec
  private let bounds: [(lower: IDQuad, upper: IDQuad)]
  private var next = 0
  private var scan: QuadScan?
  private var filter: RowFilter
  /// For each column of the output the column of the index.
  private let sources: [Int]
  private let kept: RowTable

  /// Reads what `spec` says; `slots` are those of its variables that are needed.
  init(_ spec: ScanSpec, view: ReadView, slots: [Slot], control: QueryControl) {
    self.view = view
    self.spec = spec
    bounds = spec.bounds
    filter = RowFilter(spec)
    sources = slots.map { spec.column(of: $0) }
    kept = RowTable(width: slots.count, capacity: maximumBlockRows)
    super.init(slots: slots, control: control)
  }

  override func produce() throws(QueryError) -> Bool {
    while true {
      if let scan {
        if try reading({ () throws(StorageError) in try scan.next() }) {
          show(scan)
          return true
        }
      }
      guard next < bounds.count else { return false }
      let (lower, upper) = bounds[next]
      scan = view.scan(
        spec.constants, order: spec.order, from: lower, to: upper,
        columns: filter.columnCount(sources))
      next += 1
    }
  }

  /// Makes what passes of a scan's batch the current batch.
  private func show(_ scan: QuadScan) {
    let columns = scan.columns
    if filter.isEmpty {
      batch.removeAll(keepingCapacity: true)
      for source in sources { batch.append(UnsafePointer(columns.columns[source] + scan.first)) }
      rows = scan.end - scan.first
      return
    }
    var count = 0
    for row in scan.first..<scan.end where filter.passes(columns, row) {
      for index in sources.indices {
        kept.columns[index][count] = columns.columns[sources[index]][row]
      }
      count += 1
    }
    kept.count = count
    show(kept)
  }
}

extension ScanSpec {
  /// The column of the order that holds a variable first.
  func column(of slot: Slot) -> Int {
    let positions = order.positions
    for column in 0..<4 where places[positions[column]] == .variable(slot) { return column }
    preconditionFailure("a scan is asked for a variable that it does not have")
  }

  /// The lowest and the highest quads that the constants and the ranges leave.
  var bounds: [(lower: IDQuad, upper: IDQuad)] {
    let (lower, upper) = constants.bounds(in: order)
    guard let ranges else { return [(lower, upper)] }
    let positions = order.positions
    var bound = 0
    while bound < 4, case .constant? = places[positions[bound]] { bound += 1 }
    return ranges.ranges.map { range in
      var (low, high) = (lower, upper)
      switch bound {
      case 0: (low.a, high.a) = (range.lowerBound, range.upperBound)
      case 1: (low.b, high.b) = (range.lowerBound, range.upperBound)
      case 2: (low.c, high.c) = (range.lowerBound, range.upperBound)
      default: break
      }
      return (low, high)
    }
  }
}
