// The SST files of a new segment, from a sorted run in memory or from spilled runs.

/// A segment that is written but not yet visible.
struct SegmentFiles: Sendable {
  var files: [(family: Family, path: String)] = []
  var quadCount = 0
  var namedQuadCount = 0
  var statistics = StatisticsRecord()
}

/// Writes all orders of a sorted run, two at a time; the threads share what is only read.
final class SegmentFilesWriter: ConcurrentWork, @unchecked Sendable {
  private let sorter: QuadSorter
  private let ids: UnsafeMutablePointer<UInt64>
  private let resolved: ResolvedRun
  private let load: BulkLoad
  private let collector = SegmentCollector()

  init(_ sorter: QuadSorter, _ resolved: ResolvedRun, load: BulkLoad) {
    self.sorter = sorter
    self.resolved = resolved
    self.load = load
    ids = resolved.idOfRank
  }

  /// One thread takes spog and what is one pass away from it, the other the two orders by object.
  func write() throws(StorageError) -> SegmentFiles {
    guard sorter.count > 0 else { return SegmentFiles() }
    try runParts()
    return try collector.result()
  }

  let partCount = 2

  func run(part: Int) throws(StorageError) {
    if part == 0 { try writeBySubject() } else { try writeByObject() }
  }

  private func writeBySubject() throws(StorageError) {
    try write(.spog, sorter.spog, sorter.count)
    let buffer = QuadSorter.Quads.allocate(capacity: sorter.count)
    defer { buffer.deallocate() }
    sorter.sort(into: .psog, from: sorter.spog, to: buffer)
    try write(.psog, buffer, sorter.count)
    guard sorter.hasNamedGraphs(ids: ids) else { return }
    sorter.sort(into: .gspo, from: sorter.spog, to: buffer)
    let skipped = sorter.countOfDefaultGraph(buffer, ids: ids)
    try write(.gspo, buffer + skipped, sorter.count - skipped)
  }

  private func writeByObject() throws(StorageError) {
    let byObject = QuadSorter.Quads.allocate(capacity: sorter.count)
    defer { byObject.deallocate() }
    sorter.sort(into: .ospg, from: sorter.spog, to: byObject)
    try write(.ospg, byObject, sorter.count)
    let buffer = QuadSorter.Quads.allocate(capacity: sorter.count)
    defer { buffer.deallocate() }
    sorter.sort(into: .posg, from: byObject, to: buffer)
    try write(.posg, buffer, sorter.count)
  }

  private func write(
    _ order: IndexOrder, _ quads: QuadSorter.Quads, _ count: Int
  ) throws(StorageError) {
    let writer = SegmentOrderWriter(
      load.store.database, order: order, segment: load.segment, folder: load.folder)
    try writer.append(quads, count: count, idOfRank: ids)
    collector.add(try writer.finish(), writer)
  }
}

/// Gathers the finished orders of a segment from several threads.
final class SegmentCollector: @unchecked Sendable {
  private let monitor = Monitor()
  private var files = SegmentFiles()
  private var predicates: [UInt64: PredicateStatistics] = [:]

  private var orderCounts: [IndexOrder: Int] = [:]

  func add(_ counter: SegmentCounter, _ writer: SegmentOrderWriter) {
    monitor.withLock {
      orderCounts[writer.order] = writer.quadCount
      files.files += writer.files
      switch writer.order {
      case .spog:
        files.quadCount = writer.quadCount
        files.statistics.graphs = counter.graphs
      case .gspo: files.namedQuadCount = writer.quadCount
      case .psog, .posg: add(counter, isByObject: writer.order == .posg)
      case .ospg: break
      }
    }
  }

  private func add(_ counter: SegmentCounter, isByObject: Bool) {
    for (predicate, counts) in counter.predicates {
      var entry =
        predicates[predicate]
        ?? PredicateStatistics(quads: counts.quads, distinctSubjects: 0, distinctObjects: 0)
      if isByObject {
        entry.distinctObjects = counts.distinct
      } else {
        entry.distinctSubjects = counts.distinct
      }
      predicates[predicate] = entry
    }
  }

  /// The finished segment; throws where the full orders do not hold equally many quads, as after a spilled
  /// run was cut short on disk.
  func result() throws(StorageError) -> SegmentFiles {
    try monitor.withLock { () throws(StorageError) in
      for order in IndexOrder.allCases where order != .gspo {
        guard orderCounts[order, default: 0] == files.quadCount else {
          throw .corrupted(detail: "the orders of a new segment differ in size")
        }
      }
      files.statistics.predicates = predicates
      return files
    }
  }
}
