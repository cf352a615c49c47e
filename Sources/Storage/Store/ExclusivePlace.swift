/// A place that one at a time may have, for seconds or minutes; any thread may give it back.
///
/// The store has three, taken in this order: of loads (from the look at the ledger to the commit), of
/// whoever builds segments (a load from its first run to its commit, or a fold: each decides what to write
/// by the segments that are there), and of whoever commits quads, which a transaction keeps from its first
/// read to its end.
package final class ExclusivePlace: @unchecked Sendable {
  private let monitor = Monitor()
  private var isTaken = false

  /// Waits for the place and takes it.
  package func take() {
    monitor.withLock {
      while isTaken { monitor.wait() }
      isTaken = true
    }
  }

  /// Waits for the place and takes it; false where `isStopped` says so meanwhile, asked ten times a
  /// second.
  func take(unless isStopped: () -> Bool) -> Bool {
    while true {
      if isStopped() { return false }
      let isMine = monitor.withLock { () -> Bool in
        if isTaken { monitor.wait(milliseconds: 100) }
        if isTaken { return false }
        isTaken = true
        return true
      }
      if isMine { return true }
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
