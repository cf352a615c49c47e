// The thread and the lock under TokenSupply: the only place of this module that knows POSIX threads.
//
// Unsafe: the mutex and the condition live in memory of their own, because their addresses may not
// change; the thread's closure is retained until the thread has taken it.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A lock that can be given up to wait for a change of what it guards.
final class WaitingLock: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Runs `body` alone.
  func withLock<R>(_ body: () -> R) -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// Gives the lock up until `wakeAll` is called, or for no reason; only inside `withLock`, in a loop.
  func wait() { pthread_cond_wait(condition, mutex) }

  /// Wakes all that wait; only inside `withLock`.
  func wakeAll() { pthread_cond_broadcast(condition) }
}

/// A thread that runs one closure, and must be joined.
struct ReadingThread {
  #if canImport(Darwin)
    private var thread: pthread_t?
  #else
    private var thread = pthread_t()
  #endif

  /// Starts the thread, or makes nil where the system has none left.
  init?(_ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Body(run: body))
    let code = pthread_create(&thread, nil, readingThreadMain, box.toOpaque())
    guard code == 0 else {
      box.release()
      return nil
    }
  }

  /// Waits for the thread's end; call once.
  func join() {
    #if canImport(Darwin)
      if let thread { pthread_join(thread, nil) }
    #else
      pthread_join(thread, nil)
    #endif
  }

  fileprivate final class Body: Sendable {
    let run: @Sendable () -> Void
    init(run: @escaping @Sendable () -> Void) { self.run = run }
  }
}

#if canImport(Glibc)
  private typealias ThreadArgument = UnsafeMutableRawPointer?
#else
  private typealias ThreadArgument = UnsafeMutableRawPointer
#endif

private let readingThreadMain: @convention(c) (ThreadArgument) -> UnsafeMutableRawPointer? = {
  argument in
  // Non-optional on some systems, hence the promotion before the look.
  let handle: UnsafeMutableRawPointer? = argument
  if let handle {
    Unmanaged<ReadingThread.Body>.fromOpaque(handle).takeRetainedValue().run()
  }
  return nil
}
