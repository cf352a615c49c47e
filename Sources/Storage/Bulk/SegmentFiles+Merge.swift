// Merges spilled runs into the SST files of one segment.

/// Merges the orders of spilled runs, two at a time.
final class SegmentFilesMerger: ConcurrentWork, @unchecked Sendable {
  private let runs: [SpilledRun]
  private let load: BulkLoad
  private let collector = SegmentCollector()

  init(_ runs: [SpilledRun], load: BulkLoad) {
    self.runs = runs
    self.load = load
  }

  func merge() throws(StorageError) -> SegmentFiles {
    try runParts()
    return try collector.result()
  }

  let partCount = 2

  func run(part: Int) throws(StorageError) {
    try merge(part == 0 ? [.spog, .psog, .gspo] : [.ospg, .posg])
  }

  private func merge(_ orders: [IndexOrder]) throws(StorageError) {
    for order in orders {
      let sources = runs.filter { $0.counts[order, default: 0] > 0 }
      if sources.isEmpty { continue }
      let writer = SegmentOrderWriter(
        load.store.database, order: order, segment: load.segment, folder: load.folder)
      try Self.mergeOrder(sources.map { $0.path(order) }, into: writer)
      collector.add(try writer.finish(), writer)
    }
  }

  /// Merges sorted files; a quad that stands in several is written once.
  private static func mergeOrder(
    _ paths: [String], into writer: SegmentOrderWriter
  ) throws(StorageError) {
    var sources: [SpillReader] = []
    for path in paths {
      let reader = try SpillReader(path: path)
      if try reader.nextBlock() { sources.append(reader) }
    }
    var last: IDQuad?
    while !sources.isEmpty {
      // Few sources (a run is hundreds of MiB) and long stretches from one of them: a linear search
      // for the smallest head, once a stretch, beats a heap.
      var smallest = 0
      var head = sources[0].quad(at: sources[0].row)
      var limit = IDQuad.highest
      for index in 1..<max(sources.count, 1) {
        let other = sources[index].quad(at: sources[index].row)
        if other < head {
          limit = head
          head = other
          smallest = index
        } else if other < limit {
          limit = other
        }
      }
      let source = sources[smallest]
      var row = source.row
      repeat {
        let quad = source.quad(at: row)
        if last != quad { try writer.append(quad.a, quad.b, quad.c, quad.d) }
        last = quad
        row += 1
      } while row < source.rows && !(limit < source.quad(at: row))
      source.row = row
      if row == source.rows, !(try source.nextBlock()) { sources.remove(at: smallest) }
    }
  }
}
