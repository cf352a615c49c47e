// Where a range of an order can be cut into parts of about the same size, for threads that share its work.

extension ReadView {
  /// Values of one column that cut a range into about `parts` parts, ascending and different from one another; none
  /// where the range is small or its blocks are not in memory.
  ///
  /// The columns before `column` are the same throughout the range. A part is from one value, which belongs to it, up
  /// to the next.
  package func splits(
    from lower: IDQuad, to upper: IDQuad, in order: IndexOrder, column: Int, parts: Int
  ) -> [UInt64] {
    guard let largest = state.segments.max(by: { $0.quadCount < $1.quadCount }),
      let resident = store.residents.resident(order, of: largest.number)
    else { return [] }
    let first = resident.firstBlock(notBelow: lower)
    let end = resident.firstBlock(notBelow: upper)
    guard end - first >= 2 * parts else { return [] }
    var values: [UInt64] = []
    for part in 1..<max(parts, 1) {
      let quad = resident.last(first + (end - first) * part / parts)
      let value = quad[column]
      if value > values.last ?? 0 { values.append(value) }
    }
    return values
  }

  /// A part of a range of one column, up to the next part.
  package struct Place: Sendable {
    /// The first value.
    package let value: UInt64
    /// About what part of the range's quads is in it.
    package let share: Double
  }

  /// Cuts a range into parts by the values of one column, ascending and different from one another.
  ///
  /// Where the blocks are in memory, each part has about as many quads; else it has as many ids, which are given in the
  /// order of what was loaded, and its share tells its quads. None where the range is empty. The columns before `column`
  /// are the same throughout the range.
  ///
  /// Cost: some 60 seeks, and as many estimates as parts, where the blocks are not in memory.
  package func places(
    from lower: IDQuad, to upper: IDQuad, in order: IndexOrder, column: Int, count: Int
  ) throws(StorageError) -> [Place] {
    guard let first = try value(notBelow: lower[column], lower, upper, order, column) else {
      return []
    }
    let inside = splits(from: lower, to: upper, in: order, column: column, parts: count)
    if !inside.isEmpty {
      let values = [first] + inside.filter { $0 > first }
      return values.map { Place(value: $0, share: 1 / Double(values.count)) }
    }
    // The last value: nothing is found behind it.
    var (low, high) = (first, upper[column])
    while low < high {
      let middle = high - (high - low) / 2
      if let found = try value(notBelow: middle, lower, upper, order, column) {
        low = found
      } else {
        high = middle - 1
      }
    }
    let step = (low - first) / UInt64(max(count, 1))
    let values = step == 0 ? [first] : (0..<UInt64(count)).map { first + $0 * step }
    var bytes: [Int] = []
    for (index, value) in values.enumerated() {
      let (start, end) = Self.part(
        lower, upper, column, from: value, to: index + 1 < values.count ? values[index + 1] : nil)
      bytes.append(try approximateBytes(from: start, to: end, in: order))
    }
    let whole = Double(bytes.reduce(0, +))
    return zip(values, bytes).map { value, bytes in
      Place(
        value: value, share: whole > 0 ? Double(bytes) / whole : 1 / Double(values.count))
    }
  }

  /// The part of a range in which a column has values from one up to, but not with, another.
  private static func part(
    _ lower: IDQuad, _ upper: IDQuad, _ column: Int, from first: UInt64, to next: UInt64?
  ) -> (IDQuad, IDQuad) {
    var (start, end) = (lower, upper)
    start[column] = max(first, lower[column])
    if let next { end[column] = next - 1 }
    for later in column + 1..<4 { (start[later], end[later]) = (0, .max) }
    return (start, end)
  }

  /// The lowest value of a column that is not below another one, in a range.
  private func value(
    notBelow value: UInt64, _ lower: IDQuad, _ upper: IDQuad, _ order: IndexOrder, _ column: Int
  ) throws(StorageError) -> UInt64? {
    var start = lower
    if value > lower[column] {
      start[column] = value
      for later in column + 1..<4 { start[later] = 0 }
    }
    let scan = scan(QuadPattern(), order: order, from: start, to: upper, isLong: false)
    return try scan.next() ? scan.columns.columns[column][scan.first] : nil
  }
}
