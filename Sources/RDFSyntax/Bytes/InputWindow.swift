// A reused piece of memory between a source and whoever looks at its bytes before taking them.
//
//     storage   [ taken | unread bytes      | free ]
//                       ^start              ^end
//
// It is how the kind of compression is told without a second read of the file (a pipe has no second
// read), and what a decoder takes its input from. Cost: 256 KiB, and a copy only of what `peek`
// finds split over two reads.

/// The unread bytes of a source.
final class InputWindow {
  /// Large enough that a read(2) costs nothing beside decoding it, small enough for the L2 cache.
  static let capacityBytes = 256 << 10

  let source: any SizedByteSource
  let name: String
  private let storage: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private(set) var isAtEnd = false

  init(source: any SizedByteSource, name: String) {
    self.source = source
    self.name = name
    storage = .allocate(byteCount: Self.capacityBytes, alignment: 64)
  }

  deinit { storage.deallocate() }

  /// The unread bytes; valid until the next call of anything else here.
  var unread: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[start..<end]) }

  /// Bytes taken from the source and not yet from the window.
  var unreadCount: Int { end - start }

  /// Bytes of the source that were taken out of this window.
  var takenBytes: Int { source.consumedBytes - unreadCount }

  /// Takes the first `count` unread bytes.
  func take(_ count: Int) {
    precondition(count >= 0 && count <= end - start, "more bytes taken than the window holds")
    start += count
  }

  /// Reads once where the window is empty; false at the end of the source.
  func refill() throws(SyntaxError) -> Bool {
    guard start == end else { return true }
    guard !isAtEnd else { return false }
    start = 0
    end = try source.read(into: storage)
    isAtEnd = end == 0
    return !isAtEnd
  }

  /// Reads until `count` bytes are unread, or to the end of the source, and returns the unread
  /// bytes.
  func peek(_ count: Int) throws(SyntaxError) -> UnsafeRawBufferPointer {
    precondition(count <= Self.capacityBytes, "a peek is bounded by the window")
    while end - start < count && !isAtEnd {
      if start > 0 {
        storage.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[start..<end]))
        end -= start
        start = 0
      }
      let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: storage[end...]))
      isAtEnd = got == 0
      end += got
    }
    return unread
  }

  /// Skips `count` bytes; false where the source ends before.
  func skip(_ count: Int) throws(SyntaxError) -> Bool {
    var left = count
    while left > 0 {
      guard try refill() else { return false }
      let piece = min(left, unreadCount)
      take(piece)
      left -= piece
    }
    return true
  }
}
