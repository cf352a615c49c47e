// OPTIONAL, EXISTS and MINUS over two sides that come sorted by the one variable they share.
//
//     left   1 2 2 5 7        semi  2 2 7      anti  1 5      left  1 - , 2 a, 2 b, 2 a, 2 b, 5 - , 7 c
//     right  2a 2b 3 7c 8
//
// Neither side is held; only the right rows of one key are, where OPTIONAL meets several. The order of the left rows
// stays.

final class MergeProbeOperator: BatchOperator {
  private let left: BatchOperator
  private let right: BatchOperator
  private let kind: JoinKind
  private let leftKey: Int
  private let rightKey: Int
  private let outputs: [JoinColumns.Source]
  private let output: RowTable
  /// Rows that are put out at once; a right one of -1 is none.
  private let pairs = MatchedRows()
  @exclusivity(unchecked) private var leftRow = 0
  @exclusivity(unchecked) private var rightRow = 0
  private var isStarted = false
  private var isRightOver = false
  /// The right rows of `key`, where they are several or may go on in the next batch.
  private let group: RowTable
  private var key: UInt64 = 0
  private var isInGroup = false
  private var groupRow = 0

  /// Joins on `key`, which is all that both sides share and is bound by both; `kind` is not inner.
  init(_ left: BatchOperator, _ right: BatchOperator, kind: JoinKind, key: Slot, slots: [Slot]) {
    self.left = left
    self.right = right
    self.kind = kind
    leftKey = left.columns(of: [key])[0]
    rightKey = right.columns(of: [key])[0]
    outputs = JoinColumns(left.slots, right.slots, bound: [key], outputs: slots).outputs
    output = RowTable(width: slots.count, capacity: BatchOperator.batchRows)
    group = RowTable(width: right.slots.count, capacity: 64, control: left.control)
    super.init(slots: slots, control: left.control)
  }

  override func produce() throws(QueryError) -> Bool {
    output.removeAll()
    if !isStarted {
      isStarted = true
      guard try left.next() else { return false }
      isRightOver = try !right.next()
    }
    while output.count < BatchOperator.batchRows {
      if leftRow >= left.rows {
        leftRow = 0
        guard try left.next() else { break }
      }
      if isInGroup {
        pairGroup()
        continue
      }
      if !isRightOver, rightRow >= right.rows {
        rightRow = 0
        isRightOver = try !right.next()
      }
      if probe() { try collect() }
    }
    show(output)
    return output.count > 0
  }

  /// Decides left rows as far as the current batches do; true where a right group is to be collected first.
  private func probe() -> Bool {
    let room = BatchOperator.batchRows - output.count
    let a = left.batch[leftKey]
    let leftEnd = left.rows
    let rightEnd = isRightOver ? 0 : right.rows
    var (i, j, count) = (leftRow, isRightOver ? 0 : rightRow, 0)
    var needsGroup = false
    if rightEnd == 0 {
      while count < room, i < leftEnd {
        if kind != .semi {
          pairs.left[count] = Int32(truncatingIfNeeded: i)
          pairs.right[count] = -1
          count += 1
        }
        i += 1
      }
    } else {
      let b = right.batch[rightKey]
      while count < room, i < leftEnd {
        let id = a[i]
        if b[j] < id {
          j = SortedColumn.gallop(b, j, rightEnd, to: id)
          if j >= rightEnd { break }
        }
        let isMatch = b[j] == id
        if kind == .left, isMatch, j + 1 >= rightEnd || b[j + 1] == id {
          needsGroup = true
          break
        }
        if kind == .left || isMatch == (kind == .semi) {
          pairs.left[count] = Int32(truncatingIfNeeded: i)
          pairs.right[count] = isMatch ? Int32(truncatingIfNeeded: j) : -1
          count += 1
        }
        i += 1
      }
    }
    (leftRow, rightRow) = (i, j)
    gather(count)
    return needsGroup
  }

  /// Puts out the rows that were noted.
  private func gather(_ count: Int) {
    for index in outputs.indices {
      let target = output.columns[index] + output.count
      switch outputs[index] {
      case .left(let column), .either(let column, _):
        let source = left.batch[column]
        for row in 0..<count { target[row] = source[Int(pairs.left[row])] }
      case .right(let column):
        // Where the right side is over, nothing has a match.
        let source = isRightOver ? target : UnsafeMutablePointer(mutating: right.batch[column])
        for row in 0..<count {
          let match = Int(pairs.right[row])
          target[row] = match >= 0 ? source[match] : 0
        }
      }
    }
    output.count += count
  }

  /// Collects the right rows of the left row's key.
  private func collect() throws(QueryError) {
    key = left.batch[leftKey][leftRow]
    group.removeAll()
    while true {
      let column = right.batch[rightKey]
      let start = rightRow
      while rightRow < right.rows, column[rightRow] == key { rightRow += 1 }
      try group.append(right.batch, from: start, count: rightRow - start)
      if rightRow < right.rows { break }
      rightRow = 0
      guard try right.next() else {
        isRightOver = true
        break
      }
    }
    isInGroup = true
    groupRow = 0
  }

  /// Pairs the left row with the group, as far as the output has room.
  private func pairGroup() {
    guard left.batch[leftKey][leftRow] == key else {
      isInGroup = false
      return
    }
    let count = min(group.count - groupRow, BatchOperator.batchRows - output.count)
    for index in outputs.indices {
      let target = output.columns[index] + output.count
      switch outputs[index] {
      case .left(let column), .either(let column, _):
        target.update(repeating: left.batch[column][leftRow], count: count)
      case .right(let column):
        target.update(from: group.columns[column] + groupRow, count: count)
      }
    }
    output.count += count
    groupRow += count
    if groupRow == group.count {
      groupRow = 0
      leftRow += 1
    }
  }
}

/// Columns of ids in ascending order.
enum SortedColumn {
  /// The first row from `row` on, and before `end`, that is not below `id`; else `end`.
  @inline(__always)
  static func gallop(
    _ column: UnsafePointer<UInt64>, _ row: Int, _ end: Int, to id: UInt64
  ) -> Int {
    // Near matches are found by steps of one, which is what dense joins do.
    var low = row
    let near = min(row + 8, end)
    while low < near, column[low] < id { low += 1 }
    if low < near || low == end { return low }
    var high = end
    var step = 16
    while low + step < end, column[low + step] < id { low += step; step *= 2 }
    high = min(low + step, end)
    while low < high {
      let middle = (low + high) / 2
      if column[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
