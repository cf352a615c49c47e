/// What ends a request that takes too long or that nobody wants any more.
struct Patience: Sendable {
  /// Longest wait between two looks: well below the 100 ms in which a cancelled query has to end.
  static let pollMilliseconds: Int32 = 40

  private let totalSeconds: Double?
  private let deadline: ContinuousClock.Instant?
  private let silenceSeconds: Double
  private let isStopped: @Sendable () -> Bool

  /// Starts the clock.
  init(_ settings: HTTPSettings, isStopped: @escaping @Sendable () -> Bool) {
    totalSeconds = settings.totalSeconds
    deadline = settings.totalSeconds.map { .now + .seconds($0) }
    silenceSeconds = settings.silenceSeconds
    self.isStopped = isStopped
  }

  /// Why a wait is over in which the server was last heard at `lastHeard`, or nil where it can go on.
  func failure(lastHeard: ContinuousClock.Instant) -> HTTPError.Cause? {
    if isStopped() { return .cancelled }
    let now = ContinuousClock.now
    if let deadline, let totalSeconds, now > deadline { return .timedOut(seconds: totalSeconds) }
    if now - lastHeard > .seconds(silenceSeconds) { return .silent(seconds: silenceSeconds) }
    return nil
  }
}
