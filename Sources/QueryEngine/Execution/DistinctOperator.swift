// DISTINCT: each row once, in order of first appearance, handed on as soon as it appears.
//
//     row ─► seen? ──────────────► dropped
//            new ────────────────► handed on
//            new, memory is full ► a part on disk; each part is looked at alone when the input is over
//
// What is in memory stays there, so a row that was handed on never goes to disk.

import Storage

final class DistinctOperator: BatchOperator {
  private var input: BatchOperator
  private var seen: RowSet
  private let sources: [Int]
  private let output: RowTable
  /// Rows that did not fit, or nil while all do.
  private var spilled: SpilledParts?
  /// Divisions whose parts are still to be looked at, each with its next part.
  private var waiting: [(parts: SpilledParts, next: Int)] = []
  private var round = 0

  init(_ input: BatchOperator) {
    self.input = input
    seen = RowSet(width: input.slots.count, control: input.control)
    sources = Array(input.slots.indices)
    output = RowTable(width: input.slots.count, capacity: BatchOperator.batchRows)
    super.init(slots: input.slots, control: input.control)
  }

  override var footprintBytes: Int { seen.footprintBytes }

  override func produce() throws(QueryError) -> Bool {
    while try !input.next() {
      guard try nextPart() else { return false }
    }
    output.removeAll()
    try output.reserve(input.rows)
    if spilled == nil, isFull() {
      guard round < SpilledParts.mostRounds, !sources.isEmpty else {
        throw .memoryExceeded(limitBytes: control.memoryBytes)
      }
      spilled = try SpilledParts(slots, keys: sources, round: round, control)
    }
    if let spilled {
      for row in 0..<input.rows where seen.find(input.batch, sources, row) == nil {
        try spilled.append(input.batch, row)
      }
    } else {
      for row in 0..<input.rows where try seen.insert(input.batch, sources, row).isNew {
        for column in sources {
          output.columns[column][output.count] = input.batch[column][row]
        }
        output.count += 1
      }
    }
    show(output)
    return true
  }

  private func isFull() -> Bool {
    if control.spillsAnyway(round: round), seen.rows.count > 0, !sources.isEmpty { return true }
    return !seen.makeRoom(for: input.rows)
  }

  /// Goes to the next part on disk; false where there is none.
  private func nextPart() throws(QueryError) -> Bool {
    if let parts = spilled {
      try parts.finish()
      waiting.append((parts, 0))
      spilled = nil
    }
    while let (parts, next) = waiting.last {
      guard next < SpilledParts.partCount else {
        waiting.removeLast()
        continue
      }
      waiting[waiting.count - 1].next += 1
      guard parts.rowCount(next) > 0 else { continue }
      seen = RowSet(width: slots.count, control: control)
      round = parts.round + 1
      input = parts.rows(next)
      return true
    }
    return false
  }
}
