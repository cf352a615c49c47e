// The statistics on record against what the indices' checks have counted.

/// Compares them: sums over the live segments on either side.
struct StatisticsCheck: VerifyCheck {
  let name = "statistics"

  func run(_ context: VerifyContext) throws(StorageError) {
    let recorded = context.view.base
    let counted = context.statistics
    try compareOnDisk(recorded, context)
    for predicate in Set(recorded.predicates.keys).union(counted.predicates.keys).sorted() {
      let left = recorded.predicates[predicate]
      let right = counted.predicates[predicate]
      compare(
        "quads of predicate \(String(predicate, radix: 16))", left?.quads, right?.quads, context)
      compare(
        "distinct subjects of predicate \(String(predicate, radix: 16))",
        left?.distinctSubjects, right?.distinctSubjects, context)
      compare(
        "distinct objects of predicate \(String(predicate, radix: 16))",
        left?.distinctObjects, right?.distinctObjects, context)
    }
    for graph in Set(recorded.graphs.keys).union(counted.graphs.keys).sorted() {
      compare(
        "quads of graph \(String(graph, radix: 16))", recorded.graphs[graph],
        counted.graphs[graph], context)
    }
  }

  /// Compares what is on disk with what is in memory, where both are of one state: a fold may have ended
  /// between the two.
  private func compareOnDisk(
    _ recorded: StatisticsRecord, _ context: VerifyContext
  ) throws(StorageError) {
    let (state, snapshot) = (context.view.state, context.view.snapshot)
    let bytes = try context.database.value(.meta, key: StoreState.key, snapshot: snapshot)
    guard bytes == state.encoded() else { return }
    let onDisk = try SegmentStatistics(state.segments, context.database, snapshot: snapshot)
    if onDisk.total != recorded {
      context.found(.state(detail: "counts on disk are others than in memory"))
    }
  }

  private func compare(
    _ what: String, _ recorded: Int?, _ counted: Int?, _ context: VerifyContext
  ) {
    if recorded ?? 0 != counted ?? 0 {
      context.found(.count(of: what, recorded: recorded ?? 0, counted: counted ?? 0))
    }
  }
}
