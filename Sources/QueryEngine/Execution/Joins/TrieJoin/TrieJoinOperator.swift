// Leapfrog triejoin: sorted patterns joined a variable at a time.
//
//     level   variable   columns that hold it        each a range of rows, by the values of the levels before
//     0       x          R.0  T.0                    they leap: the one behind goes to the value of the one before it,
//     1       y          R.1  S.0                    until all stand on the same value
//     2       z          S.1  T.1
//
// A row that stands several times in a pattern counts each time.
//
// Unsafe: cursors are plain memory, one a column; their places stay within the ranges that the level before sets.

import Storage

final class TrieJoinOperator: BatchOperator {
  /// A column and the rows of it that are looked at, by the value of the pattern's column before.
  private struct Cursor {
    var column: UnsafePointer<UInt64>
    var start = 0
    var end: Int
    /// The current row; from `start` again for each row of the levels before.
    var place = 0
    /// Behind the rows with the value at `place`.
    var runEnd = 0
    /// The cursor of the same pattern's next column, or -1.
    var child: Int
  }

  /// The cursors of a level: `first ..< end`.
  private struct Level {
    var first: Int
    var end: Int
    /// The column of the output, or -1.
    var output: Int
  }

  private let makeTables: () throws(QueryError) -> [TrieTable]
  private var tables: [TrieTable]?
  /// For each pattern the levels of its columns.
  private let places: [[Int]]
  private let partition: ClosedRange<UInt64>?
  private let output: RowTable
  private let levels: [Level]
  private let cursors: UnsafeMutablePointer<Cursor>
  private let cursorCount: Int
  private let values: UnsafeMutablePointer<UInt64>
  /// How often the rows so far stand for themselves, by the number of levels.
  private let times: UnsafeMutablePointer<Int>
  private var level = 0
  private var steps = 0
  /// What is still to be shown of a row that stands several times.
  private var repeats = 0

  /// Joins patterns.
  ///
  /// - Parameters:
  ///   - patterns: For each pattern its variables, which its table is sorted by, in the order of the whole.
  ///   - order: All variables.
  ///   - slots: Those that are needed.
  ///   - partition: What the first variable may be, or nil for anything.
  ///   - control: The limits of the query.
  ///   - makeTables: Reads the patterns.
  init(
    _ patterns: [[Slot]], order: [Slot], slots: [Slot], partition: ClosedRange<UInt64>?,
    control: QueryControl, makeTables: @escaping () throws(QueryError) -> [TrieTable]
  ) {
    self.makeTables = makeTables
    self.partition = partition
    output = RowTable(width: slots.count, capacity: BatchOperator.batchRows)
    places = patterns.map { $0.map { slot in order.firstIndex(of: slot) ?? 0 } }
    var levels: [Level] = []
    var count = 0
    for (index, slot) in order.enumerated() {
      let first = count
      count += places.count { $0.contains(index) }
      levels.append(Level(first: first, end: count, output: slots.firstIndex(of: slot) ?? -1))
    }
    self.levels = levels
    cursorCount = count
    cursors = .allocate(capacity: count)
    values = .allocate(capacity: order.count)
    values.initialize(repeating: 0, count: order.count)
    times = .allocate(capacity: order.count + 1)
    times.initialize(repeating: 1, count: order.count + 1)
    super.init(slots: slots, control: control)
  }

  deinit {
    cursors.deallocate()
    values.deallocate()
    times.deallocate()
  }

  override var footprintBytes: Int { tables?.reduce(0) { $0 + $1.footprintBytes } ?? 0 }

  override func produce() throws(QueryError) -> Bool {
    if tables == nil {
      let made = try makeTables()
      place(made)
      tables = made
    }
    output.removeAll()
    while output.count < BatchOperator.batchRows {
      if repeats > 0 {
        showRow()
        continue
      }
      if level < 0 { break }
      steps += 1
      if steps & 0xFFFF == 0 { try control.check() }
      if !match(level) {
        level -= 1
        if level >= 0 { leave(level) }
        continue
      }
      if level == levels.count - 1 {
        repeats = times[levels.count]
        leave(level)
      } else {
        enter(level)
        level += 1
      }
    }
    show(output)
    return output.count > 0
  }

  /// Sets the cursors on the tables.
  private func place(_ tables: [TrieTable]) {
    var next = levels.map(\.first)
    for (table, columns) in zip(tables, places) {
      let own = columns.map { next[$0] }
      for (index, column) in columns.enumerated() {
        next[column] += 1
        (cursors + own[index]).initialize(
          to: Cursor(
            column: table.column(index), end: table.count,
            child: index + 1 < own.count ? own[index + 1] : -1))
      }
      guard columns[0] == 0, let partition else { continue }
      let first = cursors + own[0]
      first.pointee.place = gallop(
        table.column(0), from: 0, to: table.count, notBelow: partition.lowerBound)
      if partition.upperBound < .max {
        first.pointee.end = gallop(
          table.column(0), from: first.pointee.place, to: table.count,
          notBelow: partition.upperBound + 1)
      }
    }
  }

  /// Goes to the next value that all cursors of a level have; false where there is none.
  @inline(__always)
  private func match(_ level: Int) -> Bool {
    let (first, end) = (levels[level].first, levels[level].end)
    guard cursors[first].place < cursors[first].end else { return false }
    var value = cursors[first].column[cursors[first].place]
    if end - first > 1 {
      var agreeing = 1
      var index = first + 1
      while agreeing < end - first {
        let cursor = cursors + index
        let place = gallop(
          cursor.pointee.column, from: cursor.pointee.place, to: cursor.pointee.end, notBelow: value
        )
        cursor.pointee.place = place
        if place == cursor.pointee.end { return false }
        let found = cursor.pointee.column[place]
        agreeing = found == value ? agreeing + 1 : 1
        value = found
        index = index + 1 == end ? first : index + 1
      }
    }
    values[level] = value
    var count = times[level]
    for index in first..<end {
      let cursor = cursors + index
      let runEnd = gallop(
        cursor.pointee.column, from: cursor.pointee.place + 1, to: cursor.pointee.end,
        notBelow: value + 1)
      cursor.pointee.runEnd = runEnd
      if cursor.pointee.child < 0 { count *= runEnd - cursor.pointee.place }
    }
    times[level + 1] = count
    return true
  }

  /// Gives the columns that follow the rows of the value that was found, and goes to the next level.
  @inline(__always)
  private func enter(_ level: Int) {
    for index in levels[level].first..<levels[level].end {
      let child = cursors[index].child
      if child >= 0 {
        (cursors[child].start, cursors[child].end) = (cursors[index].place, cursors[index].runEnd)
      }
    }
    for index in levels[level + 1].first..<levels[level + 1].end {
      cursors[index].place = cursors[index].start
    }
  }

  /// Goes behind the value that was found.
  @inline(__always)
  private func leave(_ level: Int) {
    for index in levels[level].first..<levels[level].end {
      cursors[index].place = cursors[index].runEnd
    }
  }

  /// Shows the row that was found, as often as there is room.
  private func showRow() {
    let count = min(repeats, BatchOperator.batchRows - output.count)
    for (index, level) in levels.enumerated() where level.output >= 0 {
      (output.columns[level.output] + output.count).update(repeating: values[index], count: count)
    }
    output.count += count
    repeats -= count
  }
}
