// The log of past commits: records, then the blocks of what loads added.
//
//     0, tx              from the oldest one kept on without a gap; the oldest go when the log is full
//     1, segment, part   of segments that a record names, in spog order, parts without a gap
//
// One pass. What it keeps in memory is some bytes a load that the log knows.

/// Reads the whole log, also what is folded already.
struct CommitsCheck: VerifyCheck {
  let name = "commits"

  func run(_ context: VerifyContext) throws(StorageError) {
    var records = LoggedRecords(context)
    var walk: LoggedBlocks?
    let cursor = context.cursor(.log)
    cursor.seekToFirst()
    while cursor.isValid {
      let key = cursor.key
      switch (key.first, key.count) {
      case (0, 9):
        records.visit(readBigEndian(key, at: 1), cursor.value)
      case (1, 9):
        let blocks = walk ?? LoggedBlocks(records.loads, context)
        walk = blocks
        try blocks.visit(
          segment: UInt32(bigEndian: key.loadUnaligned(fromByteOffset: 1, as: UInt32.self)),
          part: UInt32(bigEndian: key.loadUnaligned(fromByteOffset: 5, as: UInt32.self)),
          cursor.value)
      default:
        context.found(.unknownKey(family: "log", key: [UInt8](key)))
      }
      cursor.next()
    }
    try cursor.check()
    records.finish()
    try (walk ?? LoggedBlocks(records.loads, context)).finish()
  }
}

/// What the record of a load says of its segment.
struct LoggedLoad {
  let segment: UInt32
  let transaction: UInt64
  let wasEmpty: Bool
  /// Quads of the segment that the commit did not add.
  let absorbed: Int
}

/// The walk over the records.
private struct LoggedRecords {
  private let context: VerifyContext
  private let decoder = QuadBlockDecoder()
  private var last: UInt64?
  /// The loads, by segment.
  private(set) var loads: [LoggedLoad] = []

  init(_ context: VerifyContext) { self.context = context }

  mutating func visit(_ transaction: UInt64, _ value: UnsafeRawBufferPointer) {
    // The disk may be a commit ahead of the view, so it is asked and not the view.
    if transaction > context.recorded.transaction {
      return context.found(.log(detail: "commit \(transaction) is beyond the last one"))
    }
    if let last { checkGap(after: last, before: transaction) }
    last = transaction
    do throws(StorageError) {
      guard
        case .bulk(let segment, let wasEmpty, let absorbed, _) =
          try CommitRecord([UInt8](value), decoder: decoder)
      else { return }
      if let before = loads.last, before.segment >= segment {
        return context.found(
          .log(detail: "commit \(transaction) names segment \(segment) of an earlier one"))
      }
      loads.append(
        LoggedLoad(
          segment: segment, transaction: transaction, wasEmpty: wasEmpty, absorbed: absorbed.count))
    } catch {
      context.found(.undecodable(place: "commit \(transaction) of the log", detail: "\(error)"))
    }
  }

  /// The last record is that of the last commit; only a log of folded commits may be empty.
  func finish() {
    if let last { checkGap(after: last, before: context.recorded.transaction + 1) }
  }

  /// Unfolded commits are the delta, which has a check of its own.
  private func checkGap(after last: UInt64, before next: UInt64) {
    guard next - last > 1, last < context.recorded.foldedTransaction else { return }
    let lost = next - last == 2 ? "\(last + 1)" : "\(last + 1) to \(next - 1)"
    context.found(.log(detail: "folded commits are missing: \(lost)"))
  }
}
