// Rows of a plan that stands several times in a query: run by the first that needs them, kept for the others.

import Storage

final class SharedRowsOperator: BatchOperator {
  private let table: SharedTable<RowTable>
  private let makeRows: () throws(QueryError) -> BatchOperator
  private let sources: [Int]
  private var rowsInMemory: RowTable?
  /// Makes the rows for this place alone, where they do not fit into memory.
  private var alone: BatchOperator?
  private var shown = 0

  /// Shows `slots` of the rows that `makeRows` makes, which have the variables `all`.
  init(
    _ table: SharedTable<RowTable>, all: [Slot], slots: [Slot], control: QueryControl,
    makeRows: @escaping () throws(QueryError) -> BatchOperator
  ) {
    self.table = table
    self.makeRows = makeRows
    sources = slots.map { slot in all.firstIndex(of: slot) ?? 0 }
    super.init(slots: slots, control: control)
  }

  override func produce() throws(QueryError) -> Bool {
    if rowsInMemory == nil, alone == nil { try begin() }
    if let alone {
      guard try alone.next() else { return false }
      batch = alone.batch
      rows = alone.rows
      return true
    }
    guard let table = rowsInMemory, shown < table.count else { return false }
    batch.removeAll(keepingCapacity: true)
    for source in sources { batch.append(UnsafePointer(table.columns[source] + shown)) }
    rows = min(Self.batchRows, table.count - shown)
    shown += rows
    return true
  }

  private func begin() throws(QueryError) {
    do throws(QueryError) {
      rowsInMemory = try table.built { () throws(QueryError) in
        let source = try makeRows()
        guard !control.strain.contains(.spill) else {
          throw .memoryExceeded(limitBytes: control.memoryBytes)
        }
        let table = RowTable(width: source.slots.count, capacity: 64, control: control)
        while try source.next() {
          // They stay to the end of the query, so most of the memory is left to others.
          guard (table.count + source.rows) * table.width * 16 <= control.memoryBytes / 4 else {
            throw .memoryExceeded(limitBytes: control.memoryBytes)
          }
          try table.append(source.batch, from: 0, count: source.rows)
        }
        return table
      }
    } catch {
      guard case .memoryExceeded = error else { throw error }
      alone = ProjectOperator(try makeRows(), slots: slots)
    }
  }
}
