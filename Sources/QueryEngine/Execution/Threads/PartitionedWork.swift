// Work on the parts of a plan by several threads: each takes part after part until none is left.

import Storage
import Synchronization

/// The parts of a plan and what a thread does with each; `State` is what one thread has found.
final class PartitionedWork<State: AnyObject>: @unchecked Sendable {
  // Unchecked: `next` is atomic, `failure` and `states` have a lock, all else is only read.
  private let parts: [Partition]
  private let make: (EvaluationContext, Partition) throws(QueryError) -> BatchOperator
  private let start: (EvaluationContext) throws(QueryError) -> State
  private let consume: (State, BatchOperator, Int, EvaluationContext) throws(QueryError) -> Void
  /// Called at once where a thread fails, while others may still run.
  private let onFailure: @Sendable (QueryError) -> Void
  private let next = Atomic(0)
  private let monitor = Monitor()
  private var failure: QueryError?
  private var states: [State] = []

  /// `make` makes the operator of a part, `start` what a thread begins with, and `consume` reads the operator to its
  /// end; the number of the part says where its rows stand among all.
  init(
    _ parts: [Partition],
    make: @escaping (EvaluationContext, Partition) throws(QueryError) -> BatchOperator,
    start: @escaping (EvaluationContext) throws(QueryError) -> State,
    onFailure: @escaping @Sendable (QueryError) -> Void = { _ in },
    consume: @escaping (State, BatchOperator, Int, EvaluationContext) throws(QueryError) -> Void
  ) {
    self.onFailure = onFailure
    self.parts = parts
    self.make = make
    self.start = start
    self.consume = consume
  }

  /// Does all parts, a thread for each of `contexts`, the caller's being the first; returns what each has found.
  func run(_ contexts: [EvaluationContext]) throws(QueryError) -> [State] {
    var threads: [WorkerThread] = []
    for context in contexts.dropFirst() {
      let carrier = ContextCarrier(context)
      // Where the system has no thread left, those that run do the work.
      if let thread = try? WorkerThread({ self.work(carrier.context) }) { threads.append(thread) }
    }
    work(contexts[0])
    for thread in threads { thread.join() }
    if let failure { throw failure }
    return states
  }

  private func work(_ context: EvaluationContext) {
    do throws(QueryError) {
      var state: State?
      while true {
        let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard part < parts.count, monitor.withLock({ failure == nil }) else { break }
        let input = try make(context, parts[part])
        let own: State
        if let state { own = state } else { own = try start(context) }
        state = own
        try consume(own, input, part, context)
      }
      if let state { monitor.withLock { states.append(state) } }
    } catch {
      monitor.withLock { failure = failure ?? error }
      onFailure(error)
    }
  }
}

/// Brings a context to the one thread that uses it.
private final class ContextCarrier: @unchecked Sendable {
  // Unchecked: the maker lets go of the context until the thread has ended.
  let context: EvaluationContext

  init(_ context: EvaluationContext) { self.context = context }
}
