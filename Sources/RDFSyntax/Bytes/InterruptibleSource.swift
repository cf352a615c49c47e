import Synchronization

/// A source whose reads can be ended from another thread.
///
/// One that is under way goes on to its end; the next one throws. So a reader that skips gigabytes of
/// a comment ends within one read.
final class InterruptibleSource: ByteSource {
  private let source: any ByteSource
  private let name: String
  private let isInterrupted = Atomic<Bool>(false)

  /// Passes on what `source` gives; `name` is what errors call it.
  init(_ source: any ByteSource, name: String) {
    self.source = source
    self.name = name
  }

  var consumedBytes: Int { source.consumedBytes }
  var mayWait: Bool { source.mayWait }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    // Relaxed: nothing else is told by it, and whoever interrupts waits for the reader's end anyway.
    guard !isInterrupted.load(ordering: .relaxed) else {
      throw .unreadable(file: name, message: "the reading was stopped")
    }
    return try source.read(into: buffer)
  }

  /// Lets no further read begin; for any thread.
  func interrupt() { isInterrupted.store(true, ordering: .relaxed) }
}
