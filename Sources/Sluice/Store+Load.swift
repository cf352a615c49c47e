import Dataflow
import Storage

extension Store {
  /// Loads files as one commit: all of them, but for what `options.onError` leaves out, or none.
  ///
  /// Returns once the commit is on disk. Files that the ledger has are skipped. Cancelling the task ends
  /// the load as ``LoadProgress/cancel()`` does, as long as it reads input; a load that has begun to
  /// write its commit goes on to its end.
  ///
  /// - Parameters:
  ///   - inputs: The files.
  ///   - options: How to load; the rest of the store's memory budget (``LoadMemory``) and the defaults where nil.
  ///   - progress: A window on the running load.
  /// - Returns: What the load did.
  /// - Throws: ``LoadError``; the store is as before.
  @discardableResult
  public func load(
    _ inputs: [LoadInput], options: LoadOptions? = nil, progress: LoadProgress? = nil
  ) async throws(LoadError) -> LoadResult {
    do throws(StorageError) { try checkOutsideTransaction() } catch { throw .store(error) }
    let progress = progress ?? LoadProgress()
    let work = LoadWork(store: self, inputs: inputs, options: options, progress: progress)
    let result = await withTaskCancellationHandler {
      await work.result()
    } onCancel: {
      progress.cancel()
    }
    return try result.get()
  }

  /// Loads files as one commit; blocks the calling thread until it is durable.
  ///
  /// For programs without tasks; in a task use ``load(_:options:progress:)``.
  public func loadBlocking(
    _ inputs: [LoadInput], options load: LoadOptions? = nil, progress: LoadProgress? = nil
  ) throws(LoadError) -> LoadResult {
    var settings = load ?? LoadOptions()
    if load == nil {
      let split = LoadMemory(budget: options.memoryBytes, preset: options.preset)
      settings.memoryBytes = split.loadBytes
    }
    let quads: QuadStore
    do throws(StorageError) {
      try checkOutsideTransaction()
      quads = try self.writableQuads
    } catch { throw .store(error) }
    return try LoadPipeline.load(inputs, into: quads, options: settings, progress: progress)
  }
}

private struct LoadWork: BackgroundWork {
  let store: Store
  let inputs: [LoadInput]
  let options: LoadOptions?
  let progress: LoadProgress

  func run() throws(LoadError) -> LoadResult {
    try store.loadBlocking(inputs, options: options, progress: progress)
  }
}
