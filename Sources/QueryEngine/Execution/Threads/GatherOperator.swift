// The rows of a plan that several threads run part by part, in the order of the parts.
//
//     thread 1   part 0 ─► rows ─┐
//     thread 2   part 1 ─► rows ─┤    taken by part: 0 to its end, then 1, ...
//     thread 1   part 2 ─► ...  ─┘
//
// So a query gives its rows in the same order whatever its threads do. A part that is far ahead waits: memory is
// bounded.

import Storage

final class GatherOperator: BatchOperator {
  private let queue: GatherQueue
  private let work: PartitionedWork<GatherPart>
  private let contexts: [EvaluationContext]
  private let threadsControl: QueryControl
  private var thread: WorkerThread?
  private var shown: RowTable?

  /// Runs what `make` gives for each of `parts`, a thread for each of `contexts`, which are of nobody else and have
  /// the control `threadsControl`: it ends them where their rows are not wanted any more.
  init(
    _ parts: [Partition], contexts: [EvaluationContext], slots: [Slot], control: QueryControl,
    threadsControl: QueryControl,
    make: @escaping (EvaluationContext, Partition) throws(QueryError) -> BatchOperator
  ) {
    let queue = GatherQueue(parts: parts.count, control)
    self.queue = queue
    self.threadsControl = threadsControl
    self.contexts = contexts
    work = PartitionedWork(
      parts, make: make, start: { _ in GatherPart() }, onFailure: { queue.fail($0) }
    ) { (_, input, part, _) throws(QueryError) in
      while try input.next() {
        let rows = RowTable(width: input.slots.count, capacity: input.rows)
        try rows.append(input.batch, from: 0, count: input.rows)
        guard queue.add(rows, of: part) else { throw .cancelled }
      }
      queue.end(part)
    }
    super.init(slots: slots, control: control)
  }

  deinit {
    queue.abandon()
    threadsControl.cancel()
    thread?.join()
  }

  override func produce() throws(QueryError) -> Bool {
    if thread == nil { try start() }
    guard let rows = try queue.take() else { return false }
    shown = rows
    show(rows)
    return true
  }

  private func start() throws(QueryError) {
    let (queue, carrier) = (queue, GatherCarrier(work, contexts))
    do throws(StorageError) {
      thread = try WorkerThread {
        do throws(QueryError) {
          _ = try carrier.work.run(carrier.contexts)
        } catch { queue.fail(error) }
      }
    } catch { throw .store(error) }
  }
}

/// What a thread knows beyond its part: nothing.
private final class GatherPart {}

/// Brings the work to the thread that starts it.
private final class GatherCarrier: @unchecked Sendable {
  // Unchecked: the maker does not use the contexts.
  let work: PartitionedWork<GatherPart>
  let contexts: [EvaluationContext]

  init(_ work: PartitionedWork<GatherPart>, _ contexts: [EvaluationContext]) {
    self.work = work
    self.contexts = contexts
  }
}

/// Rows of parts that wait to be taken; any thread may use it.
private final class GatherQueue: @unchecked Sendable {
  // Unchecked: all of it is under the lock.
  private let monitor = Monitor()
  private var waiting: [[Rows]]
  private var counts: [Int]
  private var hasEnded: [Bool]
  private var current = 0
  /// Rows of the current part taken so far, as a place in `waiting`.
  private var taken = 0
  private var failure: QueryError?
  private var isAbandoned = false

  private let control: QueryControl

  /// Rows, and what they are charged with.
  private struct Rows {
    var table: RowTable
    var chargedBytes: Int
  }

  /// Rows of a part that wait at most.
  private static let waitingRows = 1 << 18

  init(parts: Int, _ control: QueryControl) {
    self.control = control
    waiting = Array(repeating: [], count: parts)
    counts = Array(repeating: 0, count: parts)
    hasEnded = Array(repeating: false, count: parts)
  }

  /// Adds rows, waiting for room; false where nobody wants them any more.
  func add(_ rows: RowTable, of part: Int) -> Bool {
    monitor.withLock {
      var charged = 0
      // The part whose turn it is never waits for memory: its rows are taken at once.
      while !isAbandoned, failure == nil {
        if counts[part] <= Self.waitingRows {
          if control.reserveIfFree(bytes: rows.footprintBytes) { charged = rows.footprintBytes }
          if charged > 0 || part == current { break }
        }
        monitor.wait()
      }
      waiting[part].append(Rows(table: rows, chargedBytes: charged))
      counts[part] += rows.count
      if part == current { monitor.broadcast() }
      if isAbandoned { control.release(bytes: charged) }
      return !isAbandoned
    }
  }

  func end(_ part: Int) {
    monitor.withLock {
      hasEnded[part] = true
      monitor.broadcast()
    }
  }

  func fail(_ error: QueryError) {
    monitor.withLock {
      failure = failure ?? error
      monitor.broadcast()
    }
  }

  func abandon() {
    monitor.withLock {
      isAbandoned = true
      for part in current..<waiting.count {
        for rows in waiting[part].dropFirst(part == current ? taken : 0) {
          control.release(bytes: rows.chargedBytes)
        }
      }
      monitor.broadcast()
    }
  }

  /// The next rows, waiting for them; nil at the end.
  func take() throws(QueryError) -> RowTable? {
    try monitor.withLock { () throws(QueryError) in
      while true {
        if let failure { throw failure }
        guard current < waiting.count else { return nil }
        if taken < waiting[current].count {
          let rows = waiting[current][taken].table
          control.release(bytes: waiting[current][taken].chargedBytes)
          taken += 1
          counts[current] -= rows.count
          // What was taken is let go now and then, not one by one.
          if taken == 64 {
            waiting[current].removeFirst(taken)
            taken = 0
          }
          monitor.broadcast()
          return rows
        }
        if hasEnded[current] {
          waiting[current] = []
          taken = 0
          current += 1
          monitor.broadcast()
        } else {
          monitor.wait()
        }
      }
    }
  }
}
