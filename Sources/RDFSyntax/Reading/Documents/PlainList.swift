/// A list of values that hold no references, whose memory is used again and again.
///
/// Why not an array: it asks at each append whether it is shared, which is a tenth of the guard's time.
/// An empty list that was never used takes no memory.
struct PlainList<Element: BitwiseCopyable>: ~Copyable {
  /// The elements; good for `count` of them until the list is changed.
  private(set) var start: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity = 0

  init() { start = .allocate(capacity: 0) }

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
    if count == capacity { grow(toHold: count + 1) }
    start[count] = element
    count += 1
  }

  @inline(__always)
  mutating func append(_ source: UnsafePointer<Element>, count added: Int) {
    if count + added > capacity { grow(toHold: count + added) }
    (start + count).update(from: source, count: added)
    count += added
  }

  mutating func append(repeating element: Element, count added: Int) {
    if count + added > capacity { grow(toHold: count + added) }
    (start + count).update(repeating: element, count: added)
    count += added
  }

  /// Takes the elements from `newCount` on back.
  mutating func cut(to newCount: Int) {
    precondition(newCount >= 0 && newCount <= count, "a list can only be cut back")
    count = newCount
  }

  /// Empties the list; memory for more than `kept` elements is given back.
  mutating func removeAll(keeping kept: Int) {
    count = 0
    if capacity > kept { move(to: kept) }
  }

  private mutating func grow(toHold needed: Int) {
    // Twice as much each time; a page at first, so that a small document takes little.
    move(to: max(capacity * 2, needed, 4_096 / MemoryLayout<Element>.stride))
  }

  private mutating func move(to newCapacity: Int) {
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: newCapacity)
    moved.update(from: start, count: count)
    start.deallocate()
    start = moved
    capacity = newCapacity
  }
}
