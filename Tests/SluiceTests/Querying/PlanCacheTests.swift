import RDF
import Sluice
import Testing

@Suite("plans that are kept")
struct PlanCacheTests {
  private static func count(
    _ store: Store, _ text: String, _ options: QueryOptions = QueryOptions()
  )
    async throws -> Int
  {
    try await store.select(text, options: options).all().count
  }

  @Test("are of one commit: what a query did not find before it finds after the insert")
  func commits() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let text = "SELECT * WHERE { <s:new> ?p ?o OPTIONAL { ?o <p:more> ?m } }"
    #expect(try await Self.count(store, text) == 0)
    #expect(try await Self.count(store, text) == 0)
    try await store.update("INSERT DATA { <s:new> <p:a> 1 , 2 }")
    #expect(try await Self.count(store, text) == 2)
    #expect(try await Self.count(store, text) == 2)
    try await store.update("DELETE DATA { <s:new> <p:a> 1 }")
    #expect(try await Self.count(store, text) == 1)
    let counted = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    for expected in 1...3 {
      let rows = try await store.select(counted).all()
      #expect(rows.count == 1 && "\(rows[0])".contains("\(expected)"))
      try await store.update("INSERT DATA { <s:new> <p:b> \(expected) }")
    }
    withExtendedLifetime(fixture) {}
  }

  @Test("are of one set of values: another binding has another answer")
  func bindings() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    try await store.update(
      "INSERT DATA { <s:a> <p:a> 1 . <s:b> <p:a> 1 , 2 GRAPH <g:a> { <s:c> <p:a> 3 } }")
    let text = "SELECT * WHERE { ?s <p:a> ?o }"
    for _ in 0..<2 {
      for (subject, expected) in [("s:a", 1), ("s:b", 2), ("s:none", 0)] {
        var options = QueryOptions()
        options.bindings = [Variable("s"): .iri(IRI(subject))]
        #expect(try await Self.count(store, text, options) == expected)
      }
      var union = QueryOptions()
      union.defaultGraph = .union
      #expect(try await Self.count(store, text, union) == 4)
      #expect(try await Self.count(store, text) == 3)
    }
    withExtendedLifetime(fixture) {}
  }
}
