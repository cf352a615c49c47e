/// The place of whoever builds quad segments: a bulk load from its first run to its commit, or a fold.
///
/// One at a time, because each decides what to write by the segments that are there: two loads at once
/// could both write a quad that is new. Stream commits go on beside.
package final class BuilderPlace: @unchecked Sendable {
  private let monitor = Monitor()
  private var isTaken = false

  /// Waits for the place and takes it.
  package func take() {
    monitor.withLock {
      while isTaken { monitor.wait() }
      isTaken = true
    }
  }

  /// Gives the place back.
  package func leave() {
    monitor.withLock {
      isTaken = false
      monitor.broadcast()
    }
  }
}
