// Sorted rows one after the other, from memory or from disk, and their merge.

import SPARQL
import Storage

/// Sorted rows that a merge takes from; one thread.
class SortedSource {
  /// The columns of the rows at hand.
  final fileprivate(set) var columns: [UnsafeMutablePointer<UInt64>] = []
  /// The next row of the columns.
  @exclusivity(unchecked) final fileprivate(set) var row = 0

  /// Goes to the next row, the first one at first; false at the end.
  func advance() throws(QueryError) -> Bool {
    preconditionFailure("a source has rows")
  }

  /// The key of the row for a condition.
  func key(_ condition: Int) -> SortKey {
    preconditionFailure("a source has keys")
  }
}

/// A run in memory.
final class MemorySource: SortedSource {
  private let run: SortRun
  private let order: [Int32]
  private var place = 0
  /// Whose memory the run is charged to.
  private let owner: SortCollector

  init(_ run: SortRun, _ order: [Int32], owner: SortCollector) {
    self.run = run
    self.order = order
    self.owner = owner
    super.init()
    columns = run.rows.columns
  }

  override func advance() -> Bool {
    guard place < order.count else { return false }
    row = Int(order[place])
    place += 1
    return true
  }

  override func key(_ condition: Int) -> SortKey {
    run.key(condition, Int32(truncatingIfNeeded: row))
  }
}

/// A run on disk, chunk by chunk.
final class SpilledSource: SortedSource {
  private let runs: SpilledRuns
  private let chunks: [SpilledRuns.Chunk]
  private var next = 0
  private let rows: RowTable
  private let keys: [SpilledKeys]
  private let control: QueryControl
  private let reservedBytes: Int

  init(
    _ runs: SpilledRuns, _ chunks: [SpilledRuns.Chunk], width: Int, conditions: Int,
    _ control: QueryControl
  ) throws(QueryError) {
    self.runs = runs
    self.chunks = chunks
    self.control = control
    rows = RowTable(width: width, capacity: SpilledRuns.chunkRows)
    keys = (0..<conditions).map { _ in SpilledKeys() }
    let bytes =
      rows.footprintBytes + (chunks.map(\.bytes).max() ?? 0) + (chunks.map(\.textBytes).max() ?? 0)
    try control.reserve(bytes: bytes)
    reservedBytes = bytes
    super.init()
    columns = rows.columns
    row = -1
  }

  deinit { control.release(bytes: reservedBytes) }

  override func advance() throws(QueryError) -> Bool {
    row += 1
    if row < rows.count { return true }
    guard next < chunks.count else { return false }
    try runs.read(chunks[next], into: rows, keys)
    next += 1
    row = 0
    return true
  }

  override func key(_ condition: Int) -> SortKey {
    let column = runs.conditions[condition].column
    return keys[condition].key(row, id: columns[column][row])
  }
}

/// Merges sorted sources; of even rows those of the earlier source come first.
final class SortMerge {
  /// A source with the key of its next row.
  private struct Head {
    var key: SortKey
    let number: Int
    let source: SortedSource
  }

  private let conditions: [SortColumn]
  private let context: EvaluationContext
  private var heap: [Head] = []

  init(
    _ sources: [SortedSource], _ conditions: [SortColumn], _ context: EvaluationContext
  ) throws(QueryError) {
    self.conditions = conditions
    self.context = context
    for (number, source) in sources.enumerated() where try source.advance() {
      heap.append(Head(key: first(source), number: number, source: source))
    }
    for index in (0..<(heap.count / 2)).reversed() { try sink(index) }
  }

  /// Appends the next row to a table with room for it; false at the end.
  func take(into table: RowTable) throws(QueryError) -> Bool {
    guard let source = heap.first?.source else { return false }
    for (index, column) in source.columns.enumerated() {
      table.columns[index][table.count] = column[source.row]
    }
    table.count += 1
    if try source.advance() {
      heap[0].key = first(source)
    } else {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    if heap.count > 1 { try sink(0) }
    return true
  }

  private func first(_ source: SortedSource) -> SortKey {
    conditions.isEmpty ? .unbound : source.key(0)
  }

  private func sink(_ start: Int) throws(QueryError) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if try precedes(heap[child], heap[least]) { least = child }
      }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private func precedes(_ a: Head, _ b: Head) throws(QueryError) -> Bool {
    for (index, condition) in conditions.enumerated() {
      let order =
        index == 0
        ? try a.key.order(b.key, context)
        : try a.source.key(index).order(b.source.key(index), context)
      switch condition.isDescending ? order.reversed : order {
      case .ascending: return true
      case .descending: return false
      case .even: continue
      }
    }
    return a.number < b.number
  }
}
