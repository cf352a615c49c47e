// What the guard has written for Serd and Serd has not read yet: tokens, each on a line of its own.

struct TokenBuffer: ~Copyable {
  private var bytes = PlainList<UInt8>()
  /// Bytes that Serd has taken.
  private var taken = 0
  /// Where the token begun last starts.
  private var tokenStart = 0
  /// Where each token stands in the document; token by token, line by line.
  private(set) var offsets = PlainList<Int>()
  /// The terms that Serd is not shown, in order.
  private(set) var objects = PlainList<ObjectTerm>()

  /// Bytes and tokens that an emptied buffer keeps the memory for: what a usual batch has at most.
  private static let keptCount = 1 << 17

  /// Bytes written.
  var count: Int { bytes.count }
  var isEmpty: Bool { bytes.count == 0 }
  var isDrained: Bool { taken == bytes.count }

  /// Bytes of memory held.
  var footprintBytes: Int {
    bytes.footprintBytes + offsets.footprintBytes + objects.footprintBytes
  }

  /// Empties the buffer; what a long token took is given back.
  mutating func removeAll() {
    bytes.removeAll(keeping: Self.keptCount)
    offsets.removeAll(keeping: Self.keptCount)
    objects.removeAll(keeping: Self.keptCount)
    taken = 0
    tokenStart = 0
  }

  /// Notes that the token about to be written stands at `offset`.
  @inline(__always)
  mutating func begin(atOffset offset: Int) {
    offsets.append(offset)
    tokenStart = bytes.count
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  @inline(__always)
  mutating func append(_ start: UnsafePointer<UInt8>, count: Int) {
    bytes.append(start, count: count)
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    bytes.append(text.utf8Start, count: text.utf8CodeUnitCount)
  }

  /// Notes a term that stands in the document alone.
  @inline(__always)
  mutating func append(_ object: ObjectTerm) { objects.append(object) }

  /// Takes back the token begun last.
  mutating func takeBack() {
    bytes.cut(to: tokenStart)
    offsets.cut(to: offsets.count - 1)
  }

  /// Takes back the token begun last if no line end closed it.
  mutating func takeBackUnfinished() {
    guard offsets.count > 0 else { return }
    if bytes.count == tokenStart || bytes[bytes.count - 1] != 0x0A { takeBack() }
  }

  /// Fills up with spaces to whole pages: Serd 0.30 takes a page that is not full for the last one.
  mutating func pad(toMultipleOf page: Int) {
    let excess = bytes.count % page
    if excess > 0 { bytes.append(repeating: UInt8(ascii: " "), count: page - excess) }
  }

  /// Moves up to `room` bytes to `target` and returns how many.
  mutating func take(into target: UnsafeMutableRawPointer, room: Int) -> Int {
    let moved = min(room, bytes.count - taken)
    target.copyMemory(from: bytes.start + taken, byteCount: moved)
    taken += moved
    return moved
  }
}
