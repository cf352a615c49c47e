// Sorted runs on disk, and their merge.
//
// A run is written chunk by chunk, each chunk column by column. The merge holds a chunk of each run with its keys, and
// takes the least head; of even ones that of the earlier run, so that the sort is stable.

import SPARQL
import Storage

/// Sorted runs in one spill file; one thread.
final class SpilledRuns {
  private let file: SpillFile
  private let width: Int
  private let conditions: [SortColumn]
  private let context: EvaluationContext
  /// For each run its chunks: where they start and how many rows they have.
  private var runs: [[(start: Int, rows: Int)]] = []

  private static let chunkRows = 4_096

  init(
    width: Int, _ conditions: [SortColumn], _ context: EvaluationContext
  ) throws(QueryError) {
    self.width = width
    self.conditions = conditions
    self.context = context
    file = try SpillFile(folder: context.control.temporaryFolder)
  }

  /// Writes the rows of a run in order.
  func append(_ run: SortRun, _ order: [Int32]) throws(QueryError) {
    var chunks: [(start: Int, rows: Int)] = []
    let column = UnsafeMutablePointer<UInt64>.allocate(capacity: Self.chunkRows)
    defer { column.deallocate() }
    var place = 0
    while place < order.count {
      try context.control.check()
      let rows = min(Self.chunkRows, order.count - place)
      let start = file.count
      for source in run.rows.columns {
        for row in 0..<rows { column[row] = source[Int(order[place + row])] }
        _ = try file.append(column, count: rows)
      }
      chunks.append((start, rows))
      place += rows
    }
    if !chunks.isEmpty { runs.append(chunks) }
  }

  /// The merge of all runs.
  func merge() throws(QueryError) -> SortMerge {
    var readers: [RunReader] = []
    for chunks in runs {
      let reader = RunReader(
        file, chunks, SortRun(width: width, conditions, context, capacity: Self.chunkRows))
      if try reader.refill() { readers.append(reader) }
    }
    return SortMerge(readers)
  }
}

/// Reads one run chunk by chunk.
final class RunReader {
  private let file: SpillFile
  private let chunks: [(start: Int, rows: Int)]
  private var next = 0
  let chunk: SortRun
  /// The next row of the chunk.
  var row = 0

  init(_ file: SpillFile, _ chunks: [(start: Int, rows: Int)], _ chunk: SortRun) {
    self.file = file
    self.chunks = chunks
    self.chunk = chunk
  }

  /// Reads the next chunk; false at the end.
  func refill() throws(QueryError) -> Bool {
    guard next < chunks.count else { return false }
    let (start, rows) = chunks[next]
    next += 1
    chunk.removeAll()
    for (index, column) in chunk.rows.columns.enumerated() {
      try file.read(column, from: start + index * rows, count: rows)
    }
    chunk.rows.count = rows
    try chunk.addKeys(rows)
    row = 0
    return true
  }
}

/// Merges sorted runs: a heap of readers by their heads.
final class SortMerge {
  /// Readers in heap order, each with the number of its run.
  private var heap: [(number: Int, reader: RunReader)] = []

  init(_ readers: [RunReader]) {
    heap = Array(readers.enumerated().map { (number: $0.offset, reader: $0.element) })
    isOrdered = false
  }

  private var isOrdered: Bool

  /// Appends the next row to a table with room for it; false at the end.
  func take(into table: RowTable) throws(QueryError) -> Bool {
    if !isOrdered {
      for index in (0..<(heap.count / 2)).reversed() { try sink(index) }
      isOrdered = true
    }
    guard let head = heap.first?.reader else { return false }
    for (index, column) in head.chunk.rows.columns.enumerated() {
      table.columns[index][table.count] = column[head.row]
    }
    table.count += 1
    head.row += 1
    if head.row == head.chunk.rows.count, try !head.refill() {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    if !heap.isEmpty { try sink(0) }
    return true
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

  private func precedes(
    _ a: (number: Int, reader: RunReader), _ b: (number: Int, reader: RunReader)
  ) throws(QueryError) -> Bool {
    switch try a.reader.chunk.order(a.reader.row, b.reader.chunk, b.reader.row) {
    case .ascending: true
    case .descending: false
    case .even: a.number < b.number
    }
  }
}
