// Reads everything and says whether it is right.

extension QuadStore {
  /// Checks the whole store, as of its last commit, while readers and writers go on.
  ///
  /// Reads every byte once for its checksums and every record once for its meaning; 10 million
  /// quads take about two seconds on two cores. Memory: the tables of `options` and a few MiB a
  /// thread. Damage ends up in the report; it throws only where the check itself can't go on.
  package func verify(
    options: VerifyOptions = VerifyOptions(), progress: (any VerifyProgress)? = nil
  ) throws(StorageError) -> VerifyReport {
    let context = try VerifyContext(self, options: options)
    for stage in VerifyChecks.stages() {
      try StageRun(stage, context, progress).runParts()
    }
    return context.result
  }
}

/// Runs the checks of one stage on as many threads as allowed; each takes the next when it is done.
private final class StageRun: ConcurrentWork, @unchecked Sendable {
  // `next` is guarded by the monitor, the rest does not change.
  private let checks: [any VerifyCheck]
  private let context: VerifyContext
  private let progress: (any VerifyProgress)?
  private let monitor = Monitor()
  private var next = 0

  init(_ checks: [any VerifyCheck], _ context: VerifyContext, _ progress: (any VerifyProgress)?) {
    self.checks = checks
    self.context = context
    self.progress = progress
  }

  var partCount: Int { max(1, min(context.options.threads, checks.count)) }

  func run(part: Int) throws(StorageError) {
    while let check = take() {
      progress?.began(check.name)
      let start = monotonicSeconds()
      let before = context.result.problemCount
      do throws(StorageError) {
        try check.run(context)
      } catch .corrupted(let detail) {
        context.found(.checksum(detail: "\(check.name): \(detail)"))
      }
      let seconds = monotonicSeconds() - start
      context.count { $0.seconds[check.name] = seconds }
      progress?.ended(
        check.name, seconds: seconds, problems: context.result.problemCount - before)
    }
  }

  private func take() -> (any VerifyCheck)? {
    monitor.withLock {
      guard next < checks.count else { return nil }
      next += 1
      return checks[next - 1]
    }
  }
}
