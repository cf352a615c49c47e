// The buffer that all writers fill: bytes go in one by one or by the run, and leave in large
// pieces.
//
// Invariant: `count <= capacity`, and every write through `end` follows a `reserve` of at least as
// many bytes. The unsafe code of the writers is here and in `OutputBuffer+Escapes.swift`. Memory:
// the capacity, whatever is written.

/// Collects bytes for a ``ByteSink``.
///
/// Nothing reaches the sink for certain before ``flush()``; a buffer that goes away drops what it
/// holds, so that an abandoned document does not look finished.
public final class OutputBuffer {
  /// Large enough that the sink's call costs nothing beside the copy, small enough for the L2
  /// cache.
  public static let capacityBytes = 256 << 10

  private let sink: any ByteSink
  private let base: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var flushedBytes = 0

  /// Makes an empty buffer in front of `sink`.
  public init(sink: any ByteSink) {
    self.sink = sink
    base = .allocate(capacity: Self.capacityBytes)
  }

  deinit { base.deallocate() }

  /// Bytes appended so far, flushed or not.
  public var writtenBytes: Int { flushedBytes + count }

  /// Hands everything to the sink.
  public func flush() throws(WriteError) {
    guard count > 0 else { return }
    let full = count
    // Emptied first: what a sink refused is not offered twice.
    count = 0
    flushedBytes += full
    try sink.write(UnsafeRawBufferPointer(start: base, count: full))
  }

  /// Appends one byte.
  @inline(__always)
  public func append(_ byte: UInt8) throws(WriteError) {
    if count == Self.capacityBytes { try flush() }
    base[count] = byte
    count += 1
  }

  /// Appends the UTF-8 of a literal in the source.
  @inline(__always)
  public func append(_ text: StaticString) throws(WriteError) {
    precondition(text.hasPointerRepresentation, "a text of one scalar has no bytes to point to")
    try append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends `bytes` as they are.
  @inline(__always)
  public func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    guard let source = bytes.baseAddress else { return }
    guard bytes.count <= Self.capacityBytes - count else { return try appendLarge(bytes) }
    (base + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  private func appendLarge(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try flush()
    guard bytes.count <= Self.capacityBytes, let source = bytes.baseAddress else {
      flushedBytes += bytes.count
      return try sink.write(UnsafeRawBufferPointer(bytes))
    }
    base.update(from: source, count: bytes.count)
    count = bytes.count
  }

  /// Makes room for `needed` bytes and returns where they go; `advance` takes them in.
  @inline(__always)
  func reserve(_ needed: Int) throws(WriteError) -> UnsafeMutablePointer<UInt8> {
    if Self.capacityBytes - count < needed {
      precondition(needed <= Self.capacityBytes, "a reservation is bounded by the buffer")
      try flush()
    }
    return base + count
  }

  /// Takes in what was written behind the pointer of the last `reserve`, up to `end`.
  @inline(__always)
  func advance(to end: UnsafeMutablePointer<UInt8>) {
    count = end - base
    assert(count <= Self.capacityBytes, "more was written than reserved")
  }
}
