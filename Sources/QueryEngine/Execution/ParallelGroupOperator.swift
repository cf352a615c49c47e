// GROUP BY on several threads: each takes part after part of the plan's work and groups it for itself; at the end
// the tables are merged.

import Storage
import Synchronization

/// What the threads of a group share.
private final class GroupWork: @unchecked Sendable {
  // Unchecked: `next` is atomic, `failure` and `tables` have a lock, all else is only read.
  let parts: [Partition]
  let make: (EvaluationContext, Partition) throws(QueryError) -> BatchOperator
  let makeTable: (EvaluationContext, Int, [Slot]) throws(QueryError) -> GroupTable
  private let next = Atomic(0)
  private let monitor = Monitor()
  private var failure: QueryError?
  private var tables: [GroupTable] = []

  init(
    _ parts: [Partition],
    make: @escaping (EvaluationContext, Partition) throws(QueryError) -> BatchOperator,
    makeTable: @escaping (EvaluationContext, Int, [Slot]) throws(QueryError) -> GroupTable
  ) {
    self.parts = parts
    self.make = make
    self.makeTable = makeTable
  }

  /// Takes parts until none is left, or another thread has failed.
  func run(_ context: EvaluationContext) {
    do throws(QueryError) {
      var table: GroupTable?
      while true {
        let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard part < parts.count, monitor.withLock({ failure == nil }) else { break }
        let input = try make(context, parts[part])
        if table == nil { table = try makeTable(context, input.slots.count, input.slots) }
        guard let table else { break }
        while try input.next() { try table.add(input) }
      }
      if let table { monitor.withLock { tables.append(table) } }
    } catch {
      monitor.withLock { failure = failure ?? error }
    }
  }

  /// All groups, once every thread has ended.
  func merged() throws(QueryError) -> GroupTable? {
    if let failure { throw failure }
    guard let first = tables.first else { return nil }
    for other in tables.dropFirst() { try first.merge(other) }
    return first
  }
}

final class ParallelGroupOperator: BatchOperator {
  private let work: GroupWork
  private let contexts: [EvaluationContext]
  private var output: RowTable?
  private var shown = 0

  /// Groups what `make` gives for each of `parts`, a thread for each of `contexts`.
  init(
    _ parts: [Partition], contexts: [EvaluationContext], slots: [Slot], control: QueryControl,
    make: @escaping (EvaluationContext, Partition) throws(QueryError) -> BatchOperator,
    makeTable: @escaping (EvaluationContext, Int, [Slot]) throws(QueryError) -> GroupTable
  ) {
    work = GroupWork(parts, make: make, makeTable: makeTable)
    self.contexts = contexts
    super.init(slots: slots, control: control)
  }

  override func produce() throws(QueryError) -> Bool {
    if output == nil {
      runAll()
      output = try work.merged()?.finish()
    }
    guard let output else { return false }
    return show(output, from: &shown)
  }

  private func runAll() {
    var threads: [WorkerThread] = []
    for context in contexts.dropFirst() {
      let work = work
      let carrier = ContextCarrier(context)
      // Where the system has no thread left, those that run do the work.
      if let thread = try? WorkerThread({ work.run(carrier.context) }) { threads.append(thread) }
    }
    work.run(contexts[0])
    for thread in threads { thread.join() }
  }
}

/// Brings a context to the one thread that uses it.
private final class ContextCarrier: @unchecked Sendable {
  // Unchecked: the maker lets go of the context until the thread has ended.
  let context: EvaluationContext

  init(_ context: EvaluationContext) { self.context = context }
}
