// Which columns a join compares and which it hands on.
//
// A variable that both sides bind for certain is a key. One that may be unbound on a side (behind OPTIONAL, UNION,
// VALUES with UNDEF) is loose: compatible where it is unbound or equal, and the result takes the bound value
// (SPARQL 1.1, section 18.3: compatible mappings).

/// The columns of a join.
struct JoinColumns {
  /// Key columns of the left and the right side, pairwise.
  var leftKeys: [Int] = []
  var rightKeys: [Int] = []
  /// Shared columns that may be unbound, pairwise.
  var looseLeft: [Int] = []
  var looseRight: [Int] = []
  /// For each column of the output where it comes from.
  var outputs: [Source] = []

  /// Where a column of the output comes from.
  enum Source {
    case left(Int)
    case right(Int)
    /// From the left, or from the right where it is unbound there.
    case either(Int, Int)
  }

  /// Compares the columns that both sides have; `bound` are the variables that both bind for certain.
  init(_ left: [Slot], _ right: [Slot], bound: Set<Slot>, outputs slots: [Slot]) {
    for (leftColumn, slot) in left.enumerated() {
      guard let rightColumn = right.firstIndex(of: slot) else { continue }
      if bound.contains(slot) {
        leftKeys.append(leftColumn)
        rightKeys.append(rightColumn)
      } else {
        looseLeft.append(leftColumn)
        looseRight.append(rightColumn)
      }
    }
    outputs = slots.map { slot in
      switch (left.firstIndex(of: slot), right.firstIndex(of: slot)) {
      case (let column?, nil): .left(column)
      case (nil, let column?): .right(column)
      case (let a?, let b?): bound.contains(slot) ? .left(a) : .either(a, b)
      case (nil, nil): preconditionFailure("a join is asked for a variable that it does not have")
      }
    }
  }

  /// Whether the loose columns of two rows are compatible.
  @inline(__always)
  func areCompatible(
    _ left: [UnsafePointer<UInt64>], _ leftRow: Int, _ right: [UnsafeMutablePointer<UInt64>],
    _ rightRow: Int
  ) -> Bool {
    for index in looseLeft.indices {
      let a = left[looseLeft[index]][leftRow]
      let b = right[looseRight[index]][rightRow]
      if a != 0, b != 0, a != b { return false }
    }
    return true
  }

  /// Whether a loose column is bound in both rows.
  @inline(__always)
  func share(
    _ left: [UnsafePointer<UInt64>], _ leftRow: Int, _ right: [UnsafeMutablePointer<UInt64>],
    _ rightRow: Int
  ) -> Bool {
    for index in looseLeft.indices
    where left[looseLeft[index]][leftRow] != 0 && right[looseRight[index]][rightRow] != 0 {
      return true
    }
    return false
  }
}
