import Storage

/// A window on a running load, for bars and logs; any thread.
public final class LoadProgress: @unchecked Sendable {
  private let monitor = Monitor()
  private var pipeline: LoadPipeline?
  private var checking: (file: String, done: Int, files: Int)?
  private let start = monotonicSeconds()
  private var cancelled = false
  private let stopRequested: (@Sendable () -> Bool)?

  /// Makes a window on nothing yet.
  ///
  /// - Parameter stopRequested: Asked by the load itself right before it commits, so that a stop which
  ///   has come but was not passed on by ``cancel()`` yet, as of a signal that also ended the program
  ///   feeding a pipe, is never followed by a commit.
  public init(stopRequested: (@Sendable () -> Bool)? = nil) {
    self.stopRequested = stopRequested
  }

  /// Whether the load must not commit.
  var mustStop: Bool { isCancelled || (stopRequested?() ?? false) }

  func attach(_ pipeline: LoadPipeline) {
    let isCancelled = monitor.withLock { () -> Bool in
      self.pipeline = pipeline
      return cancelled
    }
    if isCancelled { pipeline.cancel() }
  }

  /// Notes which file is compared with the ledger.
  func check(_ file: String, done: Int, of files: Int) {
    monitor.withLock { checking = (file, done, files) }
  }

  /// Figures as of now, or nil before the load has begun.
  public var snapshot: LoadSnapshot? {
    guard let pipeline = monitor.withLock({ pipeline }) else { return planSnapshot }
    let sorted = pipeline.bulk.finishedFraction
    return pipeline.monitor.withLock {
      LoadSnapshot(
        stage: pipeline.counters.stage, file: pipeline.counters.file,
        filesDone: pipeline.counters.filesDone,
        files: pipeline.inputs.count, statements: pipeline.counters.statements,
        rejects: pipeline.counters.errors, bytesRead: pipeline.counters.bytesRead,
        totalBytes: pipeline.totalBytes, waitingBytes: pipeline.waitingBytes,
        waitingLimit: pipeline.waitingLimit, parsedBytes: pipeline.parsedBytes,
        parsedLimit: pipeline.parsedLimit, sortedFraction: sorted,
        sortSeconds: pipeline.counters.sortStart.map { monotonicSeconds() - $0 } ?? 0,
        seconds: monotonicSeconds() - pipeline.start)
    }
  }

  /// Figures while files are compared with the ledger.
  private var planSnapshot: LoadSnapshot? {
    guard let checking = monitor.withLock({ checking }) else { return nil }
    var snapshot = LoadSnapshot(stage: .check, seconds: monotonicSeconds() - start)
    snapshot.file = checking.file
    snapshot.filesDone = checking.done
    snapshot.files = checking.files
    return snapshot
  }

  /// Ends the load on request, also one that has yet to begin.
  ///
  /// A commit under way is finished.
  public func cancel() {
    let running = monitor.withLock { () -> LoadPipeline? in
      cancelled = true
      return pipeline
    }
    running?.cancel()
  }

  var isCancelled: Bool { monitor.withLock { cancelled } }
}

extension LoadSnapshot {
  /// A snapshot of a load that has done nothing yet.
  package init(stage: LoadStage, seconds: Double) {
    self.init(stage: stage, file: "", seconds: seconds)
  }
}

/// Figures of a running load at one moment.
public struct LoadSnapshot: Sendable {
  /// What the load is at.
  public var stage: LoadStage
  /// The file that was begun last.
  public var file = ""
  /// Files read to their end.
  public var filesDone = 0
  /// Files in all.
  public var files = 0
  /// Statements read.
  public var statements = 0
  /// Statements and files refused.
  public var rejects = 0
  /// Bytes read, as on disk.
  public var bytesRead = 0
  /// Bytes of all files on disk, or nil where standard input is among them.
  public var totalBytes: Int?
  /// Bytes of encoded chunks that wait for their turn.
  public var waitingBytes = 0
  /// Most bytes that may wait there.
  public var waitingLimit = 0
  /// Bytes of parsed batches that wait for an encoder.
  public var parsedBytes = 0
  /// Most bytes that may wait there.
  public var parsedLimit = 0
  /// About how much of the last stage is done, from 0 to 1.
  public var sortedFraction = 0.0
  /// Seconds since the last stage began, or 0 before it.
  public var sortSeconds = 0.0
  /// Seconds since the load began.
  public var seconds: Double
}
