// Operators: what a plan becomes to be run. Each pulls batches of rows from those below it.
//
//     while try operator.next() { operator.rows rows in operator.batch }
//
// A batch is columns of ids and stays valid until the next call. Batches have at least a row; a stream of
// rows without columns (COUNT(*), ASK) has row counts alone.

import Storage

/// A variable of a query by its number.
struct Slot: Hashable, Comparable, Sendable {
  let index: Int

  static func < (a: Slot, b: Slot) -> Bool { a.index < b.index }
}

/// Gives rows batch by batch; one thread.
class BatchOperator {
  /// Rows that operators collect before they hand them on.
  static let batchRows = 2_048

  /// The variables of the columns.
  let slots: [Slot]
  let control: QueryControl
  /// The columns of the current batch.
  @exclusivity(unchecked) final var batch: [UnsafePointer<UInt64>]
  /// Rows of the current batch.
  @exclusivity(unchecked) final var rows = 0
  private var isAtEnd = false
  /// Where actual figures are counted, or nil.
  final var metrics: OperatorMetrics?

  init(slots: [Slot], control: QueryControl) {
    self.slots = slots
    self.control = control
    batch = []
    batch.reserveCapacity(slots.count)
  }

  /// Goes to the next batch; false at the end, and from then on.
  final func next() throws(QueryError) -> Bool {
    if isAtEnd { return false }
    repeat {
      try control.check()
      let start = metrics == nil ? 0 : OperatorMetrics.clock()
      let isThere = try produce()
      if !isThere { rows = 0 }
      metrics?.count(rows: rows, since: start, bytes: footprintBytes)
      isAtEnd = !isThere
    } while rows == 0 && !isAtEnd
    return !isAtEnd
  }

  /// Makes the next batch, which may be empty; false at the end.
  func produce() throws(QueryError) -> Bool {
    preconditionFailure("an operator makes batches")
  }

  /// Bytes of memory that the operator's own tables hold, beside a batch or two.
  var footprintBytes: Int { 0 }

  /// The column of a variable, or nil.
  final func column(of slot: Slot) -> Int? { slots.firstIndex(of: slot) }

  /// The columns of variables, each of which the operator has.
  final func columns(of wanted: [Slot]) -> [Int] {
    wanted.map { slot in
      guard let column = column(of: slot) else {
        preconditionFailure("the plan takes a variable from where it is not")
      }
      return column
    }
  }

  /// Makes the next rows of a table the current batch; false where there are no more.
  final func show(_ table: RowTable, from shown: inout Int) -> Bool {
    guard shown < table.count else { return false }
    batch.removeAll(keepingCapacity: true)
    for column in table.columns { batch.append(UnsafePointer(column + shown)) }
    rows = min(Self.batchRows, table.count - shown)
    shown += rows
    return true
  }

  /// Makes a table the current batch.
  final func show(_ table: RowTable) {
    batch.removeAll(keepingCapacity: true)
    for column in table.columns { batch.append(UnsafePointer(column)) }
    rows = table.count
  }
}

/// Runs a call of the store and turns its error into the query's.
@inline(__always)
func reading<R>(_ body: () throws(StorageError) -> R) throws(QueryError) -> R {
  do throws(StorageError) { return try body() } catch { throw .store(error) }
}
