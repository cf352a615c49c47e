// Quads that were added or removed, sorted in one order: what a reader merges with the segments.
//
// Changes are relative to what lies below: an add is a quad that was not there, a remove one that was.
// So two changes of the same quad always cancel: merging an older and a newer list drops both.

/// A sorted list of changes in columns; fixed once it is made, so any thread may read it.
package final class SortedChanges: @unchecked Sendable {
  package let columns: QuadColumns
  /// For each row whether it is a remove.
  package let removes: UnsafeMutablePointer<Bool>
  package private(set) var count = 0
  /// Rows that are removes.
  package private(set) var removeCount = 0

  /// Bytes of memory that a change takes at the most: in all orders, and once more in a merge of each.
  static let bytesPerChange = 10 * 33

  package init(capacity: Int) {
    columns = QuadColumns(capacity: max(capacity, 1))
    removes = .allocate(capacity: max(capacity, 1))
  }

  deinit {
    columns.deallocate()
    removes.deallocate()
  }

  /// Makes a list of quads that are sorted and distinct already.
  convenience init(adds: [IDQuad], removes: [IDQuad]) {
    self.init(capacity: adds.count + removes.count)
    var (a, r) = (0, 0)
    while a < adds.count || r < removes.count {
      if r == removes.count || (a < adds.count && adds[a] < removes[r]) {
        append(adds[a], isRemove: false)
        a += 1
      } else {
        append(removes[r], isRemove: true)
        r += 1
      }
    }
  }

  @inline(__always)
  func quad(at row: Int) -> IDQuad {
    columns.quad(at: row)
  }

  @inline(__always)
  func append(_ quad: IDQuad, isRemove: Bool) {
    columns.columns[0][count] = quad.a
    columns.columns[1][count] = quad.b
    columns.columns[2][count] = quad.c
    columns.columns[3][count] = quad.d
    removes[count] = isRemove
    if isRemove { removeCount += 1 }
    count += 1
  }

  /// The first row that is not below `quad`.
  func lowerBound(_ quad: IDQuad) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self.quad(at: middle) < quad { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether the quad is added (true), removed (false) or not in the list (nil).
  func change(of quad: IDQuad) -> Bool? {
    let row = lowerBound(quad)
    return row < count && self.quad(at: row) == quad ? !removes[row] : nil
  }

  /// The rows from `lower` to `upper`, both included.
  func slice(from lower: IDQuad, to upper: IDQuad) -> SortedChanges {
    let first = lowerBound(lower)
    var end = first
    if upper == .highest {
      end = count
    } else {
      var (low, high) = (first, count)
      while low < high {
        let middle = (low + high) / 2
        if upper < quad(at: middle) { high = middle } else { low = middle + 1 }
      }
      end = low
    }
    let slice = SortedChanges(capacity: end - first)
    for row in first..<max(end, first) { slice.append(quad(at: row), isRemove: removes[row]) }
    return slice
  }

  /// This list with a newer one on top of it.
  func merged(with newer: SortedChanges) -> SortedChanges {
    if newer.count == 0 { return self }
    if count == 0 { return newer }
    let merged = SortedChanges(capacity: count + newer.count)
    var (a, b) = (0, 0)
    while a < count, b < newer.count {
      let (left, right) = (quad(at: a), newer.quad(at: b))
      if left == right {
        assert(removes[a] != newer.removes[b], "changes of a quad alternate")
        a += 1
        b += 1
      } else if left < right {
        merged.append(left, isRemove: removes[a])
        a += 1
      } else {
        merged.append(right, isRemove: newer.removes[b])
        b += 1
      }
    }
    while a < count {
      merged.append(quad(at: a), isRemove: removes[a])
      a += 1
    }
    while b < newer.count {
      merged.append(newer.quad(at: b), isRemove: newer.removes[b])
      b += 1
    }
    return merged
  }

  /// The same changes in another order; this list must be in spog order.
  func permuted(to order: IndexOrder) -> SortedChanges {
    var rows: [(quad: IDQuad, isRemove: Bool)] = []
    rows.reserveCapacity(count)
    for row in 0..<count {
      let quad = quad(at: row)
      // gspo leaves out the default and other reserved graphs.
      if order == .gspo && quad.d >> 60 == 0 { continue }
      rows.append((quad.permuted(to: order), removes[row]))
    }
    rows.sort { $0.quad < $1.quad }
    let permuted = SortedChanges(capacity: rows.count)
    for row in rows { permuted.append(row.quad, isRemove: row.isRemove) }
    return permuted
  }
}
