import Sluice
import Testing

/// Paths of no length from what other patterns bind (section 18.4: between variables, from nodes of the graph alone).
@Suite("paths of no length")
struct ZeroLengthPathTests {
  @Test(
    "begin at nodes of the graph, and at terms of the query",
    arguments: [
      ("?e <p:r>? ?e . GRAPH ?e { ?s <p:q> ?o }", 0),
      ("?e (<p:r>+)? ?e . GRAPH ?e { ?s ?p ?o }", 0),
      ("GRAPH ?e { ?s <p:q> ?o } ?e <p:r>* ?y", 0), ("GRAPH ?e { ?s <p:q> ?o } ?y <p:r>* ?e", 0),
      ("VALUES ?x { <s:none> <s:b> } ?x <p:r>? ?y", 2),
      ("VALUES ?x { <s:none> <s:b> } ?x <p:r>? <s:none>", 1),
      ("VALUES ?x { <s:none> } <s:none> <p:r>* ?x", 1), ("<s:none> <p:r>* ?x", 1),
      ("VALUES (?x ?y) { (<s:none> <s:none>) (<s:b> <s:b>) (<s:b> <s:d>) } ?x <p:r>* ?y", 2),
      ("GRAPH <g:1> { ?s <p:q> ?o } ?s <p:r>* ?y", 1),
      ("BIND(CONCAT(\"a\", \"b\") AS ?x) ?x <p:r>? ?y", 0),
    ])
  func rows(pattern: String, expected: Int) async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    try await store.update(
      "INSERT DATA { <s:b> <p:r> <s:d> GRAPH <g:1> { <s:d> <p:q> <s:c> . <s:only> <p:q2> <s:c> } }")
    #expect(try store.rowTexts("SELECT * { \(pattern) }").count == expected, "\(pattern)")
    withExtendedLifetime(fixture) {}
  }
}
