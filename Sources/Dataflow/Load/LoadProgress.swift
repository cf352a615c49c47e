import Storage

/// A window on a running load, for bars and logs; any thread.
public final class LoadProgress: @unchecked Sendable {
  private let monitor = Monitor()
  private var pipeline: LoadPipeline?
  /// Whether the load was ended before it had begun.
  private var isCancelled = false

  /// Makes a window on nothing yet.
  public init() {}

  func attach(_ pipeline: LoadPipeline) {
    let isCancelled = monitor.withLock {
      self.pipeline = pipeline
      return self.isCancelled
    }
    if isCancelled { pipeline.cancel() }
  }

  /// Figures as of now, or nil before the load has begun.
  public var snapshot: LoadSnapshot? {
    guard let pipeline = monitor.withLock({ pipeline }) else { return nil }
    return pipeline.monitor.withLock {
      LoadSnapshot(
        stage: pipeline.counters.stage, filesDone: pipeline.counters.filesDone,
        files: pipeline.inputs.count, statements: pipeline.counters.statements,
        rejects: pipeline.counters.rejects, bytesRead: pipeline.counters.bytesRead,
        waitingChunks: pipeline.waitingRoom.count, parsedBatches: pipeline.parsed.count)
    }
  }

  /// Ends the load on request, also one that has not begun yet.
  public func cancel() {
    let running = monitor.withLock {
      isCancelled = true
      return pipeline
    }
    running?.cancel()
  }
}

/// Figures of a running load at one moment.
public struct LoadSnapshot: Sendable {
  /// What the load is at.
  public var stage: LoadStage
  /// Files read to their end.
  public var filesDone: Int
  /// Files in all.
  public var files: Int
  /// Statements read.
  public var statements: Int
  /// Statements refused.
  public var rejects: Int
  /// Bytes read, as on disk.
  public var bytesRead: Int
  /// Encoded chunks that wait for their turn.
  public var waitingChunks: Int
  /// Parsed batches that wait for an encoder.
  public var parsedBatches: Int
}
