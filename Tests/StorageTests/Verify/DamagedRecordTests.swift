import RDF
import Testing

@testable import Storage

/// Keys, rows and scopes that can't be are found and named.
@Suite struct DamagedRecordTests {
  let folder: ScratchFolder
  let store: QuadStore

  init() throws {
    folder = try ScratchFolder()
    store = try QuadStore.testing(folder.store)
    try store.load(sampleQuads(count: 500, seed: 31), ledger: [sampleRow("/a.nq")])
  }

  private func put(_ family: Family, _ key: [UInt8], _ value: [UInt8]) throws {
    let batch = WriteBatch()
    batch.put(store.database, family, key: key, value: value)
    try store.database.write(batch, sync: false)
  }

  private func delete(_ family: Family, _ key: [UInt8]) throws {
    let batch = WriteBatch()
    batch.delete(store.database, family, key: key)
    try store.database.write(batch, sync: false)
  }

  private func problems() throws -> [VerifyProblem] { try store.verify().problems }

  // MARK: the index by content

  @Test("a loaded file that the index by content does not lead to is found")
  func lostEntry() throws {
    try delete(.ledger, sampleRow("/a.nq").contentKey)
    #expect(try problems() == [.ledger(path: "/a.nq", detail: "is not in the index by content")])
  }

  @Test("an entry by content whose row is gone is found")
  func lostRow() throws {
    try delete(.ledger, sampleRow("/a.nq").key)
    #expect(
      try problems() == [
        .ledger(path: "/a.nq", detail: "is missing, and the index by content leads to it")
      ])
  }

  @Test("an entry of a content that its row had is allowed")
  func staleEntry() throws {
    var row = sampleRow("/a.nq", transaction: 1)
    row.contentHash = String(repeating: "5", count: 32)
    try store.writeLedger([row])
    row.state = .failed
    row.error = "unreadable"
    try store.writeLedger([row])
    #expect(try problems() == [])
  }

  @Test("forgetting a file takes the entries of all its contents along")
  func forgotten() throws {
    var row = sampleRow("/a.nq", transaction: 1)
    row.sizeBytes = 99
    try store.writeLedger([row, sampleRow("/a.nq2", transaction: 1)])
    #expect(try store.forgetLedger(path: "/a.nq") == 1)
    #expect(try problems() == [])
    #expect(try !LedgerReader(store.view()).hasSize(99))
    #expect(try LedgerReader(store.view()).hasSize(10))
  }

  @Test("entries by content that are cut short are found")
  func badEntry() throws {
    let entry = sampleRow("/a.nq").contentKey
    for end in [1, 9, 40, 41, 42, entry.count - 6] { try put(.ledger, Array(entry[0..<end]), [1]) }
    #expect(try problems().count == 6)
  }

  // MARK: keys

  @Test("keys that nothing writes are found in meta and in the families that are kept free")
  func unknownKeys() throws {
    try put(.meta, Array("stat".utf8), [1])
    try put(.meta, StatisticsRecord.key(77), [0, 0])
    for family: Family in [.unused, .given, .views, .cache] {
      try put(family, [0, 1], [])
      try put(family, [7], [])
    }
    let found = Set(try problems())
    var expected: Set<VerifyProblem> = [
      .unknownKey(family: "meta", key: Array("stat".utf8)),
      .unknownKey(family: "meta", key: StatisticsRecord.key(77)),
    ]
    for family in ["default", "given", "views", "cache"] {
      expected.insert(.unknownKey(family: family, key: [0, 1]))
    }
    #expect(found == expected)
    #expect(
      VerifyProblem.unknownKey(family: "given", key: [0, 65, 255]).description
        == "unknown key in given: \\x00A\\xff")
  }

  // MARK: scopes

  @Test("a blank node of a scope that is not given yet is found")
  func scope() throws {
    for label in ["x", "y"] {
      var builder = store.commitBuilder()
      try builder.insert(
        Quad(
          subject: .blankNode(BlankNode(label)), predicate: .iri(IRI("http://e/p")),
          object: .literal(Literal("x"))))
      _ = try store.commit(builder, durability: .async)
    }
    #expect(try problems() == [])
    var state = store.state
    // The last scope that was given is now the next one.
    state.nextScope = 2
    try put(.meta, StoreState.key, state.encoded())
    let problems = try problems()
    #expect(problems.count == 1)
    let isNamed = problems.contains {
      if case .state(let detail) = $0 { detail.contains("is of scope 2") } else { false }
    }
    #expect(isNamed, "\(problems)")
  }
}
