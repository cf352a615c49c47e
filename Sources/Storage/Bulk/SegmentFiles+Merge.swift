import Glibc

// Merges spilled runs into the SST files of one segment.

/// Merges the orders of spilled runs, two at a time.
final class SegmentFilesMerger: ConcurrentWork, @unchecked Sendable {
  private let runs: [SpilledRun]
  private let load: BulkLoad
  private let collector = SegmentCollector()
  private let intermediate = PathList()

  init(_ runs: [SpilledRun], load: BulkLoad) {
    self.runs = runs
    self.load = load
  }

  func merge() throws(StorageError) -> SegmentFiles {
    defer { removeIntermediateFiles() }
    try runParts()
    return try collector.result()
  }

  let partCount = 2

  func run(part: Int) throws(StorageError) {
    try merge(part == 0 ? [.spog, .psog, .gspo] : [.ospg, .posg])
  }

  private func merge(_ orders: [IndexOrder]) throws(StorageError) {
    for order in orders {
      let paths = runs.filter { $0.counts[order, default: 0] > 0 }.map { $0.path(order) }
      if paths.isEmpty { continue }
      let writer = SegmentOrderWriter(
        load.store.database, order: order, segment: load.segment, folder: load.folder)
      let merge = try SpillMerge(
        try reduced(paths, order), memoryBytes: load.settings.mergeBytes / partCount)
      while try merge.next() { try writer.append(merge.columns, from: merge.first, to: merge.end) }
      collector.add(try writer.finish(), writer)
    }
  }

  /// Merges files in groups, pass after pass, until they are few enough to be merged at once.
  ///
  /// So neither memory nor open files grow with the input.
  private func reduced(_ paths: [String], _ order: IndexOrder) throws(StorageError) -> [String] {
    var paths = paths
    var pass = 0
    while paths.count > load.settings.mergeFanIn {
      pass += 1
      var merged: [String] = []
      var start = 0
      while start < paths.count {
        let group = Array(paths[start..<min(start + load.settings.mergeFanIn, paths.count)])
        start += group.count
        let path = "\(group[0])-pass\(pass)"
        try SpilledRun.merge(group, into: path, memoryBytes: load.settings.mergeBytes / partCount)
        for part in group { unlink(part) }
        merged.append(path)
      }
      paths = merged
    }
    intermediate.add(pass > 0 ? paths : [])
    return paths
  }

  /// Deletes what passes have left; the runs' own files are their owner's.
  private func removeIntermediateFiles() { for path in intermediate.all { unlink(path) } }
}

/// Paths that several threads note.
private final class PathList: @unchecked Sendable {
  private let monitor = Monitor()
  private var paths: [String] = []

  func add(_ more: [String]) { monitor.withLock { paths += more } }

  var all: [String] { monitor.withLock { paths } }
}
