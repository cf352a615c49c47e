// The statistics on record against what the indices' checks have counted.

/// Compares the exact counts, and the bounds of the others.
struct StatisticsCheck: VerifyCheck {
  let name = "statistics"

  func run(_ context: VerifyContext) throws(StorageError) {
    let recorded = context.view.base
    let counted = context.statistics
    for predicate in Set(recorded.predicates.keys).union(counted.predicates.keys).sorted() {
      let left = recorded.predicates[predicate]
      let right = counted.predicates[predicate]
      compare(
        "quads of predicate \(String(predicate, radix: 16))", left?.quads, right?.quads, context)
      guard let left, let right else { continue }
      checkDistinct(predicate, left, right, context)
    }
    for graph in Set(recorded.graphs.keys).union(counted.graphs.keys).sorted() {
      compare(
        "quads of graph \(String(graph, radix: 16))", recorded.graphs[graph],
        counted.graphs[graph], context)
    }
  }

  private func compare(
    _ what: String, _ recorded: Int?, _ counted: Int?, _ context: VerifyContext
  ) {
    if recorded ?? 0 != counted ?? 0 {
      context.found(.count(of: what, recorded: recorded ?? 0, counted: counted ?? 0))
    }
  }

  /// Distinct subjects and objects are upper bounds; in each segment at least one, at most its
  /// quads.
  private func checkDistinct(
    _ predicate: UInt64, _ recorded: PredicateStatistics, _ counted: PredicateStatistics,
    _ context: VerifyContext
  ) {
    let pairs = [
      ("subjects", recorded.distinctSubjects, counted.distinctSubjects),
      ("objects", recorded.distinctObjects, counted.distinctObjects),
    ]
    // `counted` sums segments, of which each subject may be in several; one of them has a share.
    let segments = max(context.view.state.segments.count, 1)
    for (what, recorded, counted) in pairs where recorded * segments < counted {
      context.found(
        .count(
          of: "distinct \(what) of predicate \(String(predicate, radix: 16))",
          recorded: recorded, counted: counted))
    }
  }
}
