import Sluice
import Testing

@Suite("transactions")
struct TransactionTests {
  private static let prologue = "PREFIX : <http://example.org/>\n"

  private struct Stop: Error {}

  private func quad(_ subject: Int) -> Quad {
    Quad(
      subject: .iri(IRI("http://example.org/s\(subject)")),
      predicate: .iri(IRI("http://example.org/p")), object: .literal(Literal("\(subject)")))
  }

  private func count(_ store: Store) async throws -> Int { try await store.statistics().quads }

  @Test("updates and inserts become one commit, and each sees those before it")
  func oneCommit() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let before = try await store.statistics().transaction
    let seen = try await store.transaction { transaction in
      let first = try await transaction.update(Self.prologue + "INSERT DATA { :a :p 1 , 2 }")
      #expect(first.added == 2 && first.removed == 0)
      #expect(try await transaction.insert([quad(7)]).added == 1)
      let second = try await transaction.update(
        Self.prologue + "DELETE { ?s :p 1 } INSERT { ?s :q 3 } WHERE { ?s :p 1 }")
      #expect(second.added == 1 && second.removed == 1)
      #expect(try await transaction.delete([quad(7), quad(8)]).removed == 1)
      // Readers beside it see nothing of it.
      #expect(try await store.statistics().quads == 0)
      guard
        case .boolean(true) = try await transaction.query(Self.prologue + "ASK { :a :q 3 }")
      else { throw Stop() }
      return try await transaction.select("SELECT ?o { ?s ?p ?o } ORDER BY ?o").all()
        .compactMap { $0.integer("o") }
    }
    #expect(seen == [2, 3])
    #expect(try await count(store) == 2)
    #expect(try await store.statistics().transaction.value == before.value + 1)
    await store.close()
  }

  @Test("one that throws leaves no trace, and the next begins at once")
  func failure() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    try await store.insert([quad(1)])
    let before = try await store.statistics().transaction
    await #expect(throws: Stop.self) {
      try await store.transaction { transaction in
        try await transaction.update("CLEAR ALL")
        try await transaction.insert([quad(2)])
        throw Stop()
      }
    }
    #expect(try await count(store) == 1)
    #expect(try await store.statistics().transaction == before)
    try await store.transaction { try await $0.insert([quad(2)]) }
    #expect(try await count(store) == 2)
    await store.close()
  }

  @Test("a call that fails changes nothing, and the transaction goes on")
  func failedCall() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    try await store.transaction { transaction in
      try await transaction.insert([quad(1)])
      await #expect(throws: QueryFailure.self) {
        try await transaction.update(
          Self.prologue + "INSERT DATA { :a :p 1 } ; LOAD <http://example.org/none>")
      }
      await #expect(throws: QueryFailure.self) { try await transaction.update("INSERT DATA {") }
      await #expect(
        throws: StorageError.invalidQuad(detail: "the predicate is not an IRI")
      ) {
        try await transaction.insert([
          quad(2),
          Quad(
            subject: .blankNode(BlankNode("a")), predicate: .blankNode(BlankNode("b")),
            object: .blankNode(BlankNode("c"))),
        ])
      }
      #expect(try await transaction.select("SELECT * { ?s ?p ?o }").all().count == 1)
    }
    #expect(try await count(store) == 1)
    await store.close()
  }

  @Test("blank nodes of a call are new, and those that are shown are themselves")
  func blankNodes() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let name = Term.iri(IRI("http://example.org/name"))
    func named(_ node: Term, _ text: String) -> Quad {
      Quad(subject: node, predicate: name, object: .literal(Literal(text)))
    }
    let mine = Term.blankNode(BlankNode("mine"))
    try await store.transaction { transaction in
      try await transaction.insert([named(mine, "a long first name"), named(mine, "b")])
      try await transaction.insert([named(mine, "c")])
      let rows = try await transaction.select(
        "SELECT ?n { ?n <http://example.org/name> 'b' }"
      ).all()
      let shown = try #require(rows.first?["n"])
      // One more name of the first node, and one less.
      try await transaction.insert([named(shown, "d")])
      #expect(try await transaction.delete([named(shown, "b")]).removed == 1)
    }
    let rows = try await store.select(
      "SELECT (COUNT(*) AS ?c) { ?n <http://example.org/name> ?x } GROUP BY ?n ORDER BY ?c"
    ).all()
    #expect(rows.map { $0.integer("c") } == [1, 2])
    await store.close()
  }

  @Test("a transaction that is over refuses every call; rows that were asked for can be read")
  func over() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let (escaped, rows) = try await store.transaction { transaction in
      try await transaction.insert([quad(1)])
      return (transaction, try await transaction.select("SELECT ?s { ?s ?p ?o }"))
    }
    #expect(try await rows.all().count == 1)
    await #expect(throws: StorageError.transactionOver) { try await escaped.insert([quad(2)]) }
    await #expect(throws: StorageError.transactionOver) { try await escaped.delete([quad(1)]) }
    await #expect(throws: QueryFailure.update(.query(.store(.transactionOver)))) {
      try await escaped.update("CLEAR ALL")
    }
    await #expect(throws: QueryFailure.query(.store(.transactionOver))) {
      try await escaped.query("ASK {}")
    }
    #expect(try await count(store) == 1)
    await store.close()
  }

  @Test("values of variables stand in an update's templates too")
  func boundTemplates() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let options = QueryOptions().binding([
      "s": .iri(IRI("http://example.org/s")), "o": .literal(Literal("a \"quoted\" text")),
    ])
    try await store.transaction { transaction in
      try await transaction.update(
        Self.prologue + "INSERT { ?s :p ?o } WHERE {}", options: options)
      try await transaction.update(
        Self.prologue + "INSERT { ?s :q ?o } WHERE { ?s :p ?o }", options: options)
    }
    let change = try await store.update(
      Self.prologue + "DELETE { ?s :p ?o } WHERE { ?s :p ?any }", options: options)
    #expect(change.removed == 1)
    let rows = try await store.select("SELECT ?s ?o { ?s ?p ?o }").all()
    #expect(rows.map { $0.string("o") } == ["a \"quoted\" text"])
    await store.close()
  }

  /// Counts what its transactions add.
  private actor Counter {
    private(set) var added = 0

    func insert(_ quads: [Quad], into store: Store) async throws {
      try await store.transaction { transaction in
        added += try await transaction.insert(quads).added
      }
    }
  }

  @Test("a body runs where its caller does, and may use what that may")
  func isolation() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let counter = Counter()
    try await counter.insert([quad(1), quad(2)], into: store)
    #expect(await counter.added == 2)
    await store.close()
  }

  @Test("calls of child tasks run one after the other")
  func childTasks() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let added = try await store.transaction { transaction in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<8 {
          group.addTask {
            try await transaction.insert([
              quad(number),
              Quad(
                subject: .blankNode(BlankNode("x")),
                predicate: .iri(IRI("http://example.org/p")),
                object: .literal(Literal("node"))),
            ]).added
          }
        }
        return try await group.reduce(0, +)
      }
    }
    #expect(added == 16)
    #expect(try await count(store) == 16)
    await store.close()
  }
}
