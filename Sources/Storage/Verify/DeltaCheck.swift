// The log and the changes that are not folded yet.
//
// Every unfolded commit has its record; what they sum up to is the delta in memory; an add of the delta
// is in no segment, a remove in exactly one; their ids are known terms.

/// Checks the log against the delta and the delta against the segments.
struct DeltaCheck: VerifyCheck {
  let name = "log"

  func run(_ context: VerifyContext) throws(StorageError) {
    let changes = context.view.delta.changes(in: .spog)
    context.count { $0.unfoldedChanges = changes.count }
    try checkLog(changes, context)
    try checkSegments(changes, context)
    checkTerms(changes, context)
    checkStatistics(changes, context)
  }

  private func checkLog(_ changes: SortedChanges, _ context: VerifyContext) throws(StorageError) {
    let state = context.view.state
    let replayed = try CommitRecord.replay(
      context.database, snapshot: context.view.snapshot, after: state.foldedTransaction,
      upTo: state.transaction)
    if replayed.last != state.transaction {
      context.found(.log(detail: "commit \(replayed.last + 1) is missing"))
    }
    let logged = replayed.delta.changes(in: .spog)
    let isSame =
      logged.count == changes.count
      && (0..<logged.count).allSatisfy {
        logged.quad(at: $0) == changes.quad(at: $0) && logged.removes[$0] == changes.removes[$0]
      }
    if !isSame { context.found(.log(detail: "memory holds other changes than the log")) }
  }

  private func checkSegments(
    _ changes: SortedChanges, _ context: VerifyContext
  ) throws(StorageError) {
    guard changes.count > 0 else { return }
    let cursors = context.view.state.segments.map {
      context.view.cursor($0, order: .spog, lower: .lowest, upper: .highest, scan: false)
    }
    for row in 0..<changes.count {
      var holders = 0
      for cursor in cursors where try cursor.contains(changes.quad(at: row)) { holders += 1 }
      if holders != (changes.removes[row] ? 1 : 0) {
        return context.found(
          .log(
            detail: changes.removes[row]
              ? "a removed quad is in \(holders) segments" : "an added quad is in a segment too"))
      }
    }
  }

  private func checkTerms(_ changes: SortedChanges, _ context: VerifyContext) {
    let (terms, orphans) = (context.terms, context.orphans)
    for row in 0..<changes.count {
      let quad = changes.quad(at: row)
      for id in [quad.a, quad.b, quad.c, quad.d] where TermID(rawValue: id).kind.isInDictionary {
        if !terms.contains(id) || orphans.contains(id) {
          return context.found(.badID(place: "log", id: id))
        }
      }
    }
  }

  private func checkStatistics(_ changes: SortedChanges, _ context: VerifyContext) {
    var expected = context.view.base
    expected.apply(changes)
    let counts = { (record: StatisticsRecord) in record.predicates.mapValues(\.quads) }
    if expected.graphs != context.view.statistics.graphs
      || counts(expected) != counts(context.view.statistics)
    {
      context.found(.log(detail: "counts in memory are not those of segments and changes"))
    }
  }
}
