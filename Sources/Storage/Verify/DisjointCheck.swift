// Segments share no quad, so that counts add up and readers merge without comparing.

/// Walks spog of all segments side by side.
///
/// Costs nothing where there is one; else a decode of
/// each block and a binary search for each place where two segments' quads interleave.
struct DisjointCheck: VerifyCheck {
  let name = "disjoint segments"

  func run(_ context: VerifyContext) throws(StorageError) {
    let segments = context.view.state.segments
    guard segments.count > 1 else { return }
    var sources: [(cursor: SegmentCursor, row: Int, number: UInt32)] = []
    for segment in segments {
      let cursor = context.view.cursor(
        segment, order: .spog, lower: .lowest, upper: .highest, scan: true)
      if try cursor.nextBlock() { sources.append((cursor, cursor.first, segment.number)) }
    }
    while sources.count > 1 {
      let (least, next) = leastTwo(sources.map { $0.cursor.quad(at: $0.row) })
      let bound = sources[next].cursor.quad(at: sources[next].row)
      let source = sources[least]
      if source.cursor.quad(at: source.row) == bound {
        // One is enough: two copies of a file are a million.
        return context.found(.quadInTwoSegments(segments: [source.number, sources[next].number]))
      }
      let row = source.cursor.lowerBound(bound, from: source.row + 1, to: source.cursor.end)
      sources[least].row = row
      if row == source.cursor.end {
        if try source.cursor.nextBlock() {
          sources[least].row = source.cursor.first
        } else {
          sources.remove(at: least)
        }
      }
    }
  }

  /// Which heads are the lowest and the one above it.
  private func leastTwo(_ heads: [IDQuad]) -> (Int, Int) {
    var (least, next) = heads[1] < heads[0] ? (1, 0) : (0, 1)
    for index in 2..<max(heads.count, 2) {
      if heads[index] < heads[least] {
        (least, next) = (index, least)
      } else if heads[index] < heads[next] {
        next = index
      }
    }
    return (least, next)
  }
}
