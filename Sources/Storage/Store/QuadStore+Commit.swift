// Stream commits: small changes, visible at once, durable by the write-ahead log.

/// When a commit counts as done.
public enum Durability: String, CaseIterable, Sendable {
  /// When it is on disk. A power cut loses nothing that was reported as done.
  case fsync
  /// When the system has it. A crash of the process loses nothing, a power cut may lose the last commits,
  /// whole and from the end.
  case async
}

/// What a commit changed.
package struct CommitSummary: Sendable {
  /// The commit, or the last one where nothing changed.
  package var transaction: UInt64
  /// Quads that were not there before.
  package var added = 0
  /// Quads that were there before.
  package var removed = 0
}

extension QuadStore {
  /// Applies deletes, then inserts, as one commit.
  ///
  /// Quads that change nothing are left out of the log.
  package func commit(
    _ quads: CommitQuads, durability: Durability
  ) throws(StorageError) -> CommitSummary {
    try throttle()
    committers.take()
    defer { committers.leave() }
    return try commitInPlace(quads, durability: durability)
  }

  /// The same for who has the committers' place.
  func commitInPlace(
    _ quads: CommitQuads, durability: Durability
  ) throws(StorageError) -> CommitSummary {
    let summary = try writer.withLock { () throws(StorageError) -> CommitSummary in
      do throws(StorageError) { return try commitLocked(quads, durability: durability) } catch {
        // Readers that met an error are made anew.
        commitWriter.reset()
        throw error
      }
    }
    considerFolding()
    return summary
  }

  private func commitLocked(
    _ quads: CommitQuads, durability: Durability
  ) throws(StorageError) -> CommitSummary {
    var state = state
    let delta = delta
    var isNeeded = [Bool](repeating: false, count: quads.terms.count)
    for quad in quads.inserts {
      isNeeded[Int(quad.subject)] = true
      isNeeded[Int(quad.predicate)] = true
      isNeeded[Int(quad.object)] = true
      isNeeded[Int(quad.graph)] = true
    }
    let firstNew = state.nextSequence.map { $0 + 1 }
    let terms = try commitWriter.resolve(quads.terms, isNeeded: isNeeded, state: &state)
    let inserts = sortedDistinct(quads.inserts, terms.ids)
    let deletes = sortedDistinct(quads.deletes, terms.ids).filter { delete in
      // A quad that is deleted and inserted again is there afterwards, as it was before or new.
      !containsSorted(inserts, delete)
    }
    let adds = try commitWriter.filter(inserts, present: false, firstNew: firstNew, delta: delta)
    let removes = try commitWriter.filter(deletes, present: true, firstNew: firstNew, delta: delta)
    guard !adds.isEmpty || !removes.isEmpty else {
      return CommitSummary(transaction: self.state.transaction)
    }
    state.transaction += 1
    let changes = SortedChanges(adds: adds, removes: removes)
    try write(changes, terms: terms, quads.terms, state: state, durability: durability)
    for (index, hash) in terms.new { recentTerms.insert(hash, id: terms.ids[index]) }
    adopt(state, delta: delta.adding(changes, transaction: state.transaction), changes: changes)
    return CommitSummary(
      transaction: state.transaction, added: adds.count, removed: removes.count)
  }

  /// Writes the commit's terms, its log record and the state in one batch.
  private func write(
    _ changes: SortedChanges, terms: CommitWriter.ResolvedTerms, _ names: [CommitTerm],
    state: StoreState, durability: Durability
  ) throws(StorageError) {
    let batch = WriteBatch()
    var ranges: [TermRange] = []
    // Ids rise within a kind, so sorting by id groups the kinds.
    let new = terms.new.sorted { terms.ids[$0.index] < terms.ids[$1.index] }
    var page = TermPageBuilder()
    for (place, entry) in new.enumerated() {
      let id = terms.ids[entry.index]
      names[entry.index].key.withUnsafeBufferPointer { page.append($0) }
      if let last = ranges.last, UInt64(last.kind) == id >> 60 {
        ranges[ranges.count - 1].count += 1
      } else {
        ranges.append(
          TermRange(kind: UInt8(id >> 60), first: id & TermID.payloadMask, count: 1))
      }
      let isLast = place + 1 == new.count || terms.ids[new[place + 1].index] != id + 1
      if page.isFull || isLast {
        batch.put(database, .terms, key: bigEndianBytes(id), value: page.take())
      }
    }
    let record = CommitRecord.stream(newTerms: ranges, changes: changes)
    batch.put(
      database, .log, key: CommitRecord.key(state.transaction),
      value: record.encoded(with: commitWriter.blockEncoder))
    batch.put(database, .meta, key: StoreState.key, value: state.encoded())
    try database.write(batch, sync: durability == .fsync)
  }

  private func sortedDistinct(_ quads: [CodeQuad], _ ids: [UInt64]) -> [IDQuad] {
    var result: [IDQuad] = []
    result.reserveCapacity(quads.count)
    for quad in quads {
      let ids = IDQuad(
        ids[Int(quad.subject)], ids[Int(quad.predicate)], ids[Int(quad.object)],
        ids[Int(quad.graph)])
      // A quad with a term that the store does not know is not there to be deleted.
      let unknown = CommitWriter.unknownID
      if ids.a == unknown || ids.b == unknown || ids.c == unknown || ids.d == unknown { continue }
      result.append(ids)
    }
    sortDistinct(&result)
    return result
  }
}
