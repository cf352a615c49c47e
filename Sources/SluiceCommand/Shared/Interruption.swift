import Glibc
import Sluice

/// SIGINT and SIGTERM as a request to end: what was begun is undone and the exit code is 130.
///
/// A second signal ends the process at once.
enum Interruption {
  /// Ended by the first signal.
  static let control = DumpControl()

  /// Begins to listen.
  static func listen() {
    // Made before a signal can come: a handler must not run an initialiser.
    _ = control
    // Programs that start this one from a thread of theirs may hand down signals that are blocked.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        // An atomic read and write are all that is done here, as a handler may.
        if Interruption.control.isCancelledNow { _exit(CommandEnd.Code.interrupted.rawValue) }
        Interruption.control.cancel()
      }
    }
  }
}
