import Storage

extension Store {
  /// Reads the whole store, as of its last commit, and checks it.
  ///
  /// Readers and writers go on meanwhile. Some two seconds for 10 million quads on two cores.
  ///
  /// - Parameters:
  ///   - options: Memory and threads. By default the memory is half of the process's budget.
  ///   - progress: Hears of each check.
  /// - Returns: Counts, and every problem that was found: see ``VerifyReport/isSound``.
  /// - Throws: ``StorageError`` where the check itself can't go on, such as an unreadable file.
  public func verify(
    options: VerifyOptions? = nil, progress: (any VerifyProgress)? = nil
  ) async throws(StorageError) -> VerifyReport {
    try await VerifyWork(store: self, options: options, progress: progress).value()
  }

  /// Reads the whole store, as of its last commit, and checks it; blocks the calling thread.
  ///
  /// Readers and writers go on meanwhile. Some two seconds for 10 million quads on two cores.
  ///
  /// - Parameters:
  ///   - options: Memory and threads. By default the memory is half of the process's budget.
  ///   - progress: Hears of each check.
  /// - Returns: Counts, and every problem that was found: see ``VerifyReport/isSound``.
  /// - Throws: ``StorageError`` where the check itself can't go on, such as an unreadable file.
  public func verifyBlocking(
    options: VerifyOptions? = nil, progress: (any VerifyProgress)? = nil
  ) throws(StorageError) -> VerifyReport {
    var settings = options ?? VerifyOptions()
    if options == nil { settings.memoryBytes = self.options.memoryBytes / 2 }
    return try quads.verify(options: settings, progress: progress)
  }
}

private struct VerifyWork: BackgroundWork {
  let store: Store
  let options: VerifyOptions?
  let progress: (any VerifyProgress)?

  func run() throws(StorageError) -> VerifyReport {
    try store.verifyBlocking(options: options, progress: progress)
  }
}
