/// A list that grows, of values that are bytes and no references, and is used again.
///
/// Why not an array: it asks at each append whether it is shared, and that is a tenth of the guard's time.
struct PlainList<Element: BitwiseCopyable>: ~Copyable {
  private(set) var start: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  /// Makes an empty list with room for `capacity` elements, at least 1.
  init(capacity: Int) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// Bytes of memory held.
  var footprintBytes: Int { capacity * MemoryLayout<Element>.stride }

  /// The element at `index`, which must be one.
  subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "no such element")
    return start[index]
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    start[count] = element
    count += 1
  }

  mutating func removeLast() {
    precondition(count > 0, "nothing to take back")
    count -= 1
  }

  /// Empties the list and keeps the memory.
  mutating func removeAll() { count = 0 }

  private mutating func grow() {
    let grown = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    grown.update(from: start, count: count)
    start.deallocate()
    start = grown
    capacity *= 2
  }
}
