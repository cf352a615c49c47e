import QueryEngine
import RDF
import SPARQL
import Sluice
import Testing

@Suite("queries with little memory")
struct SmallMemoryTests {
  /// Made once for all; what fails in making it fails each test.
  private static let store = Result {
    let fixture = try StoreFixture()
    let store = try Store.open(at: fixture.storePath, options: StoreFixture.options)
    var quads: [Quad] = []
    for number in 0..<40_000 {
      quads.append(
        Quad(
          subject: .iri(IRI("s:\(number)")), predicate: .iri(IRI("p:\(number % 3)")),
          object: .literal(Literal("\((number * 7_919) % 40_009)", datatype: XSD.integer))))
    }
    try store.commitBlocking(inserts: quads, durability: .async)
    return (fixture: fixture, store: store)
  }

  @Test(
    "go to disk, and answer as with much",
    arguments: [
      "SELECT (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b) (SUM(DISTINCT ?o) AS ?c) { ?s ?p ?o }",
      "SELECT ?p (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
      "SELECT ?s ?o { ?s ?p ?o } ORDER BY DESC(?o) LIMIT 30000",
      "SELECT DISTINCT ?s ?o { ?s ?p ?o } ORDER BY ?o ?s OFFSET 10 LIMIT 35000",
    ])
  func spilled(text: String) throws {
    let store = try Self.store.get().store
    let expected = try store.rowTexts(text, memoryBytes: .max)
    // A set of 40,000 pairs of ids takes 1.5 MB, what goes to disk is collected in some 300 KB.
    #expect(try store.rowTexts(text, memoryBytes: 3_000_000) == expected, "\(text)")
  }
}
