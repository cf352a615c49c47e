// What loads added, as the log has it: the blocks of their segments, held against the commits' records.

/// The walk over the blocks; loads and blocks are both in order of segments.
///
/// A segment that is live has a count to compare with. Of one that was rewritten, blocks in order and
/// parts without a gap are all that can be asked; and none are there where its load gave no new quad.
final class LoggedBlocks {
  private let context: VerifyContext
  private let loads: [LoggedLoad]
  private let live: [UInt32: SegmentRecord]
  private let decoder = QuadBlockDecoder()
  private let columns = QuadColumns(capacity: maximumBlockRows)
  private var nextLoad = 0
  private var deadBlocks = 0
  // Of the segment under the cursor.
  private var segment: UInt32?
  private var parts: UInt32 = 0
  private var blocks = 0
  private var rows = 0
  private var last: IDQuad?
  private var isReported = false

  init(_ loads: [LoggedLoad], _ context: VerifyContext) {
    self.context = context
    self.loads = loads
    // As of the snapshot that is read, which may be a commit ahead of the view.
    live = Dictionary(context.recorded.segments.map { ($0.number, $0) }) { first, _ in first }
  }

  deinit { columns.deallocate() }

  func visit(
    segment: UInt32, part: UInt32, _ value: UnsafeRawBufferPointer
  ) throws(StorageError) {
    if segment != self.segment {
      try finishSegment()
      self.segment = segment
      (parts, blocks, rows, last, isReported) = (0, 0, 0, nil, false)
    }
    if part != parts { problem(.log(detail: "\(place) lacks part \(parts)")) }
    parts = part &+ 1
    blocks += 1
    guard let count = decoder.decode(value, into: columns) else {
      return problem(.undecodable(place: place, detail: "part \(part)"))
    }
    rows += count
    for row in 0..<count {
      let quad = columns.quad(at: row)
      if let last, !(last < quad) {
        return problem(.disorder(place: place, detail: "row \(row) of part \(part)"))
      }
      last = quad
    }
  }

  func finish() throws(StorageError) {
    try finishSegment()
    while nextLoad < loads.count { judgeMissing() }
    let dead = deadBlocks
    context.count { $0.deadEntries += dead }
  }

  private func finishSegment() throws(StorageError) {
    guard let segment else { return }
    while nextLoad < loads.count, loads[nextLoad].segment < segment { judgeMissing() }
    guard nextLoad < loads.count, loads[nextLoad].segment == segment else {
      return try judgeUnnamed(segment)
    }
    judge(loads[nextLoad])
    nextLoad += 1
  }

  /// A load whose blocks are all there.
  private func judge(_ load: LoggedLoad) {
    if let segment = live[load.segment], segment.quadCount != rows {
      problem(
        .count(
          of: "quads of commit \(load.transaction)", recorded: segment.quadCount, counted: rows))
    } else if load.absorbed > rows {
      problem(.log(detail: "commit \(load.transaction) has fewer quads than it leaves out"))
    }
  }

  /// The next load, which has no blocks: its segment tells what it was, or it gave no new quad.
  private func judgeMissing() {
    let load = loads[nextLoad]
    nextLoad += 1
    let isInSegment = load.wasEmpty && live[load.segment] != nil
    if !isInSegment, live[load.segment] != nil || load.absorbed > 0 {
      context.found(.log(detail: "the quads of commit \(load.transaction) are missing"))
    }
  }

  /// Blocks that no commit names are those of a load under way or killed, which the next open removes: by
  /// its number or by what it left in the indices.
  private func judgeUnnamed(_ segment: UInt32) throws(StorageError) {
    if segment < context.recorded.nextSegment {
      let isIndexed = try context.database.hasSegment(segment, context.view.snapshot)
      if live[segment] != nil || !isIndexed {
        problem(.log(detail: "\(place) is named by no commit"))
      }
    }
    deadBlocks += blocks
  }

  private var place: String { "segment \(segment ?? 0) in the log" }

  /// Reports the first problem of a segment: one lost part makes several.
  private func problem(_ problem: VerifyProblem) {
    if !isReported { context.found(problem) }
    isReported = true
  }
}

extension Database {
  /// Whether the indices hold quads of a segment.
  fileprivate func hasSegment(
    _ number: UInt32, _ snapshot: DatabaseSnapshot
  ) throws(StorageError) -> Bool {
    let prefix = withUnsafeBytes(of: number.bigEndian) { Array($0) }
    let cursor = Cursor(self, .spog, snapshot: snapshot, scan: false)
    cursor.seek(prefix)
    try cursor.check()
    return cursor.isValid && cursor.key.starts(with: prefix)
  }
}
