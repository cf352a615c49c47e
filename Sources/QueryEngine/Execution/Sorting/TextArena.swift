// Texts of keys in one piece of memory.
//
// Unsafe: plain memory; what `append` returns stays valid until `removeAll`, a pointer only until the next `append`.

/// Texts one after the other; one thread.
final class TextArena {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 4_096
  private var count = 0

  init() { bytes = .allocate(capacity: capacity) }

  deinit { bytes.deallocate() }

  /// Bytes of memory held.
  var footprintBytes: Int { capacity }

  /// Bytes of the texts.
  var usedBytes: Int { count }

  func removeAll() { count = 0 }

  @inline(__always)
  func pointer(_ start: Int) -> UnsafePointer<UInt8> { UnsafePointer(bytes + start) }

  /// Adds a text and returns where it starts.
  @inline(__always)
  func append(_ text: UnsafePointer<UInt8>?, _ length: Int) -> Int {
    if count + length > capacity { grow(count + length) }
    if let text { (bytes + count).update(from: text, count: length) }
    count += length
    return count - length
  }

  /// Adds the first `shared` bytes of a text that stands here, then others, and returns where they start.
  func append(sharing shared: Int, of start: Int, _ rest: UnsafeRawBufferPointer) -> Int {
    let total = shared + rest.count
    if count + total > capacity { grow(count + total) }
    (bytes + count).update(from: bytes + start, count: shared)
    UnsafeMutableRawBufferPointer(start: bytes + count + shared, count: rest.count)
      .copyMemory(from: rest)
    count += total
    return count - total
  }

  @inline(never)
  private func grow(_ needed: Int) {
    let larger = max(capacity * 2, needed)
    let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    grown.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = grown
    capacity = larger
  }
}
