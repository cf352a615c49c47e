import RDF
import TestSupport
import Testing

@testable import SPARQL

@Suite("algebra")
struct AlgebraTests {
  @Test("variables that the parser makes are told by their dot")
  func generatedVariables() {
    #expect(Variable(".b1").isGenerated)
    #expect(!Variable("b1").isGenerated)
  }

  @Test("names of variables are told apart code point by code point")
  func exactNames() {
    #expect(Variable("\u{E9}") != Variable("e\u{301}"))
    #expect(Variable("x") == Variable("x"))
  }

  @Test(
    "variables in scope, and those that each solution binds",
    arguments: [
      ("{ ?a ?b _:c }", "a b .b1", "a b .b1"),
      ("{ ?a :p* ?b }", "a b", "a b"),
      ("{ ?a :p 1 . { ?b :p 1 } }", "a b", "a b"),
      ("{ ?a :p 1 OPTIONAL { ?b :p ?c } }", "a b c", "a"),
      ("{ { ?a :p ?b } UNION { ?b :p ?c } }", "a b c", "b"),
      ("{ ?a :p 1 MINUS { ?a :p ?b } FILTER(?c) }", "a", "a"),
      ("{ GRAPH ?g { ?a :p 1 } GRAPH :g {} }", "g a", "g a"),
      (
        "{ ?a :p 1 BIND(?a AS ?b) BIND(1 AS ?c) BIND(BOUND(?x) AS ?d) BIND(?a + 1 AS ?e) }",
        "a b c d e", "a b c d"
      ),
      ("{ VALUES (?a ?b) { (1 2) (3 UNDEF) } }", "a b", "a"),
      ("{ VALUES ?a {} }", "a", "a"),
      ("{ SERVICE ?e { ?a :p 1 } }", "e a", "e a"),
      ("{ SERVICE SILENT ?e { ?a :p 1 } }", "e a", ""),
      ("{ SELECT ?a { ?a :p ?b } ORDER BY ?b LIMIT 1 }", "a", "a"),
      ("{ SELECT DISTINCT ?a ?c { ?a :p ?b } }", "a c", "a"),
      (
        "{ SELECT REDUCED ?a (COUNT(*) AS ?n) (SUM(?b) AS ?s) { ?a :p ?b } GROUP BY ?a }", "a n s",
        "a n"
      ),
      ("{ SELECT ?k { ?a :p ?b } GROUP BY (?a AS ?k) (STR(?b)) }", "k", "k"),
      ("{ FILTER EXISTS { ?a :p 1 } }", "", ""),
    ])
  func variables(group: String, all: String, certain: String) throws {
    let pattern = try testParser.query("ASK \(group)").pattern
    #expect(pattern.variables.map(\.name).joined(separator: " ") == all)
    #expect(
      pattern.certainVariables == Set(certain.split(separator: " ").map { Variable(String($0)) }))
    #expect(pattern.certainVariables.isSubset(of: pattern.variables))
  }

  @Test(
    "what SELECT * selects are the variables of the algebra that have names",
    .enabled(if: Suites.isPresent))
  func selectsAll() throws {
    var count = 0
    for manifest in ["sparql10/manifest.ttl", "sparql11/manifest-all.ttl"] {
      for test in try Suites.queryTests("w3c/sparql/\(manifest)") where !test.isUpdate {
        guard let file = test.request, !test.isNegative else { continue }
        let text = try Suites.text(file.path)
        let query = try QueryParser(base: IRI(file.iri)).query(text)
        guard case .select(let selected) = query.form, Self.selectsAll(text),
          case .project(let pattern, _) = query.pattern
        else { continue }
        #expect(pattern.variables.filter { !$0.isGenerated } == selected, "\(file.path)")
        count += 1
      }
    }
    #expect(count > 100)
  }

  /// Whether the first SELECT of a text is one of all variables.
  private static func selectsAll(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace).map { $0.uppercased() }
    guard let place = words.firstIndex(of: "SELECT"), place + 1 < words.count else { return false }
    return words[place + 1] == "*"
  }

  @Test("a wide pattern is broken into lines")
  func indented() throws {
    let pattern = try testParser.query(
      """
      SELECT ?name { ?person :name ?name ; :mail ?mail
        OPTIONAL { ?person :age ?age FILTER(?age > 20) } } ORDER BY ?name
      """
    ).pattern
    #expect(
      pattern.symbolic.indented(width: 60) == """
        (project (?name)
          (order (?name)
            (leftjoin
              (bgp
                (triple ?person <x:name> ?name)
                (triple ?person <x:mail> ?mail))
              (bgp (triple ?person <x:age> ?age))
              (> ?age 20))))
        """)
    #expect(pattern.symbolic.indented(width: 1000) == pattern.description)
  }

  @Test(
    "terms are shown as a query has them",
    arguments: [
      (Term.iri(IRI("x:a")), "<x:a>"), (.blankNode(BlankNode("b")), "_:b"),
      (.literal(Literal("a\"\\\n\r\tb")), #""a\"\\\n\r\tb""#),
      (.literal(Literal("a", language: "en")), "\"a\"@en"),
      (.literal(Literal("a", datatype: IRI("x:t"))), "\"a\"^^<x:t>"),
      (.literal(Literal("-01", datatype: XSD.integer)), "-01"),
      (.literal(Literal("1.", datatype: XSD.decimal)), "\"1.\"^^<\(XSD.decimal.string)>"),
      (.literal(Literal("1.0", datatype: XSD.decimal)), "1.0"),
      (.literal(Literal("1e5", datatype: XSD.double)), "1e5"),
      (.literal(Literal("INF", datatype: XSD.double)), "\"INF\"^^<\(XSD.double.string)>"),
      (.literal(Literal(" 1", datatype: XSD.integer)), "\" 1\"^^<\(XSD.integer.string)>"),
      (.literal(Literal("true", datatype: XSD.boolean)), "true"),
      (.literal(Literal("1", datatype: XSD.boolean)), "\"1\"^^<\(XSD.boolean.string)>"),
    ])
  func terms(term: Term, text: String) {
    #expect(term.queryText == text)
  }
}
