/// Bytes that are not compressed, behind a window that was peeked into.
///
/// Gives the peeked bytes first and reads the rest straight into the caller's memory.
final class PlainByteSource: SizedByteSource {
  private let window: InputWindow
  private var guarded: OutputGuard

  init(window: InputWindow, limits: SyntaxLimits) {
    self.window = window
    guarded = OutputGuard(name: window.name, limits: limits)
  }

  var consumedBytes: Int { window.takenBytes }
  var totalBytes: Int? { window.source.totalBytes }
  var mayWait: Bool { window.source.mayWait }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    let count: Int
    if window.unreadCount > 0 {
      count = min(buffer.count, window.unreadCount)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: window.unread[..<count]))
      window.take(count)
    } else {
      // A pipe that ended once is not asked again: a terminal would wait for a second end.
      count = window.isAtEnd ? 0 : try window.source.read(into: buffer)
    }
    // Equal counts in and out: the ratio of a plain file is 1.
    try guarded.count(produced: count, consumedBytes: window.takenBytes)
    return count
  }
}
