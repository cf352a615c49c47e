import RDF
import Storage

/// Counts of what a store holds, as of one commit.
public struct StoreStatistics: Sendable {
  /// The commit.
  public var transaction: TransactionNumber
  /// Quads in all graphs.
  public var quads: Int
  /// Terms in the dictionary; short and numeric literals that need none are not among them, terms that
  /// no quad uses any more are until the store is compacted.
  public var terms: TermCounts
  /// Sorted segments that a reader merges.
  public var segments: Int
  /// Bytes of the files on disk, by what they hold.
  public var files: [FileBytes]
  /// The graphs, by descending count of quads.
  public var graphs: [GraphCounts]
  /// The predicates, by descending count of quads.
  public var predicates: [PredicateCounts]

  /// Terms in the dictionary by kind.
  public struct TermCounts: Hashable, Sendable {
    /// IRIs.
    public var iris: Int
    /// Blank nodes.
    public var blankNodes: Int
    /// Literals.
    public var literals: Int
    /// All of them.
    public var total: Int { iris + blankNodes + literals }
  }

  /// Bytes of one family of files.
  public struct FileBytes: Hashable, Sendable {
    /// Name of the family, such as `terms` or `spog`.
    public var family: String
    /// Bytes on disk.
    public var bytes: Int
  }

  /// Counts of one graph.
  public struct GraphCounts: Hashable, Sendable {
    /// The graph's name, or nil for the default graph.
    public var name: Term?
    /// Its quads; exact.
    public var quads: Int
  }

  /// Counts of one predicate.
  public struct PredicateCounts: Hashable, Sendable {
    /// The predicate.
    public var predicate: Term
    /// Its quads and distinct subjects and objects.
    public var counts: PredicateStatistics
  }
}

extension Store {
  /// Counts of the store as of the last commit.
  ///
  /// They are kept with each commit, so the cost follows the number of predicates and graphs and not
  /// the number of quads.
  ///
  /// - Throws: ``StorageError/closed``, ``StorageError/corrupted(detail:)``.
  public func statistics() async throws(StorageError) -> StoreStatistics {
    try await StatisticsWork(store: self).value()
  }

  /// Counts of the store as of the last commit; blocks the calling thread.
  package func statisticsBlocking() throws(StorageError) -> StoreStatistics {
    let view = try quads.view()
    let decoder = view.decoder()
    let summary = view.summary
    var graphs: [StoreStatistics.GraphCounts] = []
    for graph in summary.graphs where graph.id != .derivedGraph {
      let name = graph.id == .defaultGraph ? nil : Term(try decoder.term(graph.id, at: 0))
      graphs.append(StoreStatistics.GraphCounts(name: name, quads: graph.quads))
    }
    var predicates: [StoreStatistics.PredicateCounts] = []
    for entry in summary.predicates {
      predicates.append(
        StoreStatistics.PredicateCounts(
          predicate: Term(try decoder.term(entry.id, at: 0)), counts: entry.counts))
    }
    return StoreStatistics(
      transaction: view.transaction, quads: summary.quads,
      terms: StoreStatistics.TermCounts(
        iris: summary.iris, blankNodes: summary.blankNodes, literals: summary.literals),
      segments: summary.segments,
      files: view.fileBytes.map { StoreStatistics.FileBytes(family: $0.family, bytes: $0.bytes) },
      graphs: graphs, predicates: predicates)
  }
}

private struct StatisticsWork: BackgroundWork {
  let store: Store

  func run() throws(StorageError) -> StoreStatistics { try store.statisticsBlocking() }
}
