import Sluice
import Testing

@Suite("match")
struct MatchTests {
  @Test("every combination of bound and free positions gives what a look at all quads gives")
  func matchesEveryPattern() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    let all = try await quads(store.match())
    #expect(all.count == sampleQuads.sortedLines.count)
    for quad in all {
      let graph: GraphSelection = quad.graph.map { .named($0) } ?? .defaultGraph
      for bound in 0..<16 {
        let subject = bound & 1 != 0 ? quad.subject : nil
        let predicate = bound & 2 != 0 ? quad.predicate : nil
        let object = bound & 4 != 0 ? quad.object : nil
        let sequence = try store.match(
          subject: subject, predicate: predicate, object: object,
          graph: bound & 8 != 0 ? graph : .any)
        let expected = all.filter {
          (subject == nil || $0.subject == subject)
            && (predicate == nil || $0.predicate == predicate)
            && (object == nil || $0.object == object) && (bound & 8 == 0 || $0.graph == quad.graph)
        }
        let found = try await quads(sequence)
        #expect(Set(found) == Set(expected) && found.count == expected.count)
        #expect(try await sequence.count() == expected.count)
      }
    }
  }

  @Test("a literal matches its own lexical form, datatype and tag, and no other")
  func tellsLexicalFormsApart() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    let absent = [
      Literal("007", datatype: XSD.integer), Literal("7", datatype: XSD.int), Literal("7"),
      Literal("1.500", datatype: XSD.decimal), Literal("chat"), Literal("chat", language: "Fr"),
      Literal("2024-02-29+00:00", datatype: XSD.date), Literal("x", datatype: IRI("x:type")),
    ]
    for literal in absent {
      #expect(try await store.match(object: .literal(literal)).count() == 0)
    }
    #expect(
      try await store.match(object: .literal(Literal("07", datatype: XSD.integer))).count() == 3)
  }

  @Test("a term that the store does not know matches nothing, in each position")
  func unknownTermsMatchNothing() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    let unknown = Term.iri(IRI("http://example.org/unknown"))
    #expect(try await quads(store.match(subject: unknown)).isEmpty)
    #expect(try await quads(store.match(predicate: unknown)).isEmpty)
    #expect(try await quads(store.match(object: unknown)).isEmpty)
    #expect(try await quads(store.match(graph: .named(unknown))).isEmpty)
  }

  @Test("a blank node is found by the label it is shown under, and no two share one")
  func findsBlankNodes() async throws {
    let fixture = try StoreFixture()
    let one = try fixture.write("1.nt", "_:x <x:p> _:y .\n_:y <x:p> \"1\" .\n")
    let two = try fixture.write("2.nt", "_:x <x:p> \"2\" .\n")
    let store = try await fixture.open()
    try await store.load([LoadInput(path: one), LoadInput(path: two)])
    let all = try await quads(store.match())
    let nodes = Set(all.map(\.subject))
    #expect(nodes.count == 3)
    for node in nodes {
      let found = try await quads(store.match(subject: node))
      #expect(Set(found) == Set(all.filter { $0.subject == node }))
    }
    for label in ["x", "b0", "b01", "b4", "b", "b99999999999999999999", "c1"] {
      #expect(try await store.match(subject: .blankNode(BlankNode(label))).count() == 0)
    }
  }

  @Test("quads come in batches without a gap or a repetition")
  func crossesBatches() async throws {
    let fixture = try StoreFixture()
    let lines = (0..<5_000).map { "<x:s\($0 % 50)> <x:p> \"a number: \($0)\" ." }
    let store = try await fixture.open(loading: lines.joined(separator: "\n"))
    let all = try await quads(store.match(predicate: .iri(IRI("x:p"))))
    #expect(all.count == 5_000 && Set(all).count == 5_000)
  }

  @Test("a sequence shows the store as of its making, whatever is loaded meanwhile")
  func readsOneSnapshot() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: "<x:a> <x:p> \"1\" .\n")
    let before = try store.match()
    try await store.load([
      LoadInput(path: try fixture.write("more.nt", "<x:b> <x:p> \"another\" .\n"))
    ])
    #expect(try await before.count() == 1)
    #expect(try await quads(before).map(\.subject) == [.iri(IRI("x:a"))])
    #expect(try await store.match().count() == 2)
  }

  @Test("an iterator of a cancelled task throws")
  func iteratorIsCancelled() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    let sequence = try store.match()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      var iterator = sequence.makeAsyncIterator()
      return try await iterator.next()
    }
    task.cancel()
    await #expect(throws: StorageError.cancelled) { try await task.value }
  }

  private func quads(_ sequence: QuadSequence) async throws -> [Quad] {
    var quads: [Quad] = []
    for try await quad in sequence { quads.append(quad) }
    return quads
  }
}
