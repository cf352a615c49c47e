import QueryEngine
import RDF
import SPARQL
import Sluice
import Testing

/// Plans that threads and spilling once got wrong.
@Suite("queries that are divided or spilled")
struct StrainedQueryTests {
  private static func store() throws -> (StoreFixture, Store) {
    let fixture = try StoreFixture()
    let store = try Store.open(at: fixture.storePath, options: StoreFixture.options)
    var quads: [Quad] = []
    func add(_ subject: String, _ predicate: String, _ object: Term) {
      quads.append(
        Quad(subject: .iri(IRI(subject)), predicate: .iri(IRI("p:" + predicate)), object: object))
    }
    for student in 0..<300 {
      let name = "s:\(student)"
      add(name, "memberOf", .iri(IRI("d:\(student % 17)")))
      for course in 0..<3 { add(name, "takes", .iri(IRI("c:\((student * 7 + course * 31) % 60)"))) }
      if student % 3 != 0 { add(name, "mail", .literal(Literal("mail\(student)"))) }
      if student % 4 == 0 { add(name, "advisor", .iri(IRI("t:\(student % 10)"))) }
    }
    for course in 0..<60 {
      if course % 2 == 0 { add("c:\(course)", "kind", .iri(IRI("k:g"))) }
      add("t:\(course % 10)", "teaches", .iri(IRI("c:\(course)")))
      add("c:\(course)", "level", .literal(Literal("\(course % 5)", datatype: XSD.integer)))
    }
    for teacher in 0..<10 { add("t:\(teacher)", "name", .literal(Literal("name\(teacher)"))) }
    for department in 0..<17 { add("d:\(department)", "name", .literal(Literal("d\(department)"))) }
    try store.commitBlocking(inserts: quads, durability: .async)
    return (fixture, store)
  }

  private static let queries = [
    // The variable that parts are told by is another one outside of the subquery.
    "SELECT ?o { {SELECT ?o {?s ?p ?o}} FILTER(CONTAINS(STR(?o), \"1\")) }",
    "SELECT ?d (STR(?d) AS ?z) { {SELECT ?d {?s <p:memberOf> ?d . ?s <p:takes> ?c}} BIND(1 AS ?q) }",
    "SELECT ?c (COUNT(*) AS ?n) { {SELECT ?c {?s <p:memberOf> ?d . ?s <p:takes> ?c}} } GROUP BY ?c",
    "SELECT ?d ?n { {SELECT ?d {?s <p:memberOf> ?d . ?s <p:takes> ?c}} ?d <p:name> ?n }",
    // Distinct values of several kinds beside one another.
    """
    SELECT (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?c) AS ?b) (SUM(DISTINCT ?l) AS ?d) (AVG(DISTINCT ?l + 1) AS ?e)
      (COUNT(*) AS ?n) (COUNT(DISTINCT *) AS ?m) (COUNT(DISTINCT ?none) AS ?z)
    { ?s <p:takes> ?c . ?c <p:level> ?l }
    """,
    """
    SELECT ?t (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?l) AS ?b) (SUM(DISTINCT ?l) AS ?d) (MAX(?c) AS ?e)
    { ?t <p:teaches> ?c . ?s <p:takes> ?c . ?c <p:level> ?l } GROUP BY ?t
    """,
    // A table that is built of one batch.
    """
    SELECT ?x ?c ?n ?d { ?x <p:takes> ?c . ?x <p:memberOf> ?d
      OPTIONAL { ?c <p:kind> <k:g> OPTIONAL { ?t <p:teaches> ?c . ?t <p:name> ?n FILTER(?n != STR(?c)) } }
      FILTER(BOUND(?n)) }
    """,
    // A merge join over rows that were spilled.
    """
    SELECT (COUNT(*) AS ?n) { {SELECT DISTINCT ?x ?c ?e {?x <p:takes> ?c . ?x <p:mail> ?e}}
      ?x <p:memberOf> ?d }
    """,
    """
    SELECT (COUNT(*) AS ?n) (COUNT(?v) AS ?m) {
      {?x <p:takes> ?k OPTIONAL { {?r <p:teaches> ?k . ?q <p:level> ?v} UNION {?r <p:none> ?k} }}
      ?x <p:memberOf> ?d }
    """,
    "SELECT ?s ?a { ?s <p:takes> ?c OPTIONAL { {SELECT ?s (MIN(?q) AS ?a) {?s <p:advisor> ?q} GROUP BY ?s} } }",
    "SELECT DISTINCT ?t ?u { ?s <p:takes> ?c . ?s <p:memberOf> ?u OPTIONAL { ?t <p:teaches> ?c } }",
    "SELECT ?s { ?s <p:takes> ?c FILTER NOT EXISTS { ?t <p:teaches> ?c FILTER(?t != ?s) } }",
    "SELECT ?c (MIN(?l) AS ?a) (MAX(?s) AS ?b) (SAMPLE(?l) AS ?x) { ?s <p:takes> ?c . ?c <p:level> ?l } GROUP BY ?c",
    "SELECT (MIN(?m) AS ?a) (MAX(?m) AS ?b) { ?s <p:takes> ?c OPTIONAL { ?s <p:mail> ?m } }",
  ]

  @Test(
    "have the rows of those that are neither",
    arguments: [QueryStrain.spill, .divide, [.spill, .divide], .trie, [.trie, .divide]])
  func rows(strain: QueryStrain) throws {
    let (fixture, store) = try Self.store()
    for text in Self.queries {
      let expected = try store.rowTexts(text, [])
      let actual = try store.rowTexts(text, strain)
      #expect(actual.sorted() == expected.sorted(), "\(text)")
    }
    withExtendedLifetime(fixture) {}
  }

  @Test(
    "keep the order of ORDER BY below DISTINCT",
    arguments: [QueryStrain.spill, .divide, [.spill, .divide]])
  func order(strain: QueryStrain) throws {
    let (fixture, store) = try Self.store()
    for text in [
      "SELECT DISTINCT ?a ?c { ?a <p:takes> ?b . ?c <p:takes> ?b } ORDER BY ?a ?c",
      "SELECT DISTINCT ?b { ?a <p:takes> ?b } ORDER BY DESC(?b) LIMIT 20 OFFSET 7",
    ] {
      #expect(try store.rowTexts(text, strain) == store.rowTexts(text, []), "\(text)")
    }
    withExtendedLifetime(fixture) {}
  }

  @Test("that fail in one thread end, and so do those that nobody reads on")
  func ends() throws {
    let (fixture, store) = try Self.store()
    let text =
      "SELECT * { ?s ?p ?o . ?t <p:takes> ?c FILTER(STRLEN(CONCAT(STR(?s), STR(?t))) > 3) }"
    for _ in 0..<3 {
      let control = QueryControl(strain: .divide)
      let execution = try store.execution(
        try QueryParser().query(text), options: QueryOptions(), control: control)
      #expect(try !execution.nextRows().isEmpty)
      control.cancel()
      #expect(throws: QueryError.self) { while try !execution.nextRows().isEmpty {} }
      let left = try store.execution(
        try QueryParser().query(text), options: QueryOptions(),
        control: QueryControl(strain: .divide))
      #expect(try !left.nextRows().isEmpty)
    }
    withExtendedLifetime(fixture) {}
  }

  @Test("nest without the plan growing with each level")
  func nesting() throws {
    let (fixture, store) = try Self.store()
    var pattern = "?v0 <p:takes> ?x0"
    for depth in 1...24 {
      pattern =
        "?v\(depth) <p:takes> ?x\(depth) . { ?v\(depth) <p:memberOf> ?v\(depth - 1) OPTIONAL { \(pattern) } }"
    }
    let execution = try store.execution(
      try QueryParser().query("SELECT * { \(pattern) } LIMIT 1"), options: QueryOptions(),
      control: QueryControl(timeoutSeconds: 30))
    _ = try execution.nextRows()
    withExtendedLifetime(fixture) {}
  }
}
