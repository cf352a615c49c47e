// A piece of a document that is kept until Serd has read its tokens: for the terms that Serd is not shown,
// and to tell where in the document an error is.

/// Bytes of a document and the place where they start.
///
/// Memory: the bytes; what a long token took is given back by the next `hold`.
struct DocumentStretch: ~Copyable {
  private var bytes = PlainList<UInt8>()
  /// Bytes that were passed; those of an excerpt may follow.
  private(set) var count = 0
  private var front = LineCounter()

  /// Bytes that the next `hold` keeps the memory for: a usual batch's.
  private static let keptBytes = 1 << 17
  /// Longest excerpt of a message.
  private static let excerptBytes = 24

  /// The bytes; good until the next `hold`.
  var start: UnsafePointer<UInt8> { UnsafePointer(bytes.start) }
  /// Where they start in the document.
  var startOffset: Int { front.byteOffset }

  /// Bytes of memory held.
  var footprintBytes: Int { bytes.footprintBytes }

  /// Copies `count` bytes and the excerpt behind them; `available` stand at `start` in all.
  mutating func hold(
    _ start: UnsafePointer<UInt8>, count: Int, available: Int, from front: LineCounter
  ) {
    bytes.removeAll(keeping: Self.keptBytes)
    bytes.append(start, count: min(count + Self.excerptBytes, available))
    self.count = count
    self.front = front
  }

  /// The place of the byte at `offset` of the document.
  func position(atOffset offset: Int) -> SourcePosition {
    var counter = front
    counter.advance(over: UnsafeBufferPointer(start: start, count: index(ofOffset: offset)))
    return counter.position
  }

  /// The place behind what was passed.
  var end: SourcePosition { position(atOffset: startOffset + count) }

  /// The first letters of what stands at `offset`, for a message.
  func excerpt(atOffset offset: Int) -> String {
    let first = index(ofOffset: offset)
    var end = first
    while end - first < Self.excerptBytes, end < bytes.count, bytes[end] > 0x20 { end += 1 }
    return String(
      decoding: UnsafeBufferPointer(start: start + first, count: end - first), as: UTF8.self)
  }

  private func index(ofOffset offset: Int) -> Int {
    let index = offset - startOffset
    precondition(index >= 0 && index <= count, "a place outside of what is kept")
    return index
  }
}
