// The delta: commits that are not folded into segments yet, as sorted runs in memory.
//
//     runs    [ 512 k ][ 128 k ][ 4 k ][ 1 k ][ 1 ]      oldest first, sizes falling
//
// A commit adds a run; runs of like size are merged, so there are few and each quad is merged some
// twenty times at most until it is folded. The log on disk holds the same changes; at open the delta
// is built from it. A run is sorted by subject at once, by the other orders when first asked for.

/// A sorted run of changes; any thread may read it.
final class DeltaRun: @unchecked Sendable {
  /// The last commit whose changes are in the run.
  let transaction: UInt64
  let bySubject: SortedChanges
  private let monitor = Monitor()
  private var others: [IndexOrder: SortedChanges] = [:]

  init(transaction: UInt64, bySubject: SortedChanges) {
    self.transaction = transaction
    self.bySubject = bySubject
  }

  var count: Int { bySubject.count }

  func changes(in order: IndexOrder) -> SortedChanges {
    if order == .spog { return bySubject }
    return monitor.withLock {
      if let known = others[order] { return known }
      let sorted = bySubject.permuted(to: order)
      others[order] = sorted
      return sorted
    }
  }
}

/// The delta as of one commit; a value that views keep.
final class Delta: @unchecked Sendable {
  let runs: [DeltaRun]
  /// Runs at the front that a fold under way will replace; later runs are not merged into them.
  let sealedRuns: Int
  private let monitor = Monitor()
  private var whole: [IndexOrder: SortedChanges] = [:]

  init(runs: [DeltaRun] = [], sealedRuns: Int = 0) {
    self.runs = runs
    self.sealedRuns = sealedRuns
  }

  var count: Int { runs.reduce(0) { $0 + $1.count } }

  var isEmpty: Bool { runs.isEmpty }

  /// The delta after another commit.
  func adding(_ changes: SortedChanges, transaction: UInt64) -> Delta {
    guard changes.count > 0 else { return self }
    var runs = runs
    var newest = DeltaRun(transaction: transaction, bySubject: changes)
    while runs.count > sealedRuns, let last = runs.last, last.count <= 2 * newest.count {
      runs.removeLast()
      newest = DeltaRun(
        transaction: transaction, bySubject: last.bySubject.merged(with: newest.bySubject))
    }
    if newest.count > 0 { runs.append(newest) }
    return Delta(runs: runs, sealedRuns: sealedRuns)
  }

  /// The delta after a bulk commit, less what its segment has made needless: adds of quads that the segment
  /// holds too, and removes of quads that the load has put back.
  ///
  /// All runs are merged into one. Beside older runs, a cancelled add would look like a remove, and two
  /// such in neighbouring runs would cancel each other. Cost: the delta, some 10 ns a quad.
  func cancelling(_ changes: SortedChanges, transaction: UInt64) -> Delta {
    guard changes.count > 0 else { return self }
    precondition(sealedRuns == 0, "a bulk commit and a fold can't have the builder's place at once")
    let rest = self.changes(in: .spog).merged(with: changes)
    return Delta(
      runs: rest.count > 0 ? [DeltaRun(transaction: transaction, bySubject: rest)] : [])
  }

  /// Changes in runs that are not sealed.
  var unsealedCount: Int { runs[sealedRuns...].reduce(0) { $0 + $1.count } }

  /// The same delta with all its runs sealed, for a fold that begins or changes that shall stay apart.
  func sealed() -> Delta { Delta(runs: runs, sealedRuns: runs.count) }

  /// The delta once its sealed runs are in a segment; or the sealed runs alone.
  func withoutSealed() -> Delta { Delta(runs: Array(runs[sealedRuns...])) }

  /// The delta with nothing sealed, after a fold that was given up.
  func unsealed() -> Delta { Delta(runs: runs) }

  /// All changes in one list; kept, so that the next scan of this version finds it.
  func changes(in order: IndexOrder) -> SortedChanges {
    if runs.count == 1 { return runs[0].changes(in: order) }
    return monitor.withLock {
      if let known = whole[order] { return known }
      // Small ones first: every merge is then about as large as what it adds.
      var merged = SortedChanges(capacity: 0)
      for run in runs.reversed() { merged = run.changes(in: order).merged(with: merged) }
      whole[order] = merged
      return merged
    }
  }

  /// The changes of a short range, without sorting or merging the rest.
  func changes(in order: IndexOrder, from lower: IDQuad, to upper: IDQuad) -> SortedChanges {
    var merged = SortedChanges(capacity: 0)
    for run in runs {
      merged = merged.merged(with: run.changes(in: order).slice(from: lower, to: upper))
    }
    return merged
  }

  /// Whether the delta adds (true) or removes (false) a quad, or leaves it as the segments have it (nil).
  func change(of quad: IDQuad) -> Bool? {
    // Changes of a quad alternate from run to run, so the newest says what it is now.
    for run in runs.reversed() {
      if let change = run.bySubject.change(of: quad) { return change }
    }
    return nil
  }
}
