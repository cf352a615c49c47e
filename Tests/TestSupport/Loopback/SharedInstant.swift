import Foundation
import Synchronization

/// A moment that one thread notes and another asks for.
package final class SharedInstant: Sendable {
  private let instant = Mutex<ContinuousClock.Instant?>(nil)

  package init() {}

  /// The moment, or nil before it.
  package var value: ContinuousClock.Instant? { instant.withLock { $0 } }

  /// Notes that it is now.
  package func note() { instant.withLock { $0 = .now } }

  /// Waits for the moment, half a minute at most.
  package func wait() -> ContinuousClock.Instant? {
    let start = ContinuousClock.now
    while value == nil, ContinuousClock.now - start < .seconds(30) { usleep(5_000) }
    return value
  }
}
