import RDF

// Between terms and ids, under a view.

extension ReadView {
  /// A decoder of ids to terms, of which `positions` are alive at a time; one thread.
  package func decoder(positions: Int = TermDecoder.quadPositions) -> TermDecoder {
    TermDecoder(
      store.database, snapshot: snapshot, shared: store.pages, newTerms: newTerms,
      positions: positions)
  }

  /// The id of a term, or nil where the store has no such term.
  ///
  /// A blank node is found by the label that the store shows for it (`b` and a number). A term may have
  /// an id and stand in no quad: inline values always have one. Cost: one look-up in the hash index
  /// for each hash segment, then one page of terms.
  package func id(of term: Term) throws(StorageError) -> TermID? {
    switch TermEncoding(term) {
    case .inline(let id): return id
    case .blankNode(let id):
      guard let id else { return nil }
      if id.isProvisional { return newTerms?.key(of: id) == nil ? nil : id }
      let pages = DecodedPages(store.database, snapshot: snapshot)
      return try pages.page(of: id.rawValue) == nil ? nil : id
    case .stored(let kind, let key):
      if let id = newTerms?.id(kind: kind, key: key) { return id }
      return try find(kind: kind, key: key)
    }
  }

  private func find(kind: TermKind, key: [UInt8]) throws(StorageError) -> TermID? {
    guard let id = try look(kind: kind, key: key) else { return nil }
    // A transaction makes quads of the terms that it finds, so it must be able to read them: a term that a
    // load has published since is new to it, and its commit takes on the id that the load gave.
    if newTerms != nil {
      let pages = DecodedPages(store.database, snapshot: snapshot)
      guard try pages.page(of: id) != nil else { return nil }
    }
    return TermID(rawValue: id)
  }

  private func look(kind: TermKind, key: [UInt8]) throws(StorageError) -> UInt64? {
    // An empty key has no address of its own; one byte more than the key always has.
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: key.count + 1)
    let request = UnsafeMutableBufferPointer<TermRequest>.allocate(capacity: 1)
    defer {
      bytes.deallocate()
      request.deallocate()
    }
    bytes.initialize(from: key, count: key.count)
    let hash = store.hash.hash(kind: kind.rawValue, bytes, count: key.count)
    if let id = store.recentTerms.id(of: hash, kind: kind.rawValue) { return id }
    request[0] = TermRequest(
      hash: hash.high,
      kind: kind.rawValue, bytes: bytes, length: UInt32(key.count))
    try dictionary().resolve(request)
    if request[0].id == 0 {
      // A fold may have taken the term out of memory into a hash segment that is newer than this view.
      // Ids never change, so any later state may answer; the fold publishes before it forgets.
      try store.view().dictionary().resolve(request)
    }
    return request[0].id == 0 ? nil : request[0].id
  }
}
