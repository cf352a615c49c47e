import RDF
import RDFSyntax
import SPARQL
import Sluice
import Storage
import TestSupport
import Testing

@testable import Benchmarks

/// The plain evaluator against the one that is written from the specification, on data that has every case.
@Suite("the plain evaluator of benchmarks")
struct PlainEvaluatorTests {
  private static let data = """
    <x:a> <x:p> <x:b> .
    <x:a> <x:p> <x:c> .
    <x:b> <x:p> <x:c> .
    <x:c> <x:p> <x:c> .
    <x:a> <x:n> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
    <x:b> <x:n> "02"^^<http://www.w3.org/2001/XMLSchema#integer> .
    <x:c> <x:n> "2.0"^^<http://www.w3.org/2001/XMLSchema#decimal> .
    <x:d> <x:n> "none" .
    <x:a> <x:l> "text"@en-GB .
    <x:b> <x:l> "Text"@de .
    <x:c> <x:l> "textile" .
    <x:a> <x:q> _:one .
    _:one <x:q> _:two .
    _:two <x:p> <x:a> .

    """

  private static let queries = [
    "SELECT * { ?s ?p ?o }",
    "SELECT * { ?s <x:p> ?o }",
    "SELECT * { ?s <x:p> ?s }",
    "SELECT * { ?s ?p <x:c> }",
    "SELECT * { <x:a> ?p <x:c> }",
    "SELECT * { <x:a> <x:p> <x:c> }",
    "SELECT * { <x:a> <x:p> <x:unknown> }",
    "SELECT * { ?a <x:p> ?b . ?b <x:p> ?c }",
    "SELECT * { ?a <x:p> ?b . ?c <x:n> ?n }",
    "SELECT * { ?a <x:p> ?b . ?b <x:p> ?c . ?a <x:p> ?c }",
    "SELECT DISTINCT ?b { ?a <x:p> ?b }",
    "SELECT DISTINCT ?b ?unknown { ?a <x:p> ?b } ORDER BY ?b LIMIT 2",
    "SELECT ?a { ?a <x:p> ?b } OFFSET 3",
    "SELECT ?a { ?a <x:p> ?b } OFFSET 30 LIMIT 1",
    "SELECT ?a { ?a <x:p> ?b } LIMIT 0",
    "SELECT * { ?a <x:p> ?b OPTIONAL { ?b <x:n> ?n } }",
    "SELECT * { ?a <x:n> ?n OPTIONAL { ?a <x:p> ?b FILTER(?n = 2) } }",
    "SELECT * { ?a <x:n> ?n OPTIONAL { ?a <x:p> ?b OPTIONAL { ?b <x:l> ?l } } }",
    "SELECT * { ?a <x:n> ?n OPTIONAL { ?a <x:p> ?b } FILTER(!BOUND(?b)) }",
    "SELECT * { { ?a <x:p> ?b } UNION { ?a <x:q> ?b } }",
    "SELECT * { ?a <x:n> ?n . { ?a <x:p> ?b } UNION { ?a <x:q> ?b } }",
    "SELECT * { ?a <x:n> ?n FILTER(?n > 1) }",
    "SELECT * { ?a <x:n> ?n FILTER(?n = 2 || ?n < 0) }",
    "SELECT * { ?a <x:n> ?n FILTER(?n > 1 || ?a = <x:d>) }",
    "SELECT * { ?a <x:n> ?n . ?b <x:n> ?m FILTER(?n + 1 = ?m && ?a != ?b) }",
    "SELECT * { ?a <x:n> ?n FILTER(-?n < -1) }",
    "SELECT * { ?a <x:l> ?l FILTER(LANGMATCHES(LANG(?l), \"EN\")) }",
    "SELECT * { ?a <x:l> ?l FILTER(REGEX(?l, \"^text\", \"i\")) }",
    "SELECT * { ?a <x:n> ?n FILTER(<http://www.w3.org/2001/XMLSchema#double>(STR(?n)) >= 2) }",
    "CONSTRUCT { ?b <x:r> ?a . ?n <x:r> ?a . ?a <x:m> ?n } "
      + "{ ?a <x:p> ?b OPTIONAL { ?a <x:n> ?n } }",
    "CONSTRUCT { <x:a> <x:r> ?b } { ?a <x:p> ?b }",
    "DESCRIBE <x:a>",
    "DESCRIBE ?b <x:unknown> { <x:a> <x:p> ?b }",
    "ASK { ?a <x:p> ?b }",
  ]

  @Test("numbers of rows are those of the specification")
  func rowCounts() async throws {
    let fixture = try await BenchFixture(Self.data)
    let evaluator = try PlainEvaluator(fixture.view())
    var quads: [Quad] = []
    let reader = try fixture.store.reader(of: TermPattern())
    while try reader.next() { quads.append(try reader.quad()) }
    #expect(quads.count == 14)
    let reference = ReferenceEvaluator(ReferenceDataset(quads: quads))
    for text in Self.queries {
      let query = try QueryParser().query(text)
      let expected =
        switch try reference.evaluate(query) {
        case .rows(_, let rows): rows.count
        case .boolean: 1
        case .graph(let triples): triples.count
        }
      #expect(try evaluator.rowCount(of: query) == expected, "\(text)")
    }
  }

  private static let unknown = [
    "SELECT * { ?a <x:p>+ ?b }",
    "SELECT * FROM <x:g> { ?a ?b ?c }",
    "SELECT * { GRAPH <x:g> { ?a ?b ?c } }",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }",
    "SELECT * { ?a <x:p> ?b MINUS { ?b <x:p> ?a } }",
    "SELECT * { ?a <x:p> ?b { SELECT ?b { ?b <x:p> ?c } } }",
    "SELECT * { ?a <x:p> ?b FILTER EXISTS { ?b <x:p> ?a } }",
    // The variable ?c of the first OPTIONAL comes back in the second.
    "SELECT * { ?a <x:p> ?b OPTIONAL { ?b <x:q> ?c } OPTIONAL { ?a <x:r> ?c } }",
    "SELECT * { ?a <x:p> ?b OPTIONAL { ?b <x:q> ?c } . ?a <x:r> ?c }",
    // The inner group does not have ?a.
    "SELECT * { ?a <x:p> ?b . { ?c <x:p> ?d FILTER(?c != ?a) } }",
    "CONSTRUCT { ?a <x:p> [] } { ?a <x:p> ?b }",
  ]

  @Test("what it does not know is refused")
  func refused() async throws {
    let fixture = try await BenchFixture(Self.data)
    let evaluator = try PlainEvaluator(fixture.view())
    for text in Self.unknown {
      let query = try QueryParser().query(text)
      #expect("\(text)") {
        try evaluator.rowCount(of: query)
      } throws: { error in
        if case .unsupported? = error as? PlainEvaluationError { true } else { false }
      }
    }
  }
}
