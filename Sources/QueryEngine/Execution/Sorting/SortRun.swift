// Rows that are sorted in memory.
//
//     row ─► number of its term ─► rank of the term         of each condition
//
// Rows are put in order by counting their ranks, from the last condition to the first: each pass keeps the order of
// the one before, so rows that no condition tells apart stay as they came.

import SPARQL
import Storage

/// A condition of ORDER BY: a column of ids.
struct SortColumn {
  var column: Int
  var isDescending: Bool
}

/// Rows and their keys, to be sorted; one thread.
final class SortRun {
  let rows: RowTable
  let conditions: [SortColumn]
  let keys: [SortKeyTable]
  /// For each condition and row the number of the term.
  private(set) var numbers: [[Int32]]
  private let context: EvaluationContext

  init(width: Int, _ conditions: [SortColumn], _ context: EvaluationContext, capacity: Int) {
    self.conditions = conditions
    self.context = context
    rows = RowTable(width: width, capacity: capacity)
    keys = conditions.map { _ in SortKeyTable(context) }
    numbers = conditions.map { _ in [] }
  }

  /// Bytes that the rows fill, about.
  var usedBytes: Int {
    rows.count * (rows.width * 8 + 8 + 4 * conditions.count)
      + keys.reduce(0) { $0 + $1.usedBytes }
  }

  /// Bytes of memory held, about, with what sorting takes.
  var footprintBytes: Int {
    rows.footprintBytes + keys.reduce(0) { $0 + $1.footprintBytes }
      + numbers.reduce(0) { $0 + $1.capacity * 4 } + rows.capacity * 8
  }

  /// Rows after which memory is to be looked at.
  var rowsAStep: Int { keys.map(\.termsAStep).min() ?? BatchOperator.batchRows }

  /// Adds rows.
  func append(
    _ columns: [UnsafePointer<UInt64>], from first: Int, count: Int
  ) throws(QueryError) {
    try rows.append(columns, from: first, count: count)
    for (index, condition) in conditions.enumerated() {
      let column = columns[condition.column] + first
      let table = keys[index]
      var added: [Int32] = []
      added.reserveCapacity(count)
      for row in 0..<count { added.append(try table.number(of: column[row])) }
      numbers[index].append(contentsOf: added)
      try table.makeKeysIfMany()
    }
  }

  func removeAll() {
    rows.removeAll()
    for table in keys { table.removeAll() }
    for index in numbers.indices { numbers[index].removeAll(keepingCapacity: true) }
  }

  /// The key of a row.
  @inline(__always)
  func key(_ condition: Int, _ row: Int32) -> SortKey {
    keys[condition].key(numbers[condition][Int(row)])
  }

  /// The rows in order; those that are even keep theirs.
  func sorted() throws(QueryError) -> [Int32] {
    var order = (0..<Int32(rows.count)).map { $0 }
    var moved = [Int32](repeating: 0, count: order.count)
    for index in conditions.indices.reversed() {
      var (ranks, places) = try keys[index].ranks()
      if conditions[index].isDescending {
        for number in ranks.indices { ranks[number] = Int32(places - 1) - ranks[number] }
      }
      let numbers = numbers[index]
      var starts = [Int32](repeating: 0, count: places + 1)
      for number in numbers { starts[Int(ranks[Int(number)]) + 1] += 1 }
      for place in 0..<places { starts[place + 1] += starts[place] }
      try context.control.check()
      for row in order {
        let rank = Int(ranks[Int(numbers[Int(row)])])
        moved[Int(starts[rank])] = row
        starts[rank] += 1
      }
      swap(&order, &moved)
    }
    return order
  }
}
