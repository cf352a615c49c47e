// Distinct values of an order's first column, counted by the headers of its blocks.

extension ReadView {
  /// How many different values the first column of an order has, or nil where only a scan tells: with several
  /// segments, or changes on top.
  ///
  /// Cost: a header a block.
  package func distinctFirstValues(in order: IndexOrder) throws(StorageError) -> Int? {
    guard delta.isEmpty, state.segments.count <= 1 else { return nil }
    guard let segment = state.segments.first else { return 0 }
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
