// Triples in memory, sorted three ways: the data that a check reads instead of the store's indices.
//
//     spo   (s, ?, ?)  (s, p, ?)  (s, p, o)  all
//     pos   (?, p, ?)  (?, p, o)
//     osp   (?, ?, o)  (s, ?, o)
//
// Made by one scan of the store; what another of the store's indices says is not looked at.
// Cost: sorting, some seconds for 10 M triples. Memory: 72 bytes a triple.

import Storage

/// A triple of ids, in the order in which an index sorts it.
struct RotatedTriple: Comparable {
  var first: UInt64
  var second: UInt64
  var third: UInt64

  /// The triple with its first id last.
  var rotated: RotatedTriple { RotatedTriple(first: second, second: third, third: first) }

  static func < (one: RotatedTriple, other: RotatedTriple) -> Bool {
    if one.first != other.first { return one.first < other.first }
    if one.second != other.second { return one.second < other.second }
    return one.third < other.third
  }
}

/// The triples of the default graph, found by any of their parts.
struct TripleIndex {
  /// By how often a triple was rotated to stand in the list: 0 is spo, 1 is pos, 2 is osp.
  private let lists: InlineArray<3, [RotatedTriple]>

  /// Reads the default graph with what was derived: the triples that a query without FROM sees.
  init(_ view: ReadView) throws(StorageError) {
    var triples: [RotatedTriple] = []
    triples.reserveCapacity(view.quadCount)
    let scan = view.scan(QuadPattern(), order: .spog)
    while try scan.next() {
      let columns = scan.columns.columns
      for row in scan.first..<scan.end {
        let graph = columns[3][row]
        guard graph == TermID.defaultGraph.rawValue || graph == TermID.derivedGraph.rawValue
        else { continue }
        let triple = RotatedTriple(
          first: columns[0][row], second: columns[1][row], third: columns[2][row])
        // The graph comes last in the order, so a triple of both graphs comes twice in a row.
        if triples.last != triple { triples.append(triple) }
      }
    }
    let onceRotated = triples.map(\.rotated).sorted()
    let twiceRotated = onceRotated.map(\.rotated).sorted()
    lists = [triples, onceRotated, twiceRotated]
  }

  /// How many triples there are.
  var count: Int { lists[0].count }

  /// The triples with these parts, where nil is any.
  func matches(_ subject: UInt64?, _ predicate: UInt64?, _ object: UInt64?) -> TripleMatches {
    switch (subject, predicate, object) {
    case (nil, .some(let predicate), let object): find(1, predicate, object, nil)
    case (let subject, nil, .some(let object)): find(2, object, subject, nil)
    case (let subject, let predicate, let object): find(0, subject, predicate, object)
    }
  }

  private func find(
    _ rotation: Int, _ first: UInt64?, _ second: UInt64?, _ third: UInt64?
  ) -> TripleMatches {
    let list = lists[rotation]
    let lowest = RotatedTriple(first: first ?? 0, second: second ?? 0, third: third ?? 0)
    let highest = RotatedTriple(
      first: first ?? .max, second: second ?? .max, third: third ?? .max)
    let begin = Self.firstIndex(in: list, from: 0) { $0 >= lowest }
    let end = Self.firstIndex(in: list, from: begin) { $0 > highest }
    return TripleMatches(list: list, range: begin..<end, rotation: rotation)
  }

  /// The first place from `start` on that passes, by bisection; all behind it pass too.
  private static func firstIndex(
    in list: [RotatedTriple], from start: Int, where passes: (RotatedTriple) -> Bool
  ) -> Int {
    var (low, high) = (start, list.count)
    while low < high {
      let middle = low + (high - low) / 2
      if passes(list[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// A range of an index: the triples that match.
struct TripleMatches {
  fileprivate let list: [RotatedTriple]
  fileprivate let range: Range<Int>
  fileprivate let rotation: Int

  var count: Int { range.count }

  /// Calls `body` with the subject, predicate and object of each.
  func forEach<Failure: Error>(
    _ body: (UInt64, UInt64, UInt64) throws(Failure) -> Void
  ) throws(Failure) {
    for place in range {
      let triple = list[place]
      switch rotation {
      case 0: try body(triple.first, triple.second, triple.third)
      case 1: try body(triple.third, triple.first, triple.second)
      default: try body(triple.second, triple.third, triple.first)
      }
    }
  }
}
