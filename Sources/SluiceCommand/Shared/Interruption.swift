import Glibc
import Sluice

/// SIGINT and SIGTERM: the exit code is 130.
///
/// A command that has nothing to undo ends at once. One that has listens: the first signal is a request to
/// end, and what was begun is undone; a second one ends the process at once. A store is sound whenever
/// its process ends, so folds and small commits need not listen.
enum Interruption {
  /// Ended by the first signal.
  static let control = DumpControl()

  /// Ends the process at a signal from now on, until it listens.
  static func endAtOnce() { handle { _ in _exit(CommandEnd.Code.interrupted.rawValue) } }

  /// Begins to listen.
  static func listen() {
    // Made before a signal can come: a handler must not run an initialiser.
    _ = control
    handle { _ in
      // An atomic read and write are all that is done here, as a handler may.
      if Interruption.control.isCancelledNow { _exit(CommandEnd.Code.interrupted.rawValue) }
      Interruption.control.cancel()
    }
  }

  private static func handle(_ handler: @convention(c) (Int32) -> Void) {
    // Programs that start this one from a thread of theirs may hand down signals that are blocked.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    for number in [SIGINT, SIGTERM] {
      let former = signal(number, handler)
      // What whoever started this has ignored stays so: a shell does that to SIGINT for what runs behind it.
      if unsafeBitCast(former, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(number, SIG_IGN)
      }
    }
  }
}
