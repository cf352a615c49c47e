/// Tells which quads a version of the store has; one thread.
///
/// Keeps a cursor a segment with the block that was decoded last, so quads in spog order cost a seek a
/// block at most.
final class QuadPresence {
  private let cursors: [SegmentCursor]

  /// Looks into the segments of a view.
  init(_ view: ReadView) {
    cursors = view.state.segments.map {
      view.cursor(
        $0, order: .spog, lower: .lowest, upper: .highest, scan: false, mayBuild: false)
    }
  }

  /// Whether a quad is there under `delta`, which lies on the segments.
  func contains(_ quad: IDQuad, delta: Delta) throws(StorageError) -> Bool {
    if let change = delta.change(of: quad) { return change }
    for cursor in cursors where try cursor.contains(quad) { return true }
    return false
  }
}

/// Sorts quads and drops those that repeat.
func sortDistinct(_ quads: inout [IDQuad]) {
  quads.sort()
  var kept = 0
  for index in quads.indices where index == 0 || quads[index] != quads[kept - 1] {
    quads[kept] = quads[index]
    kept += 1
  }
  quads.removeSubrange(kept...)
}

/// Whether sorted quads hold one.
func containsSorted(_ quads: [IDQuad], _ quad: IDQuad) -> Bool {
  var (low, high) = (0, quads.count)
  while low < high {
    let middle = (low + high) / 2
    if quads[middle] < quad { low = middle + 1 } else { high = middle }
  }
  return low < quads.count && quads[low] == quad
}
