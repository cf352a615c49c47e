import Foundation
import QueryEngine
import RDF
import SPARQL
import Sluice
import Testing

@Suite("subqueries that a query has several times")
struct SharedRowsTests {
  private static let data = """
    INSERT DATA {
      <s:1> <p:of> <d:1> . <s:2> <p:of> <d:1> . <s:3> <p:of> <d:1> . <s:4> <p:of> <d:2> . <s:5> <p:of> <d:3> .
      <s:6> <p:of> <d:3> . <d:1> <p:name> "a" . <d:2> <p:name> "b" . <d:3> <p:name> "c" .
      GRAPH <g:1> { <s:1> <p:of> <d:1> } GRAPH <g:2> { <s:2> <p:of> <d:2> . <s:3> <p:of> <d:2> } }
    """

  private static let counts = "{ SELECT ?d (COUNT(*) AS ?n) { ?s <p:of> ?d } GROUP BY ?d }"
  private static let few =
    "{ SELECT DISTINCT ?d { ?s <p:of> ?d . ?s <p:of>/<p:name> ?x } LIMIT 10 }"

  @Test(
    "are run once, and give what two that differ in a name give",
    arguments: [
      "SELECT * { \(counts) { SELECT (MAX(?n) AS ?m) { \(counts) } } FILTER(?n = ?m) }",
      "SELECT ?d ?n { { \(counts) ?d <p:name> ?x } UNION { \(counts) FILTER(?n > 1) } }",
      "SELECT * { \(counts) OPTIONAL { ?d <p:name> ?x } MINUS { \(counts) FILTER(?n < 2) } }",
      "SELECT * { \(few) { SELECT ?x { ?y <p:name> ?x } } OPTIONAL { \(few) ?d <p:name> ?z } }",
      "SELECT * { GRAPH <g:1> \(counts) } ORDER BY ?d",
      "SELECT * { { GRAPH <g:1> \(counts) } UNION { GRAPH <g:2> \(counts) } UNION \(counts) }",
      "SELECT * { GRAPH ?g { \(counts) { SELECT (SUM(?n) AS ?m) { \(counts) } } } }",
    ], [QueryStrain(), .spill, .divide, [.spill, .divide], .trie])
  func same(text: String, strain: QueryStrain) async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    try await store.update(Self.data)
    // Each copy has a name of its own, so that none is shared.
    var distinct = ""
    for (number, part) in text.components(separatedBy: "?s <p:of>").enumerated() {
      distinct +=
        number == 0 ? part : "?s\(number) <p:of>" + part.replacing("?s ", with: "?s\(number) ")
    }
    let plainPlan = try store.execution(of: distinct).explanation.text
    let expected = try store.rowTexts(distinct).sorted()
    #expect(!plainPlan.contains("shared rows") && !expected.isEmpty)
    let plan = try store.execution(of: text, strain).explanation.text
    let rows = try store.rowTexts(text, strain).sorted()
    #expect(rows == expected, "\(text)")
    // What is in each graph is planned when the graph is known.
    let isShared =
      text.components(separatedBy: "SELECT ?d").count > 2
      || text.components(separatedBy: "DISTINCT ?d").count > 2
    #expect(plan.contains("shared rows") == (isShared && !text.contains("?g")), "\(plan)")
    withExtendedLifetime(fixture) {}
  }

  @Test("are run each time where each time they differ")
  func volatile() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let text = "SELECT * { { { SELECT (UUID() AS ?a) {} } } UNION { SELECT (UUID() AS ?a) {} } }"
    let plan = try store.execution(of: text).explanation.text
    let rows = try store.rowTexts(text)
    #expect(!plan.contains("shared rows"))
    #expect(Set(rows).count == 2)
    withExtendedLifetime(fixture) {}
  }
}
