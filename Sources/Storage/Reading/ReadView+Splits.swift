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
      let value = [quad.a, quad.b, quad.c, quad.d][column]
      if value > values.last ?? 0 { values.append(value) }
    }
    return values
  }
}
