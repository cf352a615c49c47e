// Hash joins of every kind: the right side is built, the left side probes and keeps its order.

/// What a join makes of matches.
enum JoinKind: String, Sendable {
  /// Each pair.
  case inner
  /// Each pair, and rows of the left side without one.
  case left
  /// Rows of the left side that have a match.
  case semi
  /// Rows of the left side that have none.
  case anti
  /// `MINUS`: rows of the left side without a match that shares a bound variable.
  case minus
}

final class HashJoinOperator: BatchOperator {
  private let left: BatchOperator
  private let makeTable: ([Int]) throws(QueryError) -> BuiltSide
  private let kind: JoinKind
  private let join: JoinColumns
  /// The condition of OPTIONAL, on a pair.
  private let condition: PairCondition?
  private let output: RowTable
  private let bound: Set<Slot>
  private let rightSlots: [Slot]
  /// Columns of the output that it is sorted by.
  private let sortingColumns: [Int]
  private var table: JoinTable?
  /// The join on disk, where the right side does not fit.
  private var spilled: SpilledHashJoin?
  private var merge: SortedPartsMerge?
  @exclusivity(unchecked) private var row = 0
  private var hasLeft = false
  /// The row of the table that is next to be paired with the left row; -1 where there is none.
  private var candidate = -1
  private var isProbing = false
  private var hasMatched = false
  /// Pairs that are put out at once, where one key decides; a right row of -1 is none.
  private var pairs: MatchedRows?

  /// `makeTable` builds the right side, whose columns are `right`, for the key columns it is given; `sorting` is what
  /// the left side is sorted by and the rows are to be.
  init(
    _ left: BatchOperator, right: [Slot], kind: JoinKind, bound: Set<Slot>,
    condition: PairCondition? = nil, slots: [Slot],
    sorting: [Slot] = [], makeTable: @escaping ([Int]) throws(QueryError) -> BuiltSide
  ) {
    self.left = left
    self.makeTable = makeTable
    self.bound = bound
    rightSlots = right
    sortingColumns = sorting.prefix { slots.contains($0) }.compactMap { slots.firstIndex(of: $0) }
    self.kind = kind
    self.condition = condition
    join = JoinColumns(left.slots, right, bound: bound, outputs: slots)
    output = RowTable(width: slots.count, capacity: BatchOperator.batchRows)
    // MINUS too: what is shared is the key, which is bound.
    if condition == nil, join.leftKeys.count == 1, join.looseLeft.isEmpty { pairs = MatchedRows() }
    super.init(slots: slots, control: left.control)
  }

  override var footprintBytes: Int { table?.footprintBytes ?? 0 }

  override func produce() throws(QueryError) -> Bool {
    if spilled != nil { return try produceSpilled() }
    let table: JoinTable
    if let known = self.table {
      table = known
    } else {
      switch try makeTable(join.rightKeys) {
      case .table(let new): table = new
      case .parts(let parts):
        spilled = try spill(parts)
        return try produceSpilled()
      }
      self.table = table
    }
    output.removeAll()
    if let pairs, let single = table.singleKey { return try produce(table, single, pairs) }
    while output.count < BatchOperator.batchRows {
      if !isProbing {
        guard try nextLeft() else { break }
        candidate = table.first(left.batch, join.leftKeys, row)
        isProbing = true
        hasMatched = false
      }
      try probe(table)
    }
    show(output)
    return output.count > 0
  }

  // MARK: on disk

  private func spill(_ parts: SpilledParts) throws(QueryError) -> SpilledHashJoin {
    let (kind, bound, condition, slots) = (kind, bound, condition, slots)
    let sorting = sortingColumns.map { slots[$0] }
    return try SpilledHashJoin(left, keys: join.leftKeys, parts) { left, right, round in
      HashJoinOperator(
        left, right: right.slots, kind: kind, bound: bound, condition: condition, slots: slots,
        sorting: sorting
      ) { keys throws(QueryError) in
        try BuiltSide.build(right, keys: keys, round: round)
      }
    }
  }

  private func produceSpilled() throws(QueryError) -> Bool {
    guard let spilled else { return false }
    if sortingColumns.isEmpty {
      guard let part = try spilled.next() else { return false }
      batch = part.batch
      rows = part.rows
      return true
    }
    let merge: SortedPartsMerge
    if let known = self.merge { merge = known } else { merge = try sorted(spilled) }
    self.merge = merge
    output.removeAll()
    while output.count < BatchOperator.batchRows, try merge.take(into: output) {}
    show(output)
    return output.count > 0
  }

  /// What each part gives, on disk, to be merged: one part is in memory at a time.
  private func sorted(_ spilled: SpilledHashJoin) throws(QueryError) -> SortedPartsMerge {
    var parts: [BatchOperator] = []
    while let part = spilled.nextPart() {
      // Without keys all rows stay together.
      let rows = try SpilledParts(slots, keys: [], round: 0, control)
      while try part.next() {
        for row in 0..<part.rows { try rows.append(part.batch, row) }
      }
      try rows.finish()
      parts += (0..<SpilledParts.partCount).filter { rows.rowCount($0) > 0 }.map { rows.rows($0) }
    }
    return try SortedPartsMerge(parts, by: sortingColumns)
  }

  // MARK: one key

  private func produce(
    _ table: JoinTable, _ single: JoinTable.SingleKey, _ pairs: MatchedRows
  ) throws(QueryError) -> Bool {
    while output.count < BatchOperator.batchRows {
      if !hasLeft || row >= left.rows {
        guard try left.next() else { break }
        hasLeft = true
        row = 0
      }
      let count = try match(single, pairs, room: BatchOperator.batchRows - output.count)
      gather(table, pairs, count)
    }
    show(output)
    return output.count > 0
  }

  /// Notes the pairs of the left batch, as far as there is room, and returns how many.
  private func match(
    _ single: JoinTable.SingleKey, _ pairs: MatchedRows, room: Int
  ) throws(QueryError) -> Int {
    let column = left.batch[join.leftKeys[0]]
    let (lefts, rights, leftEnd) = (pairs.left, pairs.right, left.rows)
    let (kind, keysRight) = (kind, single.keys)
    let keepsPairs = kind == .inner || kind == .left
    var (row, candidate, hasMatched) = (row, Int32(truncatingIfNeeded: candidate), hasMatched)
    var isProbing = isProbing
    var (count, steps) = (0, 0)
    defer {
      self.row = row
      self.candidate = Int(candidate)
      self.hasMatched = hasMatched
      self.isProbing = isProbing
    }
    while row < leftEnd {
      let id = column[row]
      if !isProbing {
        candidate = single.head(id)
        isProbing = true
        hasMatched = false
      }
      while candidate >= 0 {
        let match = candidate
        guard keysRight[Int(match)] == id else {
          candidate = single.next[Int(match)]
          steps += 1
          if steps & 0xFFFF == 0 { try control.check() }
          continue
        }
        if keepsPairs {
          if count == room { return count }
          lefts[count] = Int32(truncatingIfNeeded: row)
          rights[count] = match
          count += 1
        }
        hasMatched = true
        candidate = keepsPairs ? single.next[Int(match)] : -1
      }
      let keepsRow: Bool =
        switch kind {
        case .inner: false
        case .left, .anti, .minus: !hasMatched
        case .semi: hasMatched
        }
      if keepsRow {
        if count == room { return count }
        lefts[count] = Int32(truncatingIfNeeded: row)
        rights[count] = -1
        count += 1
      }
      isProbing = false
      row += 1
    }
    return count
  }

  /// Puts out the pairs that were noted.
  private func gather(_ table: JoinTable, _ pairs: MatchedRows, _ count: Int) {
    for index in join.outputs.indices {
      let target = output.columns[index] + output.count
      switch join.outputs[index] {
      case .left(let column), .either(let column, _):
        let source = left.batch[column]
        for place in 0..<count { target[place] = source[Int(pairs.left[place])] }
      case .right(let column):
        let source = table.rows.columns[column]
        for place in 0..<count {
          let match = Int(pairs.right[place])
          target[place] = match >= 0 ? source[match] : 0
        }
      }
    }
    output.count += count
  }

  // MARK: any keys

  private func nextLeft() throws(QueryError) -> Bool {
    if hasLeft { row += 1 }
    while !hasLeft || row >= left.rows {
      guard try left.next() else { return false }
      hasLeft = true
      row = 0
    }
    return true
  }

  /// Pairs the left row with its candidates until they end or the output is full.
  private func probe(_ table: JoinTable) throws(QueryError) {
    var steps = 0
    while candidate >= 0 {
      let match = candidate
      candidate = table.following(match, left.batch, join.leftKeys, row)
      steps += 1
      if steps & 0xFFFF == 0 { try control.check() }
      guard try isMatch(table, match) else { continue }
      hasMatched = true
      switch kind {
      case .inner, .left:
        try output.reserve(1)
        append(table, match)
        if output.count >= BatchOperator.batchRows, candidate >= 0 { return }
      case .semi, .anti, .minus:
        candidate = -1
      }
    }
    isProbing = false
    let keepsRow: Bool =
      switch kind {
      case .inner: false
      case .left: !hasMatched
      case .semi: hasMatched
      case .anti, .minus: !hasMatched
      }
    if keepsRow {
      try output.reserve(1)
      appendLeft()
    }
  }

  private func isMatch(_ table: JoinTable, _ match: Int) throws(QueryError) -> Bool {
    guard join.areCompatible(left.batch, row, table.rows.columns, match) else { return false }
    if kind == .minus, join.leftKeys.isEmpty,
      !join.share(left.batch, row, table.rows.columns, match)
    {
      return false
    }
    guard let condition else { return true }
    return try condition.holds(left.batch, row, table.rows.columns, match)
  }

  @inline(__always)
  private func append(_ table: JoinTable, _ match: Int) {
    for index in join.outputs.indices {
      let value: UInt64
      switch join.outputs[index] {
      case .left(let column): value = left.batch[column][row]
      case .right(let column): value = table.rows.columns[column][match]
      case .either(let a, let b):
        let own = left.batch[a][row]
        value = own != 0 ? own : table.rows.columns[b][match]
      }
      output.columns[index][output.count] = value
    }
    output.count += 1
  }

  private func appendLeft() {
    for index in join.outputs.indices {
      switch join.outputs[index] {
      case .left(let column), .either(let column, _):
        output.columns[index][output.count] = left.batch[column][row]
      case .right: output.columns[index][output.count] = 0
      }
    }
    output.count += 1
  }
}

/// Rows of two sides, pair by pair, of a batch.
final class MatchedRows {
  let left: UnsafeMutablePointer<Int32>
  let right: UnsafeMutablePointer<Int32>

  init() {
    left = .allocate(capacity: BatchOperator.batchRows)
    right = .allocate(capacity: BatchOperator.batchRows)
  }

  deinit {
    left.deallocate()
    right.deallocate()
  }
}
