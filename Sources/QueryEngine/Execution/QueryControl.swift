// What ends a query before its end: its deadline, its caller, its memory.

import Storage
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Paths that only large data takes, to be taken by small data too; for tests.
package struct QueryStrain: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// What can spill spills.
  package static let spill = QueryStrain(rawValue: 1)
  /// What can be divided among threads is divided.
  package static let divide = QueryStrain(rawValue: 2)
  /// Plans are chosen by samples.
  package static let sample = QueryStrain(rawValue: 4)
  /// Patterns are joined a variable at a time where they can be.
  package static let trie = QueryStrain(rawValue: 8)
}

/// The limits of one query, and its caller's way to end it; any thread may use it.
package final class QueryControl: @unchecked Sendable {
  // Unchecked: the counters have a lock.
  private let deadline: UInt64?
  private let timeoutSeconds: Double
  /// Bytes that the query may hold.
  package let memoryBytes: Int
  /// Where it puts what does not fit.
  package let temporaryFolder: String
  /// Paths that are taken whatever the size of the data.
  package let strain: QueryStrain
  /// Who has the deadline and the memory, where this control is of some of a query's threads.
  private let parent: QueryControl?
  private let monitor = Monitor()
  private var usedBytes = 0
  private var highestBytes = 0
  private let isCancelled = Atomic(false)
  /// Asked for each batch; a signal's handler can be behind it.
  private let isStopped: (@Sendable () -> Bool)?

  /// Starts the clock.
  package init(
    timeoutSeconds: Double? = nil, memoryBytes: Int = .max, temporaryFolder: String? = nil,
    strain: QueryStrain = [], isStopped: (@Sendable () -> Bool)? = nil
  ) {
    self.strain = strain
    parent = nil
    self.isStopped = isStopped
    self.temporaryFolder =
      temporaryFolder ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    self.timeoutSeconds = timeoutSeconds ?? 0
    deadline = timeoutSeconds.map { Self.now() + UInt64(max(0, $0) * 1e9) }
    self.memoryBytes = memoryBytes
  }

  /// The control of some threads of a query, which can be ended without the others.
  init(of parent: QueryControl) {
    self.parent = parent
    isStopped = nil
    temporaryFolder = parent.temporaryFolder
    timeoutSeconds = 0
    deadline = nil
    memoryBytes = parent.memoryBytes
    strain = parent.strain
  }

  /// Ends the query at its next batch, from any thread or a signal's handler.
  package func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// The most memory that the query has held.
  package var peakBytes: Int { monitor.withLock { highestBytes } }

  /// Whether rows go to disk that have been divided `round` times, though they may fit.
  func spillsAnyway(round: Int) -> Bool { strain.contains(.spill) && round < 2 }

  /// The memory that the query holds now.
  var heldBytes: Int { parent?.heldBytes ?? monitor.withLock { usedBytes } }

  /// Throws where the query is to end; called for each batch and inside long loops.
  package func check() throws(QueryError) {
    if isCancelled.load(ordering: .relaxed) || isStopped?() == true { throw .cancelled }
    try parent?.check()
    if let deadline, Self.now() > deadline { throw .timedOut(seconds: timeoutSeconds) }
  }

  /// What is left until the deadline, or nil without one.
  package var secondsLeft: Double? {
    if let parent { return parent.secondsLeft }
    guard let deadline else { return nil }
    let now = Self.now()
    return now < deadline ? Double(deadline - now) / 1e9 : 0
  }

  /// Takes memory, or throws where the query would hold more than it may.
  func reserve(bytes: Int) throws(QueryError) {
    if !reserveIfFree(bytes: bytes) { throw .memoryExceeded(limitBytes: memoryBytes) }
  }

  /// Takes memory, or returns false where the query would hold more than it may.
  func reserveIfFree(bytes: Int) -> Bool {
    if let parent { return parent.reserveIfFree(bytes: bytes) }
    return monitor.withLock {
      guard bytes <= memoryBytes - usedBytes else { return false }
      usedBytes += bytes
      highestBytes = max(highestBytes, usedBytes)
      return true
    }
  }

  /// Gives memory back.
  func release(bytes: Int) {
    if let parent { return parent.release(bytes: bytes) }
    monitor.withLock { usedBytes -= bytes }
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
