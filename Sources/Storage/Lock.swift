import Glibc

/// A mutual exclusion lock with a condition to wait for; for threads that work on batches.
package final class Monitor: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  package init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
    condition.deallocate()
  }

  /// Runs `body` alone.
  package func withLock<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Gives the lock up until another thread calls `broadcast`; only inside `withLock`.
  package func wait() { pthread_cond_wait(condition, mutex) }

  /// Gives the lock up until another thread calls `broadcast`, or the time is over; only inside `withLock`.
  package func wait(milliseconds: Int) {
    var until = timespec()
    clock_gettime(CLOCK_REALTIME, &until)
    let nanoseconds = until.tv_nsec + milliseconds * 1_000_000
    until.tv_sec += nanoseconds / 1_000_000_000
    until.tv_nsec = nanoseconds % 1_000_000_000
    pthread_cond_timedwait(condition, mutex, &until)
  }

  /// Wakes all that wait; only inside `withLock`.
  package func broadcast() { pthread_cond_broadcast(condition) }
}

/// Work that falls into parts which may run at the same time.
///
/// A protocol rather than closures: Swift 6.3 fails to compile escaping closures with typed throws.
protocol ConcurrentWork: AnyObject, Sendable {
  /// How many parts there are.
  var partCount: Int { get }
  /// Does one part.
  func run(part: Int) throws(StorageError)
}

extension ConcurrentWork {
  /// Runs all parts, each on a thread of its own as far as the system has threads, and throws the first
  /// failure once all have ended.
  func runParts() throws(StorageError) {
    let failures = FailureList()
    var threads: [WorkerThread] = []
    var unstarted: [Int] = []
    for part in 1..<max(partCount, 1) {
      do throws(StorageError) {
        threads.append(try WorkerThread { failures.run(self, part: part) })
      } catch {
        // It runs on this thread instead.
        unstarted.append(part)
      }
    }
    for part in [0] + unstarted { failures.run(self, part: part) }
    for thread in threads { thread.join() }
    if let failure = failures.first { throw failure }
  }
}

/// Failures of concurrent work.
private final class FailureList: @unchecked Sendable {
  private let monitor = Monitor()
  private var failures: [StorageError] = []

  func run(_ work: any ConcurrentWork, part: Int) {
    do throws(StorageError) { try work.run(part: part) } catch {
      monitor.withLock { failures.append(error) }
    }
  }

  var first: StorageError? { monitor.withLock { failures.first } }
}

/// A thread that runs one closure.
package final class WorkerThread: @unchecked Sendable {
  private var thread = pthread_t()

  /// Starts a thread with 8 MiB of stack.
  ///
  /// - Throws: ``StorageError/io(detail:)`` where the system has no thread left.
  package init(_ body: @escaping @Sendable () -> Void) throws(StorageError) {
    let box = Unmanaged.passRetained(Body(body))
    let code = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, box.toOpaque())
    guard code == 0 else {
      box.release()
      throw .io(detail: "cannot start a thread: \(String(cString: strerror(code)))")
    }
  }

  /// Waits for the thread's end; call once.
  package func join() { pthread_join(thread, nil) }

  /// Lets the thread end on its own; call once, instead of `join`.
  package func detach() { pthread_detach(thread) }

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
