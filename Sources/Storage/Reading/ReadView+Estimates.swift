// How many quads match a pattern, without reading them: what the query planner goes by.
//
// Predicates and graphs are counted exactly by the statistics. A range of an order is measured in blocks: the
// two ends are looked up, and where they lie in a few blocks the rows are counted.

extension ReadView {
  /// What is known of a predicate, or nil where no quad has it.
  package func statistics(of predicate: TermID) -> PredicateStatistics? {
    statistics.predicates[predicate.rawValue]
  }

  /// The same where distinct values are exact: with one segment and nothing on top of it.
  package func exactStatistics(of predicate: TermID) -> PredicateStatistics? {
    state.segments.count == 1 && delta.isEmpty ? statistics(of: predicate) : nil
  }

  /// Number of different predicates.
  package var predicateCount: Int { statistics.predicates.count }

  /// The distinct subjects and objects of all predicates together, as an upper bound.
  package var totals: PredicateStatistics {
    var sum = PredicateStatistics(quads: 0, distinctSubjects: 0, distinctObjects: 0)
    for entry in statistics.predicates.values {
      sum.quads += entry.quads
      sum.distinctSubjects += entry.distinctSubjects
      sum.distinctObjects += entry.distinctObjects
    }
    return sum
  }

  /// Quads of a graph.
  package func quadCount(in graph: TermID) -> Int { statistics.graphs[graph.rawValue] ?? 0 }

  /// The graphs that hold quads, the reserved ones among them, by id.
  package var graphs: [TermID] {
    statistics.graphs.keys.sorted().map(TermID.init(rawValue:))
  }

  /// About how many quads match a pattern.
  ///
  /// Exact for what the statistics count and for ranges of up to some blocks; else by the count of blocks.
  /// Cost: two look-ups in each segment.
  package func estimatedCount(_ pattern: QuadPattern) throws(StorageError) -> Int {
    switch (pattern.subject, pattern.predicate, pattern.object) {
    case (nil, nil, nil): return pattern.graph.map { quadCount(in: $0) } ?? quadCount
    case (nil, let predicate?, nil): return statistics(of: predicate)?.quads ?? 0
    default: break
    }
    var triples = pattern
    triples.graph = nil
    let order = triples.bestOrder.order
    let (lower, upper) = triples.bounds(in: order)
    return try estimatedCount(from: lower, to: upper, in: order)
  }

  /// About how many quads of an order lie between two, both included.
  package func estimatedCount(
    from lower: IDQuad, to upper: IDQuad, in order: IndexOrder
  ) throws(StorageError) -> Int {
    var count = 0
    for segment in state.segments {
      count += try segmentCount(segment, from: lower, to: upper, in: order)
    }
    guard !delta.isEmpty else { return count }
    let changes = delta.changes(in: order, from: lower, to: upper)
    var net = 0
    for row in 0..<changes.count { net += changes.removes[row] ? -1 : 1 }
    return max(0, count + net)
  }

  /// Blocks whose rows are counted one by one.
  private static let countedBlocks = 4

  private func segmentCount(
    _ segment: SegmentRecord, from lower: IDQuad, to upper: IDQuad, in order: IndexOrder
  ) throws(StorageError) -> Int {
    let cursor = cursor(segment, order: order, lower: lower, upper: upper, scan: false)
    var count = 0
    var blocks = 0
    // Of the first blocks, whole: a range is much the same throughout.
    var (rows, bytes) = (0, 0)
    while try cursor.nextBlock() {
      count += cursor.end - cursor.first
      rows += cursor.blockRows
      bytes += cursor.blockBytes
      blocks += 1
      if blocks == Self.countedBlocks { break }
    }
    guard blocks == Self.countedBlocks else { return count }
    if let resident = store.residents.resident(order, of: segment.number) {
      let (first, last) = (
        resident.firstBlock(notBelow: lower), resident.firstBlock(notBelow: upper)
      )
      return max(count, (last - first + 1) * segmentBlockRows)
    }
    let part = try approximateBytes(segment, from: lower, to: upper, in: order)
    return max(count, Int(Double(part) * Double(rows) / Double(bytes)))
  }

  /// About how many bytes of files the quads of an order between two take.
  func approximateBytes(
    from lower: IDQuad, to upper: IDQuad, in order: IndexOrder
  ) throws(StorageError) -> Int {
    var bytes = 0
    for segment in state.segments {
      bytes += try approximateBytes(segment, from: lower, to: upper, in: order)
    }
    return bytes
  }

  private func approximateBytes(
    _ segment: SegmentRecord, from lower: IDQuad, to upper: IDQuad, in order: IndexOrder
  ) throws(StorageError) -> Int {
    try store.database.approximateBytes(
      order.family, from: key(segment.number, lower), to: key(segment.number, upper))
  }

  private func key(_ segment: UInt32, _ quad: IDQuad) -> [UInt8] {
    var key = withUnsafeBytes(of: segment.bigEndian) { Array($0) }
    for id in [quad.a, quad.b, quad.c, quad.d] { key += bigEndianBytes(id) }
    return key
  }
}
