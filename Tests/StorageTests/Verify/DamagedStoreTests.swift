import Testing

@testable import Storage

/// Each way in which a store can be wrong although every checksum is right is found and named.
@Suite struct DamagedStoreTests {
  let folder: ScratchFolder
  let store: QuadStore

  init() throws {
    folder = try ScratchFolder()
    store = try QuadStore.testing(folder.store)
    try store.load(sampleQuads(count: 3000, seed: 11), ledger: [sampleRow("/a.nq")])
  }

  /// Changes the first block of an order, or removes it where `change` returns no rows.
  private func change(
    _ order: IndexOrder, _ change: (QuadColumns, Int) -> Int
  ) throws {
    let cursor = Cursor(
      store.database, order.family, snapshot: DatabaseSnapshot(store.database), scan: false)
    cursor.seekToFirst()
    let isValid = cursor.isValid
    try #require(isValid)
    let columns = QuadColumns(capacity: maximumBlockRows)
    defer { columns.deallocate() }
    let rows = try #require(QuadBlockDecoder().decode(cursor.value, into: columns))
    let left = change(columns, rows)
    let batch = WriteBatch()
    batch.delete(store.database, order.family, key: [UInt8](cursor.key))
    if left > 0 {
      let key = UnsafeMutableRawPointer.allocate(byteCount: blockKeyBytes, alignment: 8)
      defer { key.deallocate() }
      let segment = UInt32(bigEndian: cursor.key.loadUnaligned(as: UInt32.self))
      writeBlockKey(segment: segment, columns, row: left - 1, to: key)
      let encoder = QuadBlockEncoder()
      withExtendedLifetime(encoder) {
        batch.put(
          store.database, order.family,
          key: UnsafeRawBufferPointer(start: key, count: blockKeyBytes),
          value: encoder.encode(columns, first: 0, count: left))
      }
    }
    try store.database.write(batch, sync: false)
  }

  private func put(_ family: Family, _ key: [UInt8], _ value: [UInt8]) throws {
    let batch = WriteBatch()
    batch.put(store.database, family, key: key, value: value)
    try store.database.write(batch, sync: false)
  }

  private func problems() throws -> [VerifyProblem] { try store.verify().problems }

  // MARK: indices

  @Test("a quad that is missing in one order is found", arguments: IndexOrder.allCases)
  func missingQuad(order: IndexOrder) throws {
    try change(order) { _, rows in rows - 1 }
    let differs = try problems().contains {
      if case .ordersDiffer(_, let orders) = $0 { orders.contains("\(order)") } else { false }
    }
    #expect(differs)
  }

  @Test("two rows in the wrong order are found", arguments: IndexOrder.allCases)
  func swappedRows(order: IndexOrder) throws {
    try change(order) { columns, rows in
      for column in 0..<4 {
        let values = columns.columns[column]
        (values[3], values[4]) = (values[4], values[3])
      }
      return rows
    }
    let problems = try problems()
    let found = problems.contains { if case .disorder = $0 { true } else { false } }
    #expect(found, "\(problems)")
  }

  @Test("a repeated row is found")
  func repeatedRow() throws {
    try change(.posg) { columns, rows in
      for column in 0..<4 { columns.columns[column][7] = columns.columns[column][6] }
      return rows
    }
    let problems = try problems()
    let found = problems.contains { if case .disorder = $0 { true } else { false } }
    #expect(found, "\(problems)")
  }

  @Test("one changed id in a middle column is found", arguments: IndexOrder.allCases)
  func changedID(order: IndexOrder) throws {
    try change(order) { columns, rows in
      // The last column of the last row: order holds, the set does not.
      columns.columns[3][rows - 1] += 1
      return rows
    }
    #expect(try !problems().isEmpty)
  }

  @Test("an id that the dictionary does not hold is found")
  func unknownID() throws {
    try change(.ospg) { columns, _ in
      columns.columns[0][0] = TermID(kind: .iri, payload: 1 << 50).rawValue
      return 1
    }
    let problems = try problems()
    let found = problems.contains { if case .badID = $0 { true } else { false } }
    #expect(found, "\(problems)")
  }

  @Test("a literal in the place of a subject is found")
  func literalSubject() throws {
    try change(.spog) { columns, _ in
      columns.columns[0][0] = TermID(kind: .integer, payload: 9).rawValue
      return 1
    }
    let problems = try problems()
    let found = problems.contains { if case .badID = $0 { true } else { false } }
    #expect(found, "\(problems)")
  }

  @Test("blocks of a segment that is not live are counted and allowed")
  func deadSegment() throws {
    var key = [UInt8](repeating: 0xff, count: blockKeyBytes)
    key[0] = 0x7f
    try put(.spog, key, [1, 2, 3])
    let report = try store.verify()
    #expect(report.problems == [])
    #expect(report.deadEntries == 1)
  }

  @Test("a quad in two segments is found")
  func twoSegments() throws {
    // A second segment that is a copy of the first.
    let first = try #require(store.state.segments.first)
    let batch = WriteBatch()
    let snapshot = DatabaseSnapshot(store.database)
    for order in IndexOrder.allCases {
      let cursor = Cursor(store.database, order.family, snapshot: snapshot, scan: true)
      cursor.seekToFirst()
      while cursor.isValid {
        var key = [UInt8](cursor.key)
        key[3] = 99
        batch.put(store.database, order.family, key: key, value: [UInt8](cursor.value))
        cursor.next()
      }
    }
    var state = store.state
    state.nextSegment = 100
    var copy = first
    copy.number = 99
    state.segments.append(copy)
    batch.put(store.database, .meta, key: StoreState.key, value: state.encoded())
    try store.database.write(batch, sync: false)
    var segments = store.segmentStatistics
    try put(.meta, StatisticsRecord.key(99), store.statistics.encoded())
    segments.add(store.statistics, of: 99)
    store.adopt(state, delta: store.delta, segments: segments)
    #expect(try problems() == [.quadInTwoSegments(segments: [first.number, 99])])
  }

  // MARK: dictionary

  /// The first page of terms of a kind, taken apart.
  private func page(kind: TermKind) throws -> (key: [UInt8], terms: [[UInt8]]) {
    let cursor = Cursor(
      store.database, .terms, snapshot: DatabaseSnapshot(store.database), scan: false)
    cursor.seek(bigEndianBytes(TermID(kind: kind, payload: 0).rawValue))
    var reader = try #require(TermPageReader(cursor.value))
    var (term, terms): ([UInt8], [[UInt8]]) = ([], [])
    while reader.next(&term) { terms.append(term) }
    return ([UInt8](cursor.key), terms)
  }

  private func putPage(_ key: [UInt8], _ terms: [[UInt8]]) throws {
    var value = [UInt8(terms.count)]
    for term in terms {
      try #require(term.count < 128)
      value += [0, UInt8(term.count)] + term
    }
    try put(.terms, key, value)
  }

  @Test("a term that its hash does not lead to is found")
  func changedTerm() throws {
    var (key, terms) = try page(kind: .iri)
    terms[4].append(UInt8(ascii: "x"))
    try putPage(key, terms)
    let problems = try problems()
    let found = problems.contains { if case .dictionary = $0 { true } else { false } }
    #expect(found, "\(problems)")
  }

  @Test("two ids of one term are found")
  func sameTermTwice() throws {
    var (key, terms) = try page(kind: .iri)
    terms[4] = terms[9]
    try putPage(key, terms)
    let problems = try problems()
    // The index leads to the second id only; the quads of the first give it away.
    let first = TermID(kind: .iri, payload: 5).rawValue
    #expect(problems.contains { if case .dictionary = $0 { true } else { false } })
    let found = problems.contains { if case .badID(_, let id) = $0 { id == first } else { false } }
    #expect(found, "\(problems)")
  }

  @Test("a literal that should have been inlined is found")
  func notInlined() throws {
    var (key, terms) = try page(kind: .numericLiteral)
    terms[0] = [DatatypeCode.integer] + Array("17".utf8)
    try putPage(key, terms)
    let problems = try problems()
    let found = problems.contains { if case .duplicateTerm = $0 { true } else { false } }
    #expect(found, "\(problems)")
  }

  @Test("a page of terms that is gone is found by the index and by the quads")
  func missingPage() throws {
    let (key, _) = try page(kind: .iri)
    let batch = WriteBatch()
    batch.delete(store.database, .terms, key: key)
    try store.database.write(batch, sync: false)
    let problems = try problems()
    #expect(problems.contains { if case .dictionary = $0 { true } else { false } })
    #expect(problems.contains { if case .badID = $0 { true } else { false } })
  }

  @Test("a page of hashes that is gone is found")
  func missingHashes() throws {
    let cursor = Cursor(
      store.database, .ids, snapshot: DatabaseSnapshot(store.database), scan: false)
    cursor.seekToFirst()
    let batch = WriteBatch()
    batch.delete(store.database, .ids, key: [UInt8](cursor.key))
    try store.database.write(batch, sync: false)
    let problems = try problems()
    // Terms that nothing leads to are garbage, until a quad uses one.
    #expect(problems.contains { if case .badID = $0 { true } else { false } })
    #expect(problems.contains { if case .count = $0 { true } else { false } })
  }

  // MARK: records

  @Test("statistics that are off by one are found")
  func statistics() throws {
    var statistics = store.statistics
    let predicate = try #require(statistics.predicates.keys.min())
    statistics.predicates[predicate]?.quads += 1
    statistics.graphs[0]? -= 1
    let segment = try #require(store.state.segments.first).number
    try put(.meta, StatisticsRecord.key(segment), statistics.encoded())
    var segments = SegmentStatistics()
    segments.add(statistics, of: segment)
    store.adopt(store.state, delta: store.delta, segments: segments)
    let counts = try problems().count { if case .count = $0 { true } else { false } }
    #expect(counts == 2)
  }

  @Test("a segment's count that is off by one is found")
  func segmentCount() throws {
    var state = store.state
    state.segments[0].quadCount += 1
    store.adopt(state, delta: store.delta, segments: store.segmentStatistics)
    try put(.meta, StoreState.key, state.encoded())
    let counts = try problems().count { if case .count = $0 { true } else { false } }
    #expect(counts == 1)
  }

  @Test("a commit in memory that is not on disk is found")
  func stateDiffers() throws {
    var state = store.state
    state.transaction -= 1
    try put(.meta, StoreState.key, state.encoded())
    let problems = try problems()
    let found = problems.contains { if case .state = $0 { true } else { false } }
    #expect(found, "\(problems)")
  }

  @Test("a sequence that is behind its terms is found")
  func sequence() throws {
    var state = store.state
    state.nextSequence[1] -= 1
    store.adopt(state, delta: store.delta, segments: store.segmentStatistics)
    try put(.meta, StoreState.key, state.encoded())
    let problems = try problems()
    let found = problems.contains { if case .state = $0 { true } else { false } }
    #expect(found, "\(problems)")
  }

  @Test("ledger rows of commits to come, under wrong keys, or cut short are found")
  func ledger() throws {
    let later = sampleRow("/b.nq", transaction: 99)
    for record in LedgerRow.records(of: [later]) { try put(.ledger, record.key, record.value) }
    let misplaced = sampleRow("/c.nq", transaction: 1)
    try put(.ledger, Array("elsewhere".utf8), misplaced.encoded())
    try put(.ledger, sampleRow("/d.nq").key, [1, 2, 3])
    let problems = try problems()
    #expect(problems.count == 3)
    #expect(problems.contains(.ledger(path: "/b.nq", detail: "names a commit to come")))
    #expect(problems.contains(.ledger(path: "/c.nq", detail: "stands under another key")))
  }

  @Test("a report lists a hundred problems and counts the others")
  func manyProblems() throws {
    for number in 0..<150 { try put(.ledger, Array("bad \(number)".utf8), [0xff]) }
    let report = try store.verify()
    #expect(report.problems.count == VerifyReport.maximumProblems)
    #expect(report.problemCount == 150)
    #expect(!report.isSound)
  }
}
