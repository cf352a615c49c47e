import TestSupport
import Testing

@testable import QueryEngine

@Suite("merge joins")
struct MergeJoinTests {
  private let control = QueryControl()
  private let key = Slot(index: 0)
  private let a = Slot(index: 1)
  private let b = Slot(index: 2)

  /// Rows in batches of random sizes.
  private func batches(
    _ rows: [(UInt64, UInt64)], _ slots: [Slot], _ random: inout SeededRandom
  ) -> BatchOperator {
    var inputs: [BatchOperator] = []
    var start = 0
    while start < rows.count {
      let count = min(rows.count - start, Int.random(in: 1...7, using: &random))
      let table = RowTable(width: 2, capacity: count)
      for row in 0..<count {
        table.columns[0][row] = rows[start + row].0
        table.columns[1][row] = rows[start + row].1
      }
      table.count = count
      inputs.append(TableOperator(table, slots: slots, control: control))
      start += count
    }
    return UnionOperator(inputs, slots: slots, control: control)
  }

  private func rows(_ random: inout SeededRandom, keys: UInt64) -> [(UInt64, UInt64)] {
    let count = Int.random(in: 0...60, using: &random)
    return (0..<count)
      .map { (UInt64.random(in: 1...keys, using: &random), UInt64($0)) }.sorted { $0 < $1 }
  }

  @Test("give each pair of equal keys, wherever batches end")
  func pairs() throws {
    for seed in 1...400 {
      var random = SeededRandom(seed: UInt64(seed))
      let keys = UInt64.random(in: 1...80, using: &random)
      let (left, right) = (rows(&random, keys: keys), rows(&random, keys: keys))
      var expected: [[UInt64]] = []
      for one in left {
        for other in right where one.0 == other.0 { expected.append([one.0, one.1, other.1]) }
      }
      let join = MergeJoinOperator(
        batches(left, [key, a], &random), batches(right, [key, b], &random), key: key,
        slots: [key, a, b])
      var found: [[UInt64]] = []
      while try join.next() {
        for row in 0..<join.rows { found.append(join.batch.map { $0[row] }) }
      }
      let isSame =
        found.sorted { $0.lexicographicallyPrecedes($1) }
        == expected.sorted { $0.lexicographicallyPrecedes($1) }
      #expect(isSame, "seed \(seed): \(found.count) rows, not \(expected.count)")
      #expect(found.map { $0[0] } == found.map { $0[0] }.sorted(), "seed \(seed): unsorted")
    }
  }
}
