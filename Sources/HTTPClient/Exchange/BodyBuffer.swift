/// Bytes of a body that have come and were not read yet: what libcurl writes into, up to a bound.
///
/// Owned by one thread at a time.
final class BodyBuffer {
  /// Room for some pieces of libcurl's, which have 16 KiB at most.
  static let capacity = 256 << 10

  private let bytes = UnsafeMutableRawBufferPointer.allocate(
    byteCount: BodyBuffer.capacity, alignment: 16)
  private var start = 0
  private var end = 0

  deinit { bytes.deallocate() }

  /// Bytes that can be read.
  var count: Int { end - start }

  /// Takes a piece, or nothing of it where there is no room for the whole.
  func append(_ piece: UnsafeRawBufferPointer) -> Bool {
    if start == end { (start, end) = (0, 0) }
    guard piece.count <= bytes.count - end else { return false }
    UnsafeMutableRawBufferPointer(rebasing: bytes[end...]).copyMemory(from: piece)
    end += piece.count
    return true
  }

  /// Moves bytes to the front of `buffer` and returns how many.
  func move(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let moved = min(buffer.count, count)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + moved]))
    start += moved
    return moved
  }
}
