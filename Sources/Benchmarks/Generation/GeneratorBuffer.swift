// The bytes under construction, and the only unsafe memory of the generators.
//
// Why not [UInt8]: appending short runs to an array costs a uniqueness check and a call each; five
// of them a statement were most of the time.
// Proof of safety: `base` points to `capacity` bytes that live as long as the value (`deinit` frees
// them, the value cannot be copied); every append goes through `claim`, which traps unless
// `count + wanted <= capacity`, and writes just the bytes claimed.

/// A fixed piece of memory that text is appended to.
struct GeneratorBuffer: ~Copyable {
  private let base: UnsafeMutablePointer<UInt8>
  /// How many bytes fit; appending more traps, because whoever appends must flush in time.
  let capacity: Int
  /// How many bytes are there.
  private(set) var count = 0

  /// Allocates room for `capacity` bytes.
  init(capacity: Int) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit {
    base.deallocate()
  }

  /// Forgets the content.
  mutating func removeAll() {
    count = 0
  }

  /// Appends ASCII text.
  mutating func append(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    claim(length).update(from: text.utf8Start, count: length)
  }

  /// Appends a short text in one store, for which there must be room for 16 bytes.
  ///
  /// The bytes after the text's end are claimed, written and given back: what follows overwrites
  /// them.
  mutating func append(_ text: ShortText) {
    UnsafeMutableRawPointer(claim(16)).storeBytes(of: text.bytes, as: SIMD16<UInt8>.self)
    count -= 16 - text.length
  }

  /// Takes the last byte away.
  mutating func removeLast() {
    precondition(count > 0, "a byte was taken from an empty buffer")
    count -= 1
  }

  /// Appends one byte.
  mutating func append(byte: UInt8) {
    claim(1).pointee = byte
  }

  /// Appends what another buffer holds.
  mutating func append(contentsOf other: borrowing GeneratorBuffer) {
    let length = other.count
    claim(length).update(from: other.base, count: length)
  }

  /// Appends a number in decimal digits.
  mutating func append(decimal number: UInt32) {
    // Digits come lowest first, so the number of them is found before room is claimed.
    var length = 1
    var rest = number / 10
    while rest > 0 {
      length += 1
      rest /= 10
    }
    let start = claim(length)
    rest = number
    while length > 0 {
      length -= 1
      start[length] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
      rest /= 10
    }
  }

  /// Lends the content; the pointer is valid during the call only.
  func withBytes<Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  private mutating func claim(_ length: Int) -> UnsafeMutablePointer<UInt8> {
    precondition(length <= capacity - count, "text was appended to a full buffer")
    let start = base + count
    count += length
    return start
  }
}
