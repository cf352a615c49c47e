// A commit's record in the log: its exact change.
//
//     key    0, tx (8 bytes, big-endian)
//     value  kind; then
//            stream  new terms (kind, first sequence number, count) ..., adds, removes
//            bulk    segment, whether the store was empty, absorbed quads, re-added quads
//
// Quads are blocks as in a segment, each behind its length. A bulk commit's quads are those of its
// segment without the absorbed ones, and with the re-added ones; `ReadView.changes(of:)` finds them.

/// Consecutive new terms of one kind.
struct TermRange: Equatable, Sendable {
  var kind: UInt8
  var first: UInt64
  var count: Int
}

/// What a commit changed, as the log has it.
enum CommitRecord {
  case stream(newTerms: [TermRange], changes: SortedChanges)
  /// `absorbed`: quads of the segment that a stream commit had added meanwhile; `readded`: quads of the
  /// load that a stream commit had removed meanwhile.
  case bulk(segment: UInt32, wasEmpty: Bool, absorbed: [IDQuad], readded: [IDQuad])

  static func key(_ transaction: UInt64) -> [UInt8] { [0] + bigEndianBytes(transaction) }

  func encoded(with encoder: QuadBlockEncoder) -> [UInt8] {
    var record = RecordWriter()
    switch self {
    case .stream(let newTerms, let changes):
      record.put(0)
      record.put(newTerms.count)
      for range in newTerms {
        record.put(UInt64(range.kind))
        record.put(range.first)
        record.put(range.count)
      }
      record.putQuads(changes, removes: false, encoder)
      record.putQuads(changes, removes: true, encoder)
    case .bulk(let segment, let wasEmpty, let absorbed, let readded):
      record.put(1)
      record.put(UInt64(segment))
      record.put(wasEmpty ? 1 : 0)
      record.putQuads(SortedChanges(adds: absorbed, removes: []), removes: false, encoder)
      record.putQuads(SortedChanges(adds: readded, removes: []), removes: false, encoder)
    }
    return record.bytes
  }

  init(_ bytes: [UInt8], decoder: QuadBlockDecoder) throws(StorageError) {
    var record = RecordReader(bytes, name: "log")
    switch try record.number() {
    case 0:
      var ranges: [TermRange] = []
      for _ in 0..<(try record.count()) {
        ranges.append(
          TermRange(
            kind: UInt8(truncatingIfNeeded: try record.number()), first: try record.number(),
            count: try record.integer()))
      }
      let adds = try record.quads(decoder)
      let removes = try record.quads(decoder)
      self = .stream(newTerms: ranges, changes: SortedChanges(adds: adds, removes: removes))
    case 1:
      self = .bulk(
        segment: UInt32(truncatingIfNeeded: try record.number()),
        wasEmpty: try record.number() == 1, absorbed: try record.quads(decoder),
        readded: try record.quads(decoder))
    default: throw .corrupted(detail: "a log record has an unknown kind")
    }
  }
}

extension RecordWriter {
  /// Appends the adds or the removes of a list as blocks.
  mutating func putQuads(_ changes: SortedChanges, removes: Bool, _ encoder: QuadBlockEncoder) {
    let total = removes ? changes.removeCount : changes.count - changes.removeCount
    put(total)
    guard total > 0 else { return }
    let block = QuadColumns(capacity: min(total, maximumBlockRows))
    defer { block.deallocate() }
    var filled = 0
    for row in 0..<changes.count where changes.removes[row] == removes {
      for column in 0..<4 { block.columns[column][filled] = changes.columns.columns[column][row] }
      filled += 1
      if filled == block.capacity {
        putBlock(encoder.encode(block, first: 0, count: filled))
        filled = 0
      }
    }
    if filled > 0 { putBlock(encoder.encode(block, first: 0, count: filled)) }
  }

  private mutating func putBlock(_ block: UnsafeRawBufferPointer) {
    put(block.count)
    putRest(block)
  }
}

extension RecordReader {
  mutating func quads(_ decoder: QuadBlockDecoder) throws(StorageError) -> [IDQuad] {
    let total = try integer()
    guard total >= 0 else { throw .corrupted(detail: "a log record has a negative count") }
    var quads: [IDQuad] = []
    guard total > 0 else { return quads }
    let columns = QuadColumns(capacity: maximumBlockRows)
    defer { columns.deallocate() }
    while quads.count < total {
      let block = try data()
      guard let rows = block.withUnsafeBytes({ decoder.decode($0, into: columns) }) else {
        throw .corrupted(detail: "a block of the log can't be read")
      }
      for row in 0..<rows { quads.append(columns.quad(at: row)) }
    }
    guard quads.count == total else { throw .corrupted(detail: "a log record's count is wrong") }
    return quads
  }
}
