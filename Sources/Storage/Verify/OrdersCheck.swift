// The orders of each segment against each other and against the counts on record.

/// What one order of a segment sums up to.
struct SegmentSums: Equatable, Sendable {
  var all = OrderSum()
  /// Quads in named graphs; only spog, which holds others too, has it.
  var named = OrderSum()
}

/// Compares what the walks over the indices have summed up.
struct OrdersCheck: VerifyCheck {
  let name = "orders"

  func run(_ context: VerifyContext) throws(StorageError) {
    for segment in context.view.state.segments {
      let sums = context.sums(segment: segment.number)
      let spog = sums[.spog] ?? SegmentSums()
      for order in [IndexOrder.psog, .posg, .ospg] where sums[order]?.all ?? OrderSum() != spog.all
      {
        context.found(.ordersDiffer(segment: segment.number, orders: ["spog", "\(order)"]))
      }
      if sums[.gspo]?.all ?? OrderSum() != spog.named {
        context.found(.ordersDiffer(segment: segment.number, orders: ["spog", "gspo"]))
      }
      compare("quads", segment, segment.quadCount, spog.all.count, context)
      compare("named quads", segment, segment.namedQuadCount, spog.named.count, context)
    }
  }

  private func compare(
    _ what: String, _ segment: SegmentRecord, _ recorded: Int, _ counted: Int,
    _ context: VerifyContext
  ) {
    guard recorded != counted else { return }
    context.found(
      .count(of: "\(what) of segment \(segment.number)", recorded: recorded, counted: counted))
  }
}
