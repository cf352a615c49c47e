/// The column families of a store, in the order in which they are opened.
///
/// The raw value is the family's index; names are what RocksDB knows them by and never change.
package enum Family: Int, CaseIterable, Sendable {
  /// RocksDB insists on it; holds nothing.
  case unused
  /// Format version, state, statistics: a handful of small records.
  case meta
  /// Pages of terms by id.
  case terms
  /// Pages of ids by the keyed hash of their term.
  case ids
  /// Quad blocks by subject, predicate, object, graph.
  case spog
  /// Quad blocks by predicate, subject, object, graph.
  case psog
  /// Quad blocks by predicate, object, subject, graph.
  case posg
  /// Quad blocks by object, subject, predicate, graph.
  case ospg
  /// Quad blocks of named graphs by graph, subject, predicate, object.
  case gspo
  /// The exact change of every commit; the unfolded ones are the delta.
  case log
  /// What was loaded from which file.
  case ledger
  /// What a source in replace mode gave last.
  case given
  /// State of standing queries.
  case views
  /// Persisted query results.
  case cache

  /// The name on disk.
  var name: String { self == .unused ? "default" : "\(self)" }
}

/// An order in which quads are indexed.
package enum IndexOrder: Int, CaseIterable, Sendable {
  case spog, psog, posg, ospg, gspo

  /// The family that holds it.
  package var family: Family {
    switch self {
    case .spog: .spog
    case .psog: .psog
    case .posg: .posg
    case .ospg: .ospg
    case .gspo: .gspo
    }
  }

  /// For each column of the order, which position of a quad (0 s, 1 p, 2 o, 3 g) it holds.
  package var positions: InlineArray<4, Int> {
    switch self {
    case .spog: [0, 1, 2, 3]
    case .psog: [1, 0, 2, 3]
    case .posg: [1, 2, 0, 3]
    case .ospg: [2, 0, 1, 3]
    case .gspo: [3, 0, 1, 2]
    }
  }
}
