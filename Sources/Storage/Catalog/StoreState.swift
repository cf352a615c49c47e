// The record of `meta` that each commit replaces: what is live, and the next number of everything.

/// The number of a commit; commits are dense, from 1 on.
public struct TransactionNumber: Hashable, Comparable, Sendable {
  /// The number.
  public let value: UInt64

  /// Makes a transaction number.
  public init(_ value: UInt64) { self.value = value }

  /// Earlier commits are smaller.
  public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

/// A live quad segment: blocks in all orders under one number.
struct SegmentRecord: Equatable, Sendable {
  /// The number that its keys start with; never used again.
  var number: UInt32
  var quadCount: Int
  /// Quads in named graphs, which are those in `gspo`.
  var namedQuadCount: Int
  /// The commit that wrote it.
  var transaction: UInt64
}

/// A live hash segment of the dictionary.
struct HashSegmentRecord: Equatable, Sendable {
  var number: UInt32
  var termCount: Int
  /// Upper bits of the hash that its pages keep.
  var hashBits: Int
}

/// Everything that a commit moves on.
struct StoreState: Equatable, Sendable {
  var transaction: UInt64 = 0
  /// Number that the next segment of either sort takes.
  var nextSegment: UInt32 = 1
  /// Sequence number that the next term of each kind takes; index is the kind.
  var nextSequence = [UInt64](repeating: 0, count: 8)
  /// Number that the next load's blank node scope takes.
  var nextScope: UInt64 = 1
  var segments: [SegmentRecord] = []
  var hashSegments: [HashSegmentRecord] = []
  /// The segment of the newest bulk commit: blocks of later ones in the log are of loads that never
  /// committed.
  var lastBulkSegment: UInt32 = 0
  /// Commits up to here are in segments; later ones are delta.
  var foldedTransaction: UInt64 = 0

  /// Version of the store format, checked at open.
  static let format = 2

  static let key = Array("state".utf8)
  static let formatKey = Array("format".utf8)
  static let hashKey = Array("hash_key".utf8)

  func encoded() -> [UInt8] {
    var record = RecordWriter()
    record.put(transaction)
    record.put(UInt64(nextSegment))
    for sequence in nextSequence { record.put(sequence) }
    record.put(nextScope)
    record.put(foldedTransaction)
    record.put(UInt64(lastBulkSegment))
    record.put(segments.count)
    for segment in segments {
      record.put(UInt64(segment.number))
      record.put(segment.quadCount)
      record.put(segment.namedQuadCount)
      record.put(segment.transaction)
    }
    record.put(hashSegments.count)
    for segment in hashSegments {
      record.put(UInt64(segment.number))
      record.put(segment.termCount)
      record.put(segment.hashBits)
    }
    return record.bytes
  }

  init() {}

  init(_ bytes: [UInt8]) throws(StorageError) {
    var record = RecordReader(bytes, name: "state")
    transaction = try record.number()
    nextSegment = UInt32(truncatingIfNeeded: try record.number())
    for kind in 0..<8 { nextSequence[kind] = try record.number() }
    nextScope = try record.number()
    foldedTransaction = try record.number()
    lastBulkSegment = UInt32(truncatingIfNeeded: try record.number())
    for _ in 0..<(try record.count()) {
      segments.append(
        SegmentRecord(
          number: UInt32(truncatingIfNeeded: try record.number()),
          quadCount: try record.integer(), namedQuadCount: try record.integer(),
          transaction: try record.number()))
    }
    for _ in 0..<(try record.count()) {
      hashSegments.append(
        HashSegmentRecord(
          number: UInt32(truncatingIfNeeded: try record.number()),
          termCount: try record.integer(), hashBits: try record.integer()))
    }
  }
}
