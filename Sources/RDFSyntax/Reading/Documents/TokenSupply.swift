// Filled batches of tokens, made when they are asked for or ahead of that.
//
//     calling thread, for the first bytes of a document and for what may wait:
//         source ──► guard ──► batch ──► Serd
//
//     then, as the guard takes half the time that Serd and the sink take:
//         guard's thread                     calling thread
//         source ──► guard ──► filled ──────► Serd ──► sink
//                     ▲                        │
//                     └──────── empty ◄────────┘
//
// Both ways run the same guard over the same batches in the same order, so what comes out is the same.
// Nothing waits for ever: the batches that go round are in `empty`, in `filled`, with the guard or with
// Serd. Serd's side asks for one only after it has given its own back. So where it waits the guard has
// an empty one and nothing is held, and goes on; where the guard waits Serd's side has a batch, and gives
// it back or stops the supply. The source of a guard with a thread never waits for ever.

/// The guard of one document and the batches that go round.
///
/// Unchecked: the guard and its source are used by the calling thread until the other is started, by
/// that one until it ends, and never after `stop` has seen its end; a batch by the one who has it, and it
/// changes hands under the lock, as all else that both use does.
final class TokenSupply: @unchecked Sendable {
  private var guardian: TurtleGuard
  private let source: InterruptibleSource
  private let file: String
  private let settings: ReadAhead
  /// Nil where the guard runs on the calling thread.
  private var thread: ReadingThread?
  /// Whether a thread is not to be tried, because the source may wait or the system has none.
  private var staysInline: Bool

  private let lock = WaitingLock()
  // Used under the lock.
  private var empty: [TokenBatch] = []
  private var filled: [TokenBatch] = []
  /// Bytes of memory in the filled batches and in the one that Serd reads.
  private var heldBytes = 0
  private var isStopped = false

  /// Opens the document and reads its first bytes.
  init(
    source: any ByteSource, file: String, hasGraphs: Bool, hasBase: Bool, limits: SyntaxLimits,
    settings: ReadAhead
  ) throws(SyntaxError) {
    self.source = InterruptibleSource(source, name: file)
    self.file = file
    self.settings = settings
    staysInline = source.mayWait
    guardian = try TurtleGuard(
      source: self.source, file: file, hasGraphs: hasGraphs, hasBase: hasBase, limits: limits,
      batchBytes: settings.batchBytes)
  }

  // MARK: Serd's side

  /// Gives `used` back and takes the next batch; there must be one (``TokenBatch/isLast``).
  func next(after used: TokenBatch) -> TokenBatch {
    if thread == nil, !staysInline, guardian.byteOffset >= settings.afterBytes {
      return start(with: used)
    }
    if thread != nil { return exchange(used) }
    guardian.fill(used)
    return used
  }

  /// Ends the guard's thread, if there is one; only then may the source be used again.
  func stop() {
    guard let thread else { return }
    source.interrupt()
    lock.withLock {
      isStopped = true
      lock.wakeAll()
    }
    thread.join()
    self.thread = nil
    staysInline = true
  }

  private func start(with used: TokenBatch) -> TokenBatch {
    empty = [used] + (1..<max(settings.batchCount, 2)).map { _ in TokenBatch(file: file) }
    thread = ReadingThread { [self] in fillAhead() }
    if thread != nil { return takeFilled() }
    // The system has no thread left; the document is read all the same.
    staysInline = true
    empty = []
    guardian.fill(used)
    return used
  }

  private func exchange(_ used: TokenBatch) -> TokenBatch {
    lock.withLock {
      heldBytes -= used.footprintBytes
      empty.append(used)
      lock.wakeAll()
    }
    return takeFilled()
  }

  private func takeFilled() -> TokenBatch {
    lock.withLock {
      while filled.isEmpty { lock.wait() }
      return filled.removeFirst()
    }
  }

  // MARK: The guard's side

  /// Fills batch after batch up to the last one, or until the supply is stopped.
  private func fillAhead() {
    while let batch = takeEmpty() {
      guardian.fill(batch)
      let isLast = batch.isLast
      lock.withLock {
        heldBytes += batch.footprintBytes
        filled.append(batch)
        lock.wakeAll()
      }
      if isLast { return }
    }
  }

  /// A batch to fill, or nil once the supply is stopped.
  private func takeEmpty() -> TokenBatch? {
    lock.withLock {
      while !isStopped, empty.isEmpty || heldBytes > settings.heldBytes { lock.wait() }
      return isStopped ? nil : empty.removeLast()
    }
  }
}
