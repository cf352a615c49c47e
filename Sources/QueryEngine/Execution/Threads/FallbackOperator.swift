// Several threads hold more than one does, and do not spill groups and joins: where their memory is over before a row
// has been shown, the work starts again on one thread.

import Storage

final class FallbackOperator: BatchOperator {
  /// Nil once it has failed, so that its memory is free.
  private var operation: BatchOperator?
  private let makeAlone: () throws(QueryError) -> BatchOperator
  private var hasShown = false

  /// Shows the rows of `several`, or those of what `makeAlone` makes.
  init(
    _ several: BatchOperator, makeAlone: @escaping () throws(QueryError) -> BatchOperator
  ) {
    operation = several
    self.makeAlone = makeAlone
    super.init(slots: several.slots, control: several.control)
  }

  override func produce() throws(QueryError) -> Bool {
    do throws(QueryError) {
      return try show(operation)
    } catch {
      guard case .memoryExceeded = error, !hasShown else { throw error }
    }
    operation = nil
    hasShown = true
    operation = try makeAlone()
    return try show(operation)
  }

  private func show(_ operation: BatchOperator?) throws(QueryError) -> Bool {
    guard let operation, try operation.next() else { return false }
    hasShown = true
    batch = operation.batch
    rows = operation.rows
    return true
  }
}
