// What the guard has written for Serd and Serd has not read yet: tokens, each on a line of its own.

struct TokenBuffer: ~Copyable {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = Self.usualBytes
  /// Bytes written.
  private(set) var count = 0
  /// Bytes that Serd has taken.
  private var taken = 0
  /// Where the token begun last starts.
  private var tokenStart = 0
  /// Where each token stands in the document; token by token, line by line.
  private(set) var offsets = PlainList<Int>(capacity: 1 << 14)
  /// The terms that Serd is not shown, in order.
  private(set) var objects = PlainList<ObjectTerm>(capacity: 1 << 12)

  private static let usualBytes = 1 << 17

  init() {
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  var isEmpty: Bool { count == 0 }
  var isDrained: Bool { taken == count }

  /// Bytes of memory held.
  var footprintBytes: Int { capacity + offsets.footprintBytes + objects.footprintBytes }

  /// Empties the buffer; what a long token took is given back.
  mutating func removeAll() {
    if capacity > Self.usualBytes {
      bytes.deallocate()
      bytes = .allocate(capacity: Self.usualBytes)
      capacity = Self.usualBytes
    }
    count = 0
    taken = 0
    tokenStart = 0
    offsets.removeAll()
    objects.removeAll()
  }

  /// Notes that the token about to be written stands at `offset`.
  @inline(__always)
  mutating func begin(atOffset offset: Int) {
    offsets.append(offset)
    tokenStart = count
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count == capacity { grow(toHold: count + 1) }
    bytes[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ start: UnsafePointer<UInt8>, count added: Int) {
    if count + added > capacity { grow(toHold: count + added) }
    (bytes + count).update(from: start, count: added)
    count += added
  }

  mutating func append(_ text: StaticString) {
    append(text.utf8Start, count: text.utf8CodeUnitCount)
  }

  /// Notes a term that stands in the document alone.
  @inline(__always)
  mutating func append(_ object: ObjectTerm) { objects.append(object) }

  /// Takes back the token begun last.
  mutating func takeBack() {
    count = tokenStart
    offsets.removeLast()
  }

  /// Takes back the token begun last if no line end closed it.
  mutating func takeBackUnfinished() {
    if offsets.count > 0, count == tokenStart || bytes[count - 1] != 0x0A { takeBack() }
  }

  /// Fills up with spaces to whole pages: Serd 0.30 takes a page that is not full for the last one.
  mutating func pad(toMultipleOf page: Int) {
    while count % page != 0 { append(UInt8(ascii: " ")) }
  }

  /// Moves up to `room` bytes to `target` and returns how many.
  mutating func take(into target: UnsafeMutableRawPointer, room: Int) -> Int {
    let moved = min(room, count - taken)
    target.copyMemory(from: bytes + taken, byteCount: moved)
    taken += moved
    return moved
  }

  private mutating func grow(toHold needed: Int) {
    let larger = max(capacity * 2, needed)
    let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    grown.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = grown
    capacity = larger
  }
}
