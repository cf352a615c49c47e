// What an aggregate of distinct values has seen: of each group each value once.
//
//     (group, value) ─► seen?                 known: passed over
//                       new                   counted
//                       new, memory is full   a part on disk, counted at the end, each once
//
// What is in memory stays there, so what was counted never goes to disk.

/// Rows of a group's number and what is told apart, each once; one thread.
final class SeenValues {
  /// What becomes of a row.
  enum Finding {
    case new, known
    /// Whether it is new shows at the end.
    case later
  }

  private(set) var rows: RowSet
  private let width: Int
  private let columns: [Int]
  private let round: Int
  /// Whether it may use the disk; threads that are merged keep all in memory.
  private let spills: Bool
  private let control: QueryControl
  private var spilled: SpilledParts?

  /// Makes an empty set of rows of `width` columns.
  init(width: Int, spills: Bool, round: Int = 0, _ control: QueryControl) {
    self.width = width
    self.spills = spills
    self.round = round
    self.control = control
    columns = Array(0..<width)
    rows = RowSet(width: width, control: control)
  }

  /// Adds a row.
  func add(_ source: [UnsafePointer<UInt64>], _ row: Int) throws(QueryError) -> Finding {
    if spilled == nil, spills, isFull {
      guard round < SpilledParts.mostRounds else {
        throw .memoryExceeded(limitBytes: control.memoryBytes)
      }
      spilled = try SpilledParts(
        columns.map { Slot(index: $0) }, keys: columns, round: round, control)
    }
    if let spilled {
      if rows.find(source, columns, row) != nil { return .known }
      try spilled.append(source, row)
      return .later
    }
    return try rows.insert(source, columns, row).isNew ? .new : .known
  }

  private var isFull: Bool {
    if control.spillsAnyway(round: round), rows.rows.count > 0 { return true }
    return !rows.makeRoom(for: 1)
  }

  /// Gives `body` the rows that went to disk, each once; nothing can be added afterwards.
  func finish(
    _ body: ([UnsafePointer<UInt64>], Int) throws(QueryError) -> Void
  ) throws(QueryError) {
    guard let spilled else { return }
    try spilled.finish()
    // Their room is needed for the parts.
    rows = RowSet(width: width, control: control)
    for part in 0..<SpilledParts.partCount where spilled.rowCount(part) > 0 {
      let inside = SeenValues(width: width, spills: true, round: round + 1, control)
      let source = spilled.rows(part)
      while try source.next() {
        for row in 0..<source.rows where try inside.add(source.batch, row) == .new {
          try body(source.batch, row)
        }
      }
      try inside.finish(body)
    }
  }
}
