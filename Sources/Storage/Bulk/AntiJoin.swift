// Finds which quads of a sorted run a segment already holds.

enum AntiJoin {
  /// Marks in `present` each of the spog-sorted quads that the segment holds.
  ///
  /// Blocks that lie between two quads of the run are skipped by a seek, so the cost follows the run
  /// where it is small and the scan where it is dense.
  static func mark(
    _ quads: UnsafeMutablePointer<CodeQuad>, count: Int, idOfRank: UnsafeMutablePointer<UInt64>,
    cursor: SegmentCursor, present: UnsafeMutablePointer<Bool>
  ) throws(StorageError) {
    guard count > 0 else { return }
    @inline(__always) func quad(_ index: Int) -> IDQuad {
      let q = quads[index]
      return IDQuad(
        idOfRank[Int(q.subject)], idOfRank[Int(q.predicate)], idOfRank[Int(q.object)],
        idOfRank[Int(q.graph)])
    }
    var index = 0
    cursor.skip(to: quad(0))
    while try cursor.nextBlock() {
      let last = cursor.quad(at: cursor.end - 1)
      var row = cursor.first
      while index < count {
        let wanted = quad(index)
        if last < wanted { break }
        row = cursor.lowerBound(wanted, from: row, to: cursor.end)
        if cursor.quad(at: row) == wanted { present[index] = true }
        index += 1
      }
      if index == count { return }
      cursor.skip(to: quad(index))
    }
  }
}
