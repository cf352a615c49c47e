import Storage

// Long work off the cooperative pool: a thread for each operation, and a continuation for its end.
//
// Swift's pool has a thread a core and is made for code that never blocks; a load or a scan would hold
// one for minutes. Starting a thread costs some 20 µs. Work is a type rather than a closure, because
// Swift 6.3 fails to compile escaping closures with typed throws.

/// Something that blocks the thread it runs on.
protocol BackgroundWork: Sendable {
  associatedtype Output: Sendable
  associatedtype Failure: Error

  /// Does the work.
  func run() throws(Failure) -> Output
}

extension BackgroundWork {
  /// Does the work on a thread of its own, or on the caller's where the system has none left.
  func result() async -> Result<Output, Failure> {
    await withCheckedContinuation { (continuation: CheckedContinuation<_, Never>) in
      // That no thread could be started is all that fails here; the work then runs on this one.
      let thread = try? WorkerThread { continuation.resume(returning: outcome()) }
      if let thread { thread.detach() } else { continuation.resume(returning: outcome()) }
    }
  }

  private func outcome() -> Result<Output, Failure> {
    do throws(Failure) { return .success(try run()) } catch { return .failure(error) }
  }

  /// Does the work on a thread of its own and gives back what it gave.
  func value() async throws(Failure) -> Output { try await result().get() }
}
