// Merge join: both sides come sorted by one variable, and meet where it is equal.
//
//     left   1 2 2 5 7 7 7 9
//     right  2 2 3 7 8          a key's rows of the right side are collected, then paired with each left row
//
// Neither side is held; only the right rows of one key are. The output stays sorted by the variable.

final class MergeJoinOperator: BatchOperator {
  private let left: BatchOperator
  private let right: BatchOperator
  private let join: JoinColumns
  private let leftKey: Int
  private let rightKey: Int
  /// Further shared variables, pairwise, which must be equal.
  private let otherKeys: [(left: Int, right: Int)]
  private let output: RowTable
  private let group: RowTable
  /// Rows of both sides that are paired at once.
  private let pairs = MatchedRows()
  @exclusivity(unchecked) private var leftRow = 0
  @exclusivity(unchecked) private var rightRow = 0
  /// The end of the group's rows for the left row; `isPlaced` says whether it and `groupRow` are of that row.
  @exclusivity(unchecked) private var groupEnd = 0
  @exclusivity(unchecked) private var isPlaced = false
  /// Whether the group ascends by the first of the further variables.
  private var isGroupSorted = false
  private var isStarted = false
  @exclusivity(unchecked) private var key: UInt64 = 0
  @exclusivity(unchecked) private var isInGroup = false
  @exclusivity(unchecked) private var groupRow = 0

  /// Joins on `key` and whatever else both sides have, all of it bound for certain.
  init(_ left: BatchOperator, _ right: BatchOperator, key: Slot, slots: [Slot]) {
    self.left = left
    self.right = right
    let shared = Set(left.slots).intersection(right.slots)
    join = JoinColumns(left.slots, right.slots, bound: shared, outputs: slots)
    leftKey = left.columns(of: [key])[0]
    rightKey = right.columns(of: [key])[0]
    let (a, b) = (leftKey, rightKey)
    otherKeys = zip(join.leftKeys, join.rightKeys).filter { $0 != a || $1 != b }
      .map { (left: $0, right: $1) }
    output = RowTable(width: slots.count, capacity: BatchOperator.batchRows)
    group = RowTable(width: right.slots.count, capacity: 64, control: left.control)
    super.init(slots: slots, control: left.control)
  }

  override func produce() throws(QueryError) -> Bool {
    output.removeAll()
    if !isStarted {
      isStarted = true
      guard try left.next(), try right.next() else { return false }
    }
    while output.count < BatchOperator.batchRows {
      if isInGroup {
        if try !pairGroup() { break }
        continue
      }
      pairSingles()
      if output.count < BatchOperator.batchRows, try !findKey() { break }
    }
    show(output)
    return output.count > 0
  }

  /// Pairs what the current batches have of keys that stand once on the right, which is nearly all where the right
  /// side is a predicate of one value: no group is collected.
  private func pairSingles() {
    guard otherKeys.isEmpty else { return }
    let (leftEnd, rightLast) = (left.rows, right.rows - 1)
    guard leftRow < leftEnd, rightRow < rightLast else { return }
    let (a, b) = (left.batch[leftKey], right.batch[rightKey])
    let room = BatchOperator.batchRows - output.count
    var (i, j, count) = (leftRow, rightRow, 0)
    // The last row of the right batch may go on in the next one.
    while count < room, i < leftEnd, j < rightLast {
      let (x, y) = (a[i], b[j])
      if x < y {
        i = SortedColumn.gallop(a, i, leftEnd, to: y)
      } else if y < x {
        j = SortedColumn.gallop(b, j, rightLast, to: x)
      } else if b[j + 1] == y {
        break
      } else {
        pairs.left[count] = Int32(truncatingIfNeeded: i)
        pairs.right[count] = Int32(truncatingIfNeeded: j)
        count += 1
        i += 1
      }
    }
    (leftRow, rightRow) = (i, j)
    for index in join.outputs.indices {
      let target = output.columns[index] + output.count
      switch join.outputs[index] {
      case .left(let column), .either(let column, _):
        let source = left.batch[column]
        for row in 0..<count { target[row] = source[Int(pairs.left[row])] }
      case .right(let column):
        let source = right.batch[column]
        for row in 0..<count { target[row] = source[Int(pairs.right[row])] }
      }
    }
    output.count += count
  }

  /// Goes to the next key that both sides have and collects its right rows; false at the end.
  private func findKey() throws(QueryError) -> Bool {
    while true {
      if leftRow >= left.rows {
        guard try nextLeft() else { return false }
      }
      if rightRow >= right.rows {
        guard try nextRight() else { return false }
      }
      let (a, b) = (left.batch[leftKey], right.batch[rightKey])
      let (leftEnd, rightEnd) = (left.rows, right.rows)
      var (i, j) = (leftRow, rightRow)
      while i < leftEnd, j < rightEnd, a[i] != b[j] {
        if a[i] < b[j] {
          i = SortedColumn.gallop(a, i, leftEnd, to: b[j])
        } else {
          j = SortedColumn.gallop(b, j, rightEnd, to: a[i])
        }
      }
      (leftRow, rightRow) = (i, j)
      guard i < leftEnd, j < rightEnd else { continue }
      key = a[i]
      return try collect()
    }
  }

  private func collect() throws(QueryError) -> Bool {
    group.removeAll()
    while true {
      let column = right.batch[rightKey]
      let start = rightRow
      while rightRow < right.rows, column[rightRow] == key { rightRow += 1 }
      try group.append(right.batch, from: start, count: rightRow - start)
      if rightRow < right.rows { break }
      guard try nextRight() else { break }
    }
    isInGroup = true
    isPlaced = false
    isGroupSorted = isGroupAscending()
    return true
  }

  private func isGroupAscending() -> Bool {
    guard let other = otherKeys.first, group.count > 0 else { return false }
    let column = group.columns[other.right]
    for row in 1..<group.count where column[row - 1] > column[row] { return false }
    return true
  }

  /// Finds the group's rows that may be paired with the left row: where they ascend by a further variable, those that
  /// have its value.
  private func place() {
    isPlaced = true
    guard isGroupSorted, let other = otherKeys.first else {
      groupRow = 0
      groupEnd = group.count
      return
    }
    let id = left.batch[other.left][leftRow]
    let column = group.columns[other.right]
    var (low, high) = (0, group.count)
    while low < high {
      let middle = (low + high) / 2
      if column[middle] < id { low = middle + 1 } else { high = middle }
    }
    groupRow = low
    while low < group.count, column[low] == id { low += 1 }
    groupEnd = low
  }

  /// Pairs left rows of the key with the group, as far as the output has room; false where the left side ends.
  private func pairGroup() throws(QueryError) -> Bool {
    while true {
      if leftRow >= left.rows {
        guard try nextLeft() else { return false }
      }
      guard left.batch[leftKey][leftRow] == key else {
        isInGroup = false
        return true
      }
      if !isPlaced { place() }
      let count = min(groupEnd - groupRow, BatchOperator.batchRows - output.count)
      append(count)
      groupRow += count
      if groupRow < groupEnd { return true }
      isPlaced = false
      leftRow += 1
      if output.count >= BatchOperator.batchRows { return true }
    }
  }

  /// Pairs the left row with `count` rows of the group.
  @inline(__always)
  private func append(_ count: Int) {
    if !otherKeys.isEmpty { return appendEqual(count) }
    let start = output.count
    for index in join.outputs.indices {
      let target = output.columns[index] + start
      switch join.outputs[index] {
      case .left(let column), .either(let column, _):
        target.update(repeating: left.batch[column][leftRow], count: count)
      case .right(let column):
        target.update(from: group.columns[column] + groupRow, count: count)
      }
    }
    output.count = start + count
  }

  private func appendEqual(_ count: Int) {
    for row in groupRow..<groupRow + count {
      var isEqual = true
      for (a, b) in otherKeys where left.batch[a][leftRow] != group.columns[b][row] {
        isEqual = false
        break
      }
      guard isEqual else { continue }
      for index in join.outputs.indices {
        switch join.outputs[index] {
        case .left(let column), .either(let column, _):
          output.columns[index][output.count] = left.batch[column][leftRow]
        case .right(let column):
          output.columns[index][output.count] = group.columns[column][row]
        }
      }
      output.count += 1
    }
  }

  private func nextLeft() throws(QueryError) -> Bool {
    leftRow = 0
    return try left.next()
  }

  private func nextRight() throws(QueryError) -> Bool {
    rightRow = 0
    guard try right.next() else { return false }
    return true
  }
}
