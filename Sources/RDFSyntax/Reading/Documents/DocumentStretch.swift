// A piece of a document that is kept until Serd has read its tokens, to tell where in it an error is.

/// Bytes of a document and the place where they start.
///
/// Memory: the bytes; what a long token took is given back by the next `hold`.
struct DocumentStretch: ~Copyable {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Bytes that were passed; those of an excerpt may follow.
  private(set) var count = 0
  private var available = 0
  private var front = LineCounter()

  /// A usual batch: its tokens without what the guard writes anew, and white space.
  private static let usualBytes = 1 << 17
  /// Longest excerpt of a message.
  private static let excerptBytes = 24

  init() {
    capacity = Self.usualBytes
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  /// The bytes; good until the next `hold`.
  var start: UnsafePointer<UInt8> { UnsafePointer(bytes) }
  /// Where they start in the document.
  var startOffset: Int { front.byteOffset }

  /// Bytes of memory held.
  var footprintBytes: Int { capacity }

  /// Copies `count` bytes and the excerpt behind them; `available` stand at `start` in all.
  mutating func hold(
    _ start: UnsafePointer<UInt8>, count: Int, available: Int, from front: LineCounter
  ) {
    let copied = min(count + Self.excerptBytes, available)
    let fitting = max(copied, Self.usualBytes)
    if fitting > capacity || capacity > Self.usualBytes {
      bytes.deallocate()
      bytes = .allocate(capacity: fitting)
      capacity = fitting
    }
    bytes.update(from: start, count: copied)
    self.count = count
    self.available = copied
    self.front = front
  }

  /// The place of the byte at `offset` of the document.
  func position(atOffset offset: Int) -> SourcePosition {
    var counter = front
    counter.advance(over: UnsafeBufferPointer(start: bytes, count: index(ofOffset: offset)))
    return counter.position
  }

  /// The place behind what was passed.
  var end: SourcePosition { position(atOffset: front.byteOffset + count) }

  /// The first letters of what stands at `offset`, for a message.
  func excerpt(atOffset offset: Int) -> String {
    let start = index(ofOffset: offset)
    var end = start
    while end - start < Self.excerptBytes, end < available, bytes[end] > 0x20 { end += 1 }
    return String(
      decoding: UnsafeBufferPointer(start: bytes + start, count: end - start), as: UTF8.self)
  }

  private func index(ofOffset offset: Int) -> Int {
    let index = offset - front.byteOffset
    precondition(index >= 0 && index <= count, "a place outside of what is kept")
    return index
  }
}
