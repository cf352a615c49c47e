// One thread's share of `terms`: pages in order, every term taken apart and hashed.

/// Reads the pages whose last id is in a range; one thread.
final class TermStream {
  private let above: UInt64
  private let upTo: UInt64
  private unowned let table: TermTable
  private(set) var intervals = IDIntervals()
  private(set) var termCount = 0
  private var previous: UInt64 = 0
  private var term: [UInt8] = []
  /// Entries on their way to the table.
  private var batch: [HashEntry] = []

  init(above: UInt64, upTo: UInt64, table: TermTable) {
    self.above = above
    self.upTo = upTo
    self.table = table
    batch.reserveCapacity(1 << 12)
  }

  func run() throws(StorageError) {
    let cursor = table.context.cursor(.terms)
    cursor.seek(bigEndianBytes(above == 0 ? 0 : above &+ 1))
    while cursor.isValid {
      let key = cursor.key
      if key.count == 8 {
        let last = readBigEndian(key, at: 0)
        if last > upTo { break }
        visit(last: last, cursor.value)
      } else {
        problem(.undecodable(place: "terms", detail: "a key has \(key.count) bytes"))
      }
      cursor.next()
    }
    flush()
    try cursor.check()
  }

  // MARK: pages

  private func visit(last: UInt64, _ value: UnsafeRawBufferPointer) {
    guard var reader = TermPageReader(value) else {
      return problem(.undecodable(place: "terms", detail: "the page of id \(last)"))
    }
    let first = last &- UInt64(reader.count - 1)
    let kind = TermID(rawValue: last).kind
    guard kind.isInDictionary, first >> 60 == last >> 60, first & TermID.payloadMask != 0 else {
      return problem(.badID(place: "terms", id: last))
    }
    guard first > previous else {
      return problem(.disorder(place: "terms", detail: "pages overlap at id \(last)"))
    }
    previous = last
    intervals.append(first, last)
    term.removeAll(keepingCapacity: true)
    for offset in 0..<UInt64(reader.count) {
      guard reader.next(&term) else {
        return problem(.undecodable(place: "terms", detail: "the page of id \(last) ends early"))
      }
      visit(id: first &+ offset, kind)
    }
  }

  private func visit(id: UInt64, _ kind: TermKind) {
    termCount += 1
    let hash = term.withUnsafeBufferPointer { bytes in
      // Only the first pass says what is wrong with a term, or each would say it again.
      if table.window.isFirst { check(id: id, kind, bytes) }
      return self.hash(kind, bytes)
    }
    guard table.window.contains(hash) else { return }
    batch.append(HashEntry(hash: hash, id: id))
    if batch.count == 1 << 12 { flush() }
  }

  private func hash(_ kind: TermKind, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let keyed = table.context.view.store.hash
    guard let start = bytes.baseAddress else {
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { none in
        guard let place = none.baseAddress else { return 0 }
        return keyed.hash(kind: kind.rawValue, place, count: 0).high
      }
    }
    return keyed.hash(kind: kind.rawValue, start, count: bytes.count).high
  }

  private func flush() {
    batch.withUnsafeBufferPointer { table.append($0) }
    batch.removeAll(keepingCapacity: true)
  }

  // MARK: terms

  private func check(id: UInt64, _ kind: TermKind, _ bytes: UnsafeBufferPointer<UInt8>) {
    guard let key = TermKey(kind: kind, bytes) else {
      return problem(.undecodable(place: "terms", detail: "the term of id \(id)"))
    }
    if let inline = InlineCheck.inlineID(kind: kind, bytes) {
      // The term has an inline id, which quads use; this would be a second one.
      problem(.duplicateTerm(ids: [id, inline.rawValue]))
    }
    if case .blankNode(let scope, _) = key, scope >= table.context.recorded.nextScope {
      // Its document's scope would be given again, and two documents would share the node.
      problem(.state(detail: "blank node \(id) is of scope \(scope), which is not given yet"))
    }
    guard case .typed(let code, let datatype, _) = key else { return }
    let isKnown = code == DatatypeCode.spelledOut || DatatypeCode.iri(of: code) != nil
    let isSpelledOutForNothing =
      code == DatatypeCode.spelledOut && DatatypeCode.code(of: datatype) != code
    if !isKnown || isSpelledOutForNothing || DatatypeCode.kind(of: code) != kind {
      problem(.undecodable(place: "terms", detail: "the datatype of id \(id)"))
    }
  }

  private func problem(_ problem: VerifyProblem) {
    guard table.window.isFirst else { return }
    table.context.found(problem)
  }
}
