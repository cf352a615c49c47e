// What a view holds, in numbers that are at hand: nothing is read from disk.

/// The size of a store as of a commit.
package struct ViewSummary: Sendable {
  package var quads: Int
  /// Live segments of quads.
  package var segments: Int
  /// Terms in the dictionary by kind.
  package var iris: Int
  package var blankNodes: Int
  package var literals: Int
  /// By predicate.
  package var predicates: [(id: TermID, counts: PredicateStatistics)]
  /// Quads by graph; the default graph is ``TermID/defaultGraph``.
  package var graphs: [(id: TermID, quads: Int)]
}

extension ReadView {
  /// Counts of the view, predicates and graphs by descending count.
  ///
  /// Cost: the number of predicates and graphs.
  package var summary: ViewSummary {
    let sequences = state.nextSequence
    func terms(_ kinds: TermKind...) -> Int {
      kinds.reduce(0) { $0 + Int(sequences[Int($1.rawValue)]) }
    }
    return ViewSummary(
      quads: quadCount, segments: state.segments.count, iris: terms(.iri),
      blankNodes: terms(.blankNode),
      literals: terms(
        .string, .languageString, .otherLiteral, .numericLiteral, .temporalLiteral),
      predicates: statistics.predicates.map { (TermID(rawValue: $0.key), $0.value) }
        .sorted { ($1.counts.quads, $0.id) < ($0.counts.quads, $1.id) },
      graphs: statistics.graphs.map { (TermID(rawValue: $0.key), $0.value) }
        .sorted { ($1.quads, $0.id) < ($0.quads, $1.id) })
  }

  /// Bytes of the store's files by family name, as RocksDB counts them.
  package var fileBytes: [(family: String, bytes: Int)] {
    Family.allCases.compactMap { family in
      let bytes = store.database.property("rocksdb.total-sst-files-size", family).map(Int.init)
      return bytes.flatMap { $0 > 0 ? (family.name, $0) : nil }
    }
  }
}
