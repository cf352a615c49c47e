// Plans of queries that were run before, for as long as the store stays as it was.
//
//     (query, dataset, bindings) ─► plan, of one commit
//
// A plan holds ids, estimates, and counts that the statistics have answered, so it is one of a commit: the next one
// makes its own. The key is the parsed query, which is the same for texts that differ in white space, comments and
// prefixes alone.

import RDF
import SPARQL
import Storage

/// What planning a query comes to; read only.
struct PlannedQuery {
  let plan: PlanNode
  let variables: VariableTable
  let dataset: QueryDataset
}

/// The plans of one store's queries; any thread may use it.
package final class PlanCache: @unchecked Sendable {
  // Unchecked: all that changes has a lock, and plans are not changed once they are made.
  struct Key: Hashable {
    var pattern: Algebra
    var form: Query.Form
    var clause: DatasetClause?
    var defaultGraph: DefaultGraph
    var includesDerived: Bool
    var bindings: [Variable: Term]
    var strain: QueryStrain.RawValue

    init(_ query: Query, _ options: QueryOptions, _ strain: QueryStrain) {
      self.strain = strain.rawValue
      pattern = query.pattern
      form = query.form
      clause = query.dataset
      defaultGraph = options.defaultGraph
      includesDerived = options.includesDerived
      bindings = options.bindings
    }
  }

  private struct Entry {
    var planned: PlannedQuery
    var transaction: TransactionNumber
    var lastUse: Int
  }

  /// Cells of VALUES up to which a plan is kept.
  static let mostCells = 512
  /// Plans that are kept: a few kilobytes each.
  private static let mostPlans = 256

  private let monitor = Monitor()
  private var entries: [Key: Entry] = [:]
  private var uses = 0

  package init() {}

  /// The plan of a query for a view, or nil where there is none.
  func plan(_ key: Key, _ view: ReadView) -> PlannedQuery? {
    guard view.isCommitted else { return nil }
    return monitor.withLock {
      guard let entry = entries[key], entry.transaction == view.transaction else { return nil }
      uses += 1
      entries[key]?.lastUse = uses
      return entry.planned
    }
  }

  /// Keeps a plan, in the place of the one that was used least lately where there are many.
  func keep(_ planned: PlannedQuery, _ key: Key, _ view: ReadView) {
    guard view.isCommitted else { return }
    monitor.withLock {
      if entries.count >= Self.mostPlans, entries[key] == nil,
        let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
      {
        entries[oldest.key] = nil
      }
      uses += 1
      entries[key] = Entry(planned: planned, transaction: view.transaction, lastUse: uses)
    }
  }
}
