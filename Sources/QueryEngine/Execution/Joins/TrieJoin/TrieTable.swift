// A pattern's rows in memory, sorted: a trie whose levels are its columns.
//
//     x  y
//     1  4   ┐ the children of 1 are the rows 0 ..< 3 of the second column
//     1  6   │
//     1  9   ┘
//     5  4
//
// Unsafe: columns are plain memory of `count` ids, and every place is below the end of a range of rows.

import Storage

/// Sorted rows; read only, so any thread may use it.
final class TrieTable: @unchecked Sendable {
  private let rows: RowTable

  /// Reads all rows of a source that comes sorted by its columns.
  ///
  /// - Throws: ``QueryError/memoryExceeded(limitBytes:)``: a trie does not spill, whoever asks for it has another plan.
  init(_ source: BatchOperator) throws(QueryError) {
    let control = source.control
    guard !control.strain.contains(.spill) else {
      throw .memoryExceeded(limitBytes: control.memoryBytes)
    }
    rows = RowTable(width: source.slots.count, capacity: 1_024, control: control)
    while try source.next() { try rows.append(source.batch, from: 0, count: source.rows) }
  }

  /// Number of rows.
  var count: Int { rows.count }

  var footprintBytes: Int { rows.footprintBytes }

  /// A column, which lives as long as the table.
  func column(_ index: Int) -> UnsafePointer<UInt64> { UnsafePointer(rows.columns[index]) }
}

/// The first place in `from ..< end` whose id is not below `id`.
///
/// Looks near `from` first: the cost is the logarithm of how far it goes.
@inline(__always)
func gallop(_ column: UnsafePointer<UInt64>, from: Int, to end: Int, notBelow id: UInt64) -> Int {
  if from >= end || column[from] >= id { return from }
  var low = from
  var step = 1
  while low + step < end && column[low + step] < id {
    low += step
    step <<= 1
  }
  var high = min(low + step, end)
  while high - low > 1 {
    let middle = (low + high) >> 1
    if column[middle] < id { low = middle } else { high = middle }
  }
  return high
}
