// What the one writer keeps between commits: readers of the dictionary and the segments, a filter, a
// cache. All of it sees the hash segments and quad segments of one state and is made anew when they
// change; what stream commits add since is found in the recent terms and the delta.

/// The writer's tools; used only with the store's writer lock held.
final class CommitWriter {
  // The store owns its writer.
  private unowned let store: QuadStore
  private var hashSegments: [HashSegmentRecord] = []
  private var segments: [SegmentRecord] = []
  private var isPrepared = false
  private var dictionary: DictionaryReader?
  private var filter: TermFilter?
  /// The segments whose terms the filter has.
  private var filterSegments: [HashSegmentRecord] = []
  private var presence: QuadPresence?
  private let cache = TermCache()
  let blockEncoder = QuadBlockEncoder()

  init(_ store: QuadStore) { self.store = store }

  /// Lets go of readers, so that retired segments can be removed.
  ///
  /// Where a fold has only moved terms from memory into a hash segment, the filter takes those on and stays:
  /// to build it anew takes a tenth of a second for some million terms, in which commits wait.
  func reset(
    folded: [RecentTerms.Entry]? = nil, before: [HashSegmentRecord] = [],
    after: [HashSegmentRecord] = []
  ) {
    isPrepared = false
    dictionary = nil
    if let folded, let filter, filterSegments == before, filter.hasRoom(for: folded.count) {
      for entry in folded { filter.insert(entry.hash.high) }
      filterSegments = after
    } else {
      filter = nil
    }
    presence = nil
    hashSegments = []
    segments = []
  }

  /// Brings the readers to the segments of `state`.
  private func prepare(_ state: StoreState) throws(StorageError) {
    guard !isPrepared || hashSegments != state.hashSegments || segments != state.segments else {
      return
    }
    // The view itself is let go: it holds the store, which holds this. Its readers keep the snapshot,
    // and a fold resets them before it removes what they read.
    let view = store.view()
    isPrepared = true
    if dictionary == nil || hashSegments != state.hashSegments {
      let reader = view.dictionary()
      dictionary = reader
      if filter == nil || filterSegments != state.hashSegments {
        filter = try reader.makeFilter(maximumBytes: store.filterBytes)
        filterSegments = view.state.hashSegments
      }
      hashSegments = state.hashSegments
    }
    segments = state.segments
    presence = QuadPresence(view)
  }

  // MARK: terms

  /// What became of a commit's terms.
  struct ResolvedTerms {
    /// Final id of each term; `unknownID` where it is unknown and was not to be made.
    var ids: [UInt64]
    /// Terms that are new, in order of their ids, by index.
    var new: [(index: Int, hash: TermHash)]
  }

  /// Finds the id of each term, and gives new ones the next of their kind where `isNeeded` says so.
  func resolve(
    _ terms: [CommitTerm], isNeeded: [Bool], state: inout StoreState
  ) throws(StorageError) -> ResolvedTerms {
    try prepare(state)
    var ids = terms.map { $0.isFinal ? $0.id : 0 }
    var unknown: [(hash: TermHash, index: Int)] = []
    for (index, term) in terms.enumerated() where !term.isFinal {
      let kind = UInt8(term.id >> 60)
      let hash = term.key.withUnsafeBufferPointer { store.hash.hash(kind: kind, $0) }
      if let id = cache.id(of: hash, kind: term.id >> 60, key: term.key)
        ?? store.recentTerms.id(of: hash, kind: kind)
      {
        ids[index] = id
      } else {
        unknown.append((hash, index))
      }
    }
    try lookUp(unknown, terms, &ids)
    let new = assignNew(unknown, terms, isNeeded: isNeeded, ids: &ids, state: &state)
    for (_, index) in unknown where ids[index] == 0 { ids[index] = Self.unknownID }
    return ResolvedTerms(ids: ids, new: new)
  }

  /// The id of a term that the store does not have and that no insert needs.
  static let unknownID = UInt64.max

  /// Gives the terms that are still unknown the next ids, in the order in which the commit names
  /// them.
  ///
  /// A term that is listed twice gets one id.
  private func assignNew(
    _ unknown: [(hash: TermHash, index: Int)], _ terms: [CommitTerm], isNeeded: [Bool],
    ids: inout [UInt64], state: inout StoreState
  ) -> [(index: Int, hash: TermHash)] {
    var new: [(index: Int, hash: TermHash)] = []
    // By hash: 128 equal bits stand for an equal term among the terms of commits.
    var assigned: [TermHash: UInt64] = [:]
    assigned.reserveCapacity(unknown.count)
    for (hash, index) in unknown where ids[index] == 0 && isNeeded[index] {
      if let id = assigned[hash] {
        ids[index] = id
        continue
      }
      let kind = Int(terms[index].id >> 60)
      state.nextSequence[kind] += 1
      ids[index] = UInt64(kind) << 60 | state.nextSequence[kind]
      assigned[hash] = ids[index]
      new.append((index, hash))
    }
    return new
  }

  private func lookUp(
    _ unknown: [(hash: TermHash, index: Int)], _ terms: [CommitTerm], _ ids: inout [UInt64]
  ) throws(StorageError) {
    guard let dictionary, !hashSegments.isEmpty else { return }
    let likely = unknown.filter { filter?.mayContain($0.hash.high) ?? true }
    guard !likely.isEmpty else { return }
    let sorted = likely.sorted { $0.hash < $1.hash }
    let requests = UnsafeMutableBufferPointer<TermRequest>.allocate(capacity: sorted.count)
    // The keys are copied into one stretch of memory that stays where it is during the look-up.
    let total = sorted.reduce(0) { $0 + terms[$1.index].key.count }
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: max(total, 1))
    defer {
      requests.deallocate()
      bytes.deallocate()
    }
    var offset = 0
    for (request, entry) in sorted.enumerated() {
      let key = terms[entry.index].key
      for (index, byte) in key.enumerated() { bytes[offset + index] = byte }
      requests[request] = TermRequest(
        hash: entry.hash.high, kind: UInt8(terms[entry.index].id >> 60), bytes: bytes + offset,
        length: UInt32(key.count))
      offset += key.count
    }
    try dictionary.resolve(requests)
    for (request, entry) in sorted.enumerated() where requests[request].id != 0 {
      ids[entry.index] = requests[request].id
      cache.insert(entry.hash, id: requests[request].id, key: terms[entry.index].key)
    }
  }

  // MARK: quads

  /// Of sorted, distinct quads those that the store has (`present` true) or has not.
  ///
  /// `firstNew` is the sequence number, by kind, from which on terms are new with this commit: a quad
  /// with such a subject can't be there, which spares the usual stream of new subjects every read.
  func filter(
    _ quads: [IDQuad], present: Bool, firstNew: [UInt64], delta: Delta
  ) throws(StorageError) -> [IDQuad] {
    var result: [IDQuad] = []
    result.reserveCapacity(quads.count)
    for quad in quads {
      if try contains(quad, firstNew: firstNew, delta: delta) == present { result.append(quad) }
    }
    return result
  }

  private func contains(
    _ quad: IDQuad, firstNew: [UInt64], delta: Delta
  ) throws(StorageError) -> Bool {
    if isNew(quad.a, firstNew) || isNew(quad.c, firstNew) || isNew(quad.b, firstNew) {
      return false
    }
    guard let presence else { preconditionFailure("terms are resolved before quads are looked up") }
    return try presence.contains(quad, delta: delta)
  }

  @inline(__always)
  private func isNew(_ id: UInt64, _ firstNew: [UInt64]) -> Bool {
    let kind = Int(id >> 60)
    return kind >= 1 && kind <= 7 && id & TermID.payloadMask >= firstNew[kind]
  }
}
