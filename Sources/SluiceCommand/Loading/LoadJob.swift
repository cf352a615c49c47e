import Glibc
import PipelineFiles
import Sluice
import Storage

/// One load with its progress on standard error, ended by the first SIGINT or SIGTERM.
struct LoadJob {
  var output: OutputOptions
  /// Hears of the job's begin and end.
  var log: EventLog
  /// What the progress calls the work.
  var name = "load"
  /// How long a stop waits for the commit under way; nil is for ever.
  var shutdownTimeout: TimeSpan?

  /// Opens the store, loads, and closes it.
  func run(
    _ inputs: [LoadInput], into path: String, settings: StoreOptions, options: LoadOptions
  ) throws -> LoadResult {
    Interruption.listen()
    _ = FileHandles.raise()
    let store = try Store.open(at: path, options: settings)
    return try run(inputs, into: store, options: options)
  }

  /// Loads into an open store.
  func run(_ inputs: [LoadInput], into store: Store, options: LoadOptions) throws -> LoadResult {
    log.begins(name, inputs)
    let result = try watched(inputs, into: store, options: options)
    log.ends(name, result)
    return result
  }

  /// Loads while another thread shows the progress, and clears it at the end.
  private func watched(
    _ inputs: [LoadInput], into store: Store, options: LoadOptions
  ) throws -> LoadResult {
    let progress = LoadProgress { Interruption.control.isCancelledNow }
    let watch = ProgressWatch(
      progress, printer: ProgressPrinter(name: name, isJSON: log.isJSON, isQuiet: output.quiet),
      shutdownTimeout: shutdownTimeout)
    let thread = try WorkerThread { watch.run() }
    defer {
      watch.end()
      thread.join()
    }
    return try store.loadBlocking(inputs, options: options, progress: progress)
  }
}

/// Looks at a load every 10 ms, so that its end is not waited for: shows how far it is, and passes a signal on to it.
private final class ProgressWatch: @unchecked Sendable {
  private let progress: LoadProgress
  private let printer: ProgressPrinter
  private let shutdownTimeout: TimeSpan?
  private let monitor = Monitor()
  private var isEnded = false

  init(_ progress: LoadProgress, printer: ProgressPrinter, shutdownTimeout: TimeSpan?) {
    self.progress = progress
    self.printer = printer
    self.shutdownTimeout = shutdownTimeout
  }

  func end() { monitor.withLock { isEnded = true } }

  func run() {
    var stopped: Double?
    while !monitor.withLock({ isEnded }) {
      if Interruption.control.isCancelledNow {
        if stopped == nil {
          stopped = clockSeconds()
          progress.cancel()
        }
        if let shutdownTimeout, let stopped,
          clockSeconds() - stopped > Double(shutdownTimeout.milliseconds) / 1_000
        {
          // The store is consistent at any moment; what is not committed is gone.
          _exit(CommandEnd.Code.interrupted.rawValue)
        }
      }
      if printer.isDue, let snapshot = progress.snapshot { printer.show(snapshot) }
      usleep(10_000)
    }
    printer.finish()
  }
}
