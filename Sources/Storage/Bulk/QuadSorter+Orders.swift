// What a run's users do with its sorted quads.

extension QuadSorter {
  /// Drops the quads that are marked, which stand at the same index.
  func dropMarked(_ marked: UnsafeMutablePointer<Bool>) {
    var index = 0
    filter { _ in
      defer { index += 1 }
      return !marked[index]
    }
  }

  /// Whether any quad stands in a named graph.
  func hasNamedGraphs(ids: UnsafeMutablePointer<UInt64>) -> Bool {
    for index in 0..<count where ids[Int(spog[index].graph)] >> 60 != 0 { return true }
    return false
  }

  /// Of quads in gspo order, how many at the front are in the default graph or another reserved one.
  func countOfDefaultGraph(_ quads: Quads, ids: UnsafeMutablePointer<UInt64>) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if ids[Int(quads[middle].graph)] >> 60 == 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Hands the quads to `body` in each order in turn, with one extra buffer of memory.
  func forEachOrder(
    ids: UnsafeMutablePointer<UInt64>,
    _ body: (IndexOrder, UnsafeMutableBufferPointer<CodeQuad>) throws(StorageError) -> Void
  ) throws(StorageError) {
    func all(_ quads: Quads) -> UnsafeMutableBufferPointer<CodeQuad> {
      UnsafeMutableBufferPointer(start: quads, count: count)
    }
    try body(.spog, all(spog))
    let buffer = Quads.allocate(capacity: max(count, 1))
    defer { buffer.deallocate() }
    sort(into: .psog, from: spog, to: buffer)
    try body(.psog, all(buffer))
    if hasNamedGraphs(ids: ids) {
      sort(into: .gspo, from: spog, to: buffer)
      let skipped = countOfDefaultGraph(buffer, ids: ids)
      try body(
        .gspo, UnsafeMutableBufferPointer(start: buffer + skipped, count: count - skipped))
    }
    sort(into: .ospg, from: spog, to: buffer)
    try body(.ospg, all(buffer))
    // spog is not needed any more: its memory takes the last order.
    sort(into: .posg, from: buffer, to: spog)
    try body(.posg, all(spog))
  }
}
