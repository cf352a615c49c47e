// Sorts a run into the five orders with one real sort and three counting passes.
//
//     input ──(by subject, then inside each subject)──► spog, duplicates dropped
//     spog  ──(stable, by predicate)──► psog
//     spog  ──(stable, by object)──► ospg ──(stable, by predicate)──► posg
//     spog  ──(stable, by graph)──► gspo
//
// Quads hold ranks: dense numbers in the order of final ids, so a counting sort needs one counter a
// term. Subjects arrive nearly in order (ids follow first appearance), which makes the first pass
// nearly sequential. Cost: about 60 ns a quad for all orders together, 32 bytes of memory a quad.

/// Sorted quads of a run as ranks.
final class QuadSorter: @unchecked Sendable {
  typealias Quads = UnsafeMutablePointer<CodeQuad>

  /// Quads in spog order.
  private(set) var spog: Quads
  private(set) var count: Int
  /// How many distinct terms the run has; ranks are below.
  let termCount: Int

  /// Takes over the quads of `unsorted`, which are ranks in input order, and sorts them as spog without
  /// duplicates.
  init(unsorted: Quads, count: Int, termCount: Int) {
    self.termCount = termCount
    let sorted = Quads.allocate(capacity: max(count, 1))
    Self.scatter(unsorted, count: count, to: sorted, buckets: termCount) { $0.subject }
    unsorted.deallocate()
    spog = sorted
    self.count = 0
    self.count = Self.sortSubjects(sorted, count: count)
  }

  deinit { spog.deallocate() }

  /// Keeps just the quads for which `keep` says so, in order.
  func filter(_ keep: (CodeQuad) -> Bool) {
    var kept = 0
    for index in 0..<count where keep(spog[index]) {
      spog[kept] = spog[index]
      kept += 1
    }
    count = kept
  }

  /// Writes the quads in another order to `target`, which holds `count` quads; `source` is the order
  /// that it is one stable pass away from: ospg for posg, spog for all others.
  func sort(into order: IndexOrder, from source: Quads, to target: Quads) {
    switch order {
    case .spog: target.update(from: source, count: count)
    case .psog, .posg:
      Self.scatter(source, count: count, to: target, buckets: termCount) { $0.predicate }
    case .ospg: Self.scatter(source, count: count, to: target, buckets: termCount) { $0.object }
    case .gspo: Self.scatter(source, count: count, to: target, buckets: termCount) { $0.graph }
    }
  }

  /// One stable counting sort by the rank that `key` picks.
  @inline(__always)
  private static func scatter(
    _ source: Quads, count: Int, to target: Quads, buckets: Int, key: (CodeQuad) -> UInt32
  ) {
    let starts = UnsafeMutablePointer<UInt32>.allocate(capacity: buckets + 1)
    defer { starts.deallocate() }
    starts.initialize(repeating: 0, count: buckets + 1)
    for index in 0..<count { starts[Int(key(source[index])) &+ 1] &+= 1 }
    for bucket in 0..<buckets { starts[bucket &+ 1] &+= starts[bucket] }
    for index in 0..<count {
      let quad = source[index]
      let bucket = Int(key(quad))
      target[Int(starts[bucket])] = quad
      starts[bucket] &+= 1
    }
  }

  /// Sorts each subject's quads by predicate, object and graph, drops duplicates, returns the new count.
  private static func sortSubjects(_ quads: Quads, count: Int) -> Int {
    var written = 0
    var start = 0
    while start < count {
      var end = start + 1
      let subject = quads[start].subject
      while end < count, quads[end].subject == subject { end += 1 }
      if end - start > 1 {
        sortGroup(UnsafeMutableBufferPointer(start: quads + start, count: end - start))
      }
      for index in start..<end {
        let quad = quads[index]
        if written > 0, quads[written - 1] == quad { continue }
        quads[written] = quad
        written += 1
      }
      start = end
    }
    return written
  }

  /// Insertion sort for the usual handful of quads, the library's sort beyond.
  @inline(__always)
  private static func sortGroup(_ group: UnsafeMutableBufferPointer<CodeQuad>) {
    guard group.count <= 24 else {
      var group = group
      group.sort(by: precedes)
      return
    }
    for index in 1..<group.count {
      let quad = group[index]
      var place = index
      while place > 0, precedes(quad, group[place - 1]) {
        group[place] = group[place - 1]
        place -= 1
      }
      group[place] = quad
    }
  }

  @inline(__always)
  private static func precedes(_ a: CodeQuad, _ b: CodeQuad) -> Bool {
    let left = UInt64(a.predicate) << 32 | UInt64(a.object)
    let right = UInt64(b.predicate) << 32 | UInt64(b.object)
    return left != right ? left < right : a.graph < b.graph
  }
}
