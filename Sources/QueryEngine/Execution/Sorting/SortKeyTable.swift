// The keys of one condition: each term that rows have once, and its place among the others.
//
//     ids of rows ─► number of the term ─► key (head, text) ─► rank, after sorting
//
// Terms are decoded some ten thousands at a time and in the order of their ids, because neighbours stand in one page of
// the dictionary. Then rows are sorted by ranks, which takes no comparison.

import SPARQL
import Storage

/// Distinct terms with their keys; one thread.
final class SortKeyTable {
  private let context: EvaluationContext
  private let maker: SortKeyMaker
  private let ids: RowSet
  private var heads: [UInt64] = []
  private var starts: [Int] = []
  private var lengths: [Int32] = []
  private let texts = TextArena()

  /// Terms that wait at most.
  private static let waitingTerms = 1 << 16
  /// Bytes of texts that wait at most, about.
  private static let waitingBytes = 4 << 20

  /// Terms that may wait, by how long the texts so far are.
  var termsAStep: Int {
    guard heads.count >= 256 else { return 256 }
    return min(max(Self.waitingBytes / (texts.usedBytes / heads.count + 1), 64), Self.waitingTerms)
  }

  init(_ context: EvaluationContext) {
    self.context = context
    maker = SortKeyMaker(context: context)
    ids = RowSet(width: 1)
  }

  /// Terms so far.
  var count: Int { ids.rows.count }

  /// Bytes of a term beside its text: id, place in the set, key, and what sorting takes.
  private static let termBytes = 8 + 8 + 20 + MemoryLayout<TextSorter.Entry>.stride + 4

  /// Bytes that the terms fill, about.
  var usedBytes: Int { count * Self.termBytes + texts.usedBytes }

  /// Bytes of memory held, about, with what sorting takes.
  var footprintBytes: Int {
    ids.footprintBytes + texts.footprintBytes + heads.capacity * (Self.termBytes - 16)
  }

  func removeAll() {
    ids.removeAll()
    heads.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    texts.removeAll()
  }

  /// The number of a term, which gets its key later.
  @inline(__always)
  func number(of id: UInt64) throws(QueryError) -> Int32 {
    Int32(truncatingIfNeeded: try ids.insert(id).number)
  }

  /// Makes the keys of waiting terms, if there are many.
  func makeKeysIfMany() throws(QueryError) {
    if count - heads.count >= termsAStep { try makeKeys() }
  }

  /// Makes the keys of all terms.
  func makeKeys() throws(QueryError) {
    let first = heads.count
    guard first < count else { return }
    let column = ids.rows.columns[0]
    // In the order of ids, so that each page of the dictionary is read once.
    var waiting = (first..<count).map { (id: column[$0], number: $0) }
    waiting.sort { $0.id < $1.id }
    let added = count - first
    heads.append(contentsOf: repeatElement(0, count: added))
    starts.append(contentsOf: repeatElement(0, count: added))
    lengths.append(contentsOf: repeatElement(0, count: added))
    for (place, (id, number)) in waiting.enumerated() {
      if place & 0x3FF == 0 { try context.control.check() }
      let key = try maker.key(of: id)
      heads[number] = key.head
      lengths[number] = Int32(truncatingIfNeeded: key.count)
      starts[number] = texts.append(key.text, key.count)
    }
  }

  /// The key of a term that has one.
  @inline(__always)
  func key(_ number: Int32) -> SortKey {
    let index = Int(number)
    return SortKey(
      id: ids.rows.columns[0][index], head: heads[index], text: texts.pointer(starts[index]),
      count: Int(lengths[index]))
  }

  /// The place of each term in the order, the same for those that are even; `places` is how many there are.
  func ranks() throws(QueryError) -> (ranks: [Int32], places: Int) {
    try makeKeys()
    let sorter = TextSorter(self, context)
    let entries = UnsafeMutableBufferPointer<TextSorter.Entry>.allocate(capacity: count)
    defer { entries.deallocate() }
    for number in 0..<count {
      entries[number] = TextSorter.Entry(
        word: heads[number], number: Int32(truncatingIfNeeded: number))
    }
    try sorter.sort(entries)
    var ranks = [Int32](repeating: 0, count: count)
    var rank: Int32 = 0
    for place in 0..<count {
      if place > 0, try !isEven(entries[place - 1].number, entries[place].number) { rank += 1 }
      ranks[Int(entries[place].number)] = rank
    }
    return (ranks, count == 0 ? 0 : Int(rank) + 1)
  }

  /// Whether two neighbours of the order, which are different terms, are even.
  private func isEven(_ a: Int32, _ b: Int32) throws(QueryError) -> Bool {
    if heads[Int(a)] != heads[Int(b)] { return false }
    let key = key(a)
    // Terms of these classes are told apart by their texts.
    if key.sortClass.hasText, key.sortClass != .taggedString { return false }
    return try key.order(self.key(b), context) == .even
  }
}
