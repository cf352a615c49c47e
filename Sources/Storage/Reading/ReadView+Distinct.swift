// Distinct values of an order's first column, counted by the headers of its blocks.

extension ReadView {
  /// How many different values the first column of an order has, or nil where only a scan tells: with several
  /// segments, or changes on top.
  ///
  /// Cost: a header a block the first time; a segment never changes, so its count is kept.
  package func distinctFirstValues(in order: IndexOrder) throws(StorageError) -> Int? {
    guard delta.isEmpty, state.segments.count <= 1 else { return nil }
    guard let segment = state.segments.first else { return 0 }
    if let known = store.firstValueCounts.count(order, of: segment.number) { return known }
    let count = try countFirstValues(segment, order)
    store.firstValueCounts.keep(count, order, of: segment.number)
    return count
  }

  private func countFirstValues(
    _ segment: SegmentRecord, _ order: IndexOrder
  ) throws(StorageError) -> Int {
    var source = BlockSource(
      store, order: order, segment: segment.number, quads: segment.quadCount, snapshot: snapshot,
      isScan: true)
    try source.seek(.lowest)
    var count = 0
    var last: UInt64?
    let decoder = QuadBlockDecoder()
    let columns = QuadColumns(capacity: maximumBlockRows)
    defer { columns.deallocate() }
    while let end = try source.last() {
      guard let header = QuadBlockHeader(source.value),
        let first = decoder.firstValue(source.value, header, into: columns)
      else { throw .corrupted(detail: "a block of segment \(segment.number) can't be read") }
      count += header.distinctFirst - (first == last ? 1 : 0)
      last = end.a
      try source.next()
    }
    return count
  }
}

/// Counts of distinct first values of segments' orders; any thread may use it.
final class FirstValueCounts: @unchecked Sendable {
  // Unchecked: under the lock.
  private struct Key: Hashable {
    var order: IndexOrder
    var segment: UInt32
  }

  private let monitor = Monitor()
  private var counts: [Key: Int] = [:]

  /// Counts that are kept: those of segments long gone go with the others.
  private static let mostCounts = 64

  func count(_ order: IndexOrder, of segment: UInt32) -> Int? {
    monitor.withLock { counts[Key(order: order, segment: segment)] }
  }

  func keep(_ count: Int, _ order: IndexOrder, of segment: UInt32) {
    monitor.withLock {
      if counts.count >= Self.mostCounts { counts.removeAll() }
      counts[Key(order: order, segment: segment)] = count
    }
  }
}
