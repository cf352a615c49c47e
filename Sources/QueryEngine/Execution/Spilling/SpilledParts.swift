// Rows on disk, divided by a hash of some columns: what does not fit is looked at part by part.
//
//     row ─► hash of its keys ─► one of 32 parts ─► chunk ─► file
//
// Rows with equal keys are in one part and keep their order there. A part that is still too large is divided again, by
// other bits of the hash; after some rounds nothing can be divided any more, and memory is the limit.
//
// Unsafe: buffers of a fixed size, and `count` of each stays below it.

import Storage

/// Rows divided into parts on disk; one thread.
final class SpilledParts {
  /// Parts of a division.
  static let partCount = 32
  /// Divisions of a division of a division, at most.
  static let mostRounds = 4
  /// Rows that are written together.
  private static let chunkRows = 512

  let slots: [Slot]
  /// How often the rows have been divided before.
  let round: Int
  private let keys: [Int]
  private let idHash = IDHash()
  private let file: SpillFile
  private let control: QueryControl
  private var buffers: [RowTable]
  private var chunks: [[Chunk]]
  private var reservedBytes: Int

  private struct Chunk {
    var start: Int
    var rows: Int
  }

  /// Makes empty parts for rows of `slots`, divided by the columns `keys`.
  init(_ slots: [Slot], keys: [Int], round: Int, _ control: QueryControl) throws(QueryError) {
    self.slots = slots
    self.keys = keys
    self.round = round
    self.control = control
    file = try SpillFile(folder: control.temporaryFolder)
    buffers = (0..<Self.partCount).map { _ in
      RowTable(width: slots.count, capacity: Self.chunkRows)
    }
    chunks = Array(repeating: [], count: Self.partCount)
    let bytes = buffers.reduce(0) { $0 + $1.footprintBytes }
    try control.reserve(bytes: bytes)
    reservedBytes = bytes
  }

  deinit { control.release(bytes: reservedBytes) }

  /// Adds a row.
  func append(_ columns: [UnsafePointer<UInt64>], _ row: Int) throws(QueryError) {
    let part = part(columns, row)
    let buffer = buffers[part]
    for index in 0..<buffer.width { buffer.columns[index][buffer.count] = columns[index][row] }
    buffer.count += 1
    if buffer.count == Self.chunkRows { try flush(part) }
  }

  /// The part of a row.
  private func part(_ columns: [UnsafePointer<UInt64>], _ row: Int) -> Int {
    var hash: UInt64 = 0
    for key in keys { hash = idHash.mixed(hash, columns[key][row]) }
    // Five bits a round, from below: tables in memory take theirs from the top, where rows of one part would
    // otherwise be alike.
    return Int(truncatingIfNeeded: hash >> UInt64(5 * round)) & (Self.partCount - 1)
  }

  private func flush(_ part: Int) throws(QueryError) {
    let buffer = buffers[part]
    guard buffer.count > 0 else { return }
    try control.check()
    var start = file.count
    for (index, column) in buffer.columns.enumerated() {
      let at = try file.append(UnsafeRawBufferPointer(start: column, count: buffer.count * 8))
      if index == 0 { start = at }
    }
    chunks[part].append(Chunk(start: start, rows: buffer.count))
    buffer.removeAll()
  }

  /// Writes what is still in memory.
  func finish() throws(QueryError) {
    for part in 0..<Self.partCount { try flush(part) }
    buffers = []
    control.release(bytes: reservedBytes)
    reservedBytes = 0
  }

  /// Rows of a part, once all is written.
  func rowCount(_ part: Int) -> Int { chunks[part].reduce(0) { $0 + $1.rows } }

  /// The rows of a part, once all is written.
  func rows(_ part: Int) -> BatchOperator { SpilledRowsOperator(self, part) }

  /// Reads the chunk numbered `number` of a part; false where there is none.
  fileprivate func read(
    _ number: Int, of part: Int, into table: RowTable
  ) throws(QueryError) -> Bool {
    guard number < chunks[part].count else { return false }
    let chunk = chunks[part][number]
    table.removeAll()
    try table.reserve(chunk.rows)
    for (index, column) in table.columns.enumerated() {
      let bytes = chunk.rows * 8
      try file.read(
        UnsafeMutableRawBufferPointer(start: column, count: bytes),
        from: chunk.start + index * bytes)
    }
    table.count = chunk.rows
    return true
  }

  /// The control of the query.
  fileprivate var owner: QueryControl { control }
}

/// The rows of one part.
private final class SpilledRowsOperator: BatchOperator {
  private let parts: SpilledParts
  private let part: Int
  private var next = 0
  private let table: RowTable

  init(_ parts: SpilledParts, _ part: Int) {
    self.parts = parts
    self.part = part
    table = RowTable(width: parts.slots.count, capacity: BatchOperator.batchRows)
    super.init(slots: parts.slots, control: parts.owner)
  }

  override func produce() throws(QueryError) -> Bool {
    guard try parts.read(next, of: part, into: table) else { return false }
    next += 1
    show(table)
    return true
  }
}
