// Reads a range of an index.
//
// Where every row counts, a batch is the decoded block itself: nothing is copied.

import Storage

final class ScanOperator: BatchOperator {
  private let scan: QuadScan
  private var filter: RowFilter
  /// For each column of the output the column of the index.
  private let sources: [Int]
  private let kept: RowTable

  /// Reads what `spec` says; `slots` are those of its variables that are needed.
  init(_ spec: ScanSpec, view: ReadView, slots: [Slot], control: QueryControl) {
    let (lower, upper) = spec.bounds
    scan = view.scan(spec.constants, order: spec.order, from: lower, to: upper)
    filter = RowFilter(spec)
    sources = slots.map { spec.column(of: $0) }
    kept = RowTable(width: slots.count, capacity: maximumBlockRows)
    super.init(slots: slots, control: control)
  }

  override func produce() throws(QueryError) -> Bool {
    guard try reading({ () throws(StorageError) in try scan.next() }) else { return false }
    let columns = scan.columns
    if filter.isEmpty {
      batch.removeAll(keepingCapacity: true)
      for source in sources { batch.append(UnsafePointer(columns.columns[source] + scan.first)) }
      rows = scan.end - scan.first
      return true
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
    return true
  }
}

extension ScanSpec {
  /// The column of the order that holds a variable first.
  func column(of slot: Slot) -> Int {
    let positions = order.positions
    for column in 0..<4 where places[positions[column]] == .variable(slot) { return column }
    preconditionFailure("a scan is asked for a variable that it does not have")
  }

  /// The lowest and the highest quad that the constants and the range leave.
  var bounds: (lower: IDQuad, upper: IDQuad) {
    var (lower, upper) = constants.bounds(in: order)
    guard let range else { return (lower, upper) }
    let positions = order.positions
    var bound = 0
    while bound < 4, case .constant? = places[positions[bound]] { bound += 1 }
    switch bound {
    case 0: (lower.a, upper.a) = (range.lowerBound, range.upperBound)
    case 1: (lower.b, upper.b) = (range.lowerBound, range.upperBound)
    case 2: (lower.c, upper.c) = (range.lowerBound, range.upperBound)
    default: break
    }
    return (lower, upper)
  }
}
