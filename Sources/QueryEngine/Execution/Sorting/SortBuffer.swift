// Where rows that are to be sorted go.
//
//     all      rows ─► run full? ─► sort ─► spill file          at the end: the runs, to be merged
//     first k  rows that come before the worst of the best so far; whenever twice as many have come, the worse half goes

import SPARQL
import Storage

/// Takes rows and gives them back as sorted sources; one thread.
class SortCollector {
  /// Adds the rows of a batch.
  func add(_ columns: [UnsafePointer<UInt64>], count: Int) throws(QueryError) {
    preconditionFailure("a collector takes rows")
  }

  /// Bytes of memory held, about.
  var footprintBytes: Int { 0 }

  /// All that is wanted of them, once everything has been added.
  func finish() throws(QueryError) -> [SortedSource] {
    preconditionFailure("a collector gives rows")
  }
}

/// Keeps all rows, on disk where they are more than its memory.
final class SortBuffer: SortCollector {
  private var run: SortRun
  private let width: Int
  private let conditions: [SortColumn]
  private let context: EvaluationContext
  private let mostBytes: Int
  private var chargedBytes = 0
  private var spill: SpilledRuns?

  /// Holds `mostBytes` at most, about.
  init(
    width: Int, _ conditions: [SortColumn], _ context: EvaluationContext, mostBytes: Int
  ) {
    self.width = width
    self.conditions = conditions
    self.context = context
    self.mostBytes = mostBytes
    run = SortRun(width: width, conditions, context, capacity: 1_024)
  }

  deinit { context.control.release(bytes: chargedBytes) }

  override var footprintBytes: Int { run.footprintBytes }

  override func add(_ columns: [UnsafePointer<UInt64>], count: Int) throws(QueryError) {
    // Long texts come in small steps, so that memory is looked at between them.
    var first = 0
    while first < count {
      let step = min(count - first, run.rowsAStep)
      try run.append(columns, from: first, count: step)
      first += step
      try spillIfFull()
    }
  }

  private func spillIfFull() throws(QueryError) {
    if context.control.strain.contains(.spill) || run.usedBytes > mostBytes
      || run.rows.count > Int(Int32.max) / 2
    {
      return try spillRun()
    }
    // Memory grows by doubling and stays when a run has been spilled.
    let footprint = run.footprintBytes
    guard footprint > chargedBytes else { return }
    if context.control.reserveIfFree(bytes: footprint - chargedBytes) {
      chargedBytes = footprint
    } else {
      try spillRun()
      // What it has grown to is not to be had: it starts small again.
      run = SortRun(width: width, conditions, context, capacity: 1_024)
      context.control.release(bytes: chargedBytes)
      chargedBytes = 0
    }
  }

  override func finish() throws(QueryError) -> [SortedSource] {
    // What stays in memory is less than a quarter, so that other parts and the merge have room.
    if spill == nil, context.control.heldBytes <= context.control.memoryBytes / 4 {
      return [MemorySource(run, try run.sorted(), owner: self)]
    }
    try spillRun()
    run = SortRun(width: width, conditions, context, capacity: 0)
    context.control.release(bytes: chargedBytes)
    chargedBytes = 0
    return try spill?.sources() ?? []
  }

  private func spillRun() throws(QueryError) {
    let file: SpilledRuns
    if let spill {
      file = spill
    } else {
      file = try SpilledRuns(width: width, conditions, context)
      spill = file
    }
    try file.append(run, try run.sorted())
    run.removeAll()
  }
}

/// Keeps the first rows in order.
final class TopBuffer: SortCollector {
  private var run: SortRun
  private let width: Int
  private let conditions: [SortColumn]
  private let context: EvaluationContext
  private let maker: SortKeyMaker
  private let limit: Int
  /// The key of the last of the best rows so far for each condition, or none before there are so many.
  private var worst: [StoredSortKey] = []
  /// The first condition's last term that came behind the worst.
  private var rejected: UInt64 = 0
  private var chargedBytes = 0

  /// Rows beyond which a limit is like none.
  static let mostRows = 1 << 16

  init(width: Int, _ conditions: [SortColumn], _ context: EvaluationContext, limit: Int) {
    self.width = width
    self.conditions = conditions
    self.context = context
    self.limit = limit
    maker = SortKeyMaker(context: context)
    run = SortRun(width: width, conditions, context, capacity: 1_024)
  }

  override var footprintBytes: Int { run.footprintBytes }

  override func add(_ columns: [UnsafePointer<UInt64>], count: Int) throws(QueryError) {
    guard limit > 0 else { return }
    if worst.isEmpty {
      var first = 0
      while first < count {
        let step = min(count - first, run.rowsAStep)
        try run.append(columns, from: first, count: step)
        first += step
        try charge()
      }
    } else {
      for row in 0..<count where try isBetter(columns, row) {
        try run.append(columns, from: row, count: 1)
      }
    }
    if run.rows.count >= 2 * limit + 256 { try keepBest() }
    try charge()
  }

  private func charge() throws(QueryError) {
    let footprint = run.footprintBytes
    if footprint > chargedBytes {
      try context.control.reserve(bytes: footprint - chargedBytes)
    } else {
      context.control.release(bytes: chargedBytes - footprint)
    }
    chargedBytes = footprint
  }

  deinit { context.control.release(bytes: chargedBytes) }

  override func finish() throws(QueryError) -> [SortedSource] {
    [MemorySource(run, Array(try run.sorted().prefix(limit)), owner: self)]
  }

  /// Whether a row comes before the worst that is kept; an even one came later and does not.
  @inline(__always)
  private func isBetter(
    _ columns: [UnsafePointer<UInt64>], _ row: Int
  ) throws(QueryError) -> Bool {
    let id = columns[conditions[0].column][row]
    if id == rejected, id != 0 { return false }
    for (index, condition) in conditions.enumerated() {
      let key = try maker.key(of: columns[condition.column][row])
      var order = try key.order(worst[index].key, context)
      if order == .even { continue }
      if condition.isDescending { order = order.reversed }
      if index == 0, order == .descending { rejected = id }
      return order == .ascending
    }
    return false
  }

  /// Drops all rows but the first ones in order.
  private func keepBest() throws(QueryError) {
    let order = try run.sorted().prefix(limit)
    let kept = SortRun(width: width, conditions, context, capacity: 2 * limit + 256)
    let columns = run.rows.columns.map { UnsafePointer($0) }
    for row in order { try kept.append(columns, from: Int(row), count: 1) }
    for table in kept.keys { try table.makeKeys() }
    run = kept
    worst = conditions.indices.map { StoredSortKey(kept.key($0, Int32(kept.rows.count - 1))) }
  }
}

/// A key with a text of its own.
final class StoredSortKey {
  let key: SortKey
  private let memory: UnsafeMutablePointer<UInt8>

  init(_ key: SortKey) {
    memory = .allocate(capacity: max(key.count, 1))
    var own = key
    if let text = key.text { memory.update(from: text, count: key.count) }
    own.text = UnsafePointer(memory)
    self.key = own
  }

  deinit { memory.deallocate() }
}
