import RDF
import RDFSyntax
import SPARQL
import TestSupport
import Testing

/// What the W3C's suites leave open, or pass over.
@Suite("the reference evaluator")
struct ReferenceEvaluatorTests {
  private static let prologue = "PREFIX : <http://e/>\n"

  private func evaluate(_ query: String, _ turtle: String = "") throws -> ReferenceResult {
    let bytes = Array("@prefix : <http://e/> .\n\(turtle)".utf8)
    let quads = try readQuads(bytes, .trig, base: "http://e/", file: "test")
    return try ReferenceEvaluator(ReferenceDataset(quads: quads))
      .evaluate(try QueryParser(base: IRI("http://e/")).query(Self.prologue + query))
  }

  private func graph(_ query: String, _ turtle: String) throws -> [Triple] {
    guard case .graph(let triples) = try evaluate(query, turtle) else {
      throw ReferenceError("the result is no graph")
    }
    return triples
  }

  /// The rows as text, sorted; IRIs and literals by their last part, unbound as `-`.
  private func rows(_ query: String, _ turtle: String = "") throws -> [String] {
    guard case .rows(_, let rows) = try evaluate(query, turtle) else { return ["no rows"] }
    return rows.map { $0.map(text).joined(separator: " ") }.sorted()
  }

  private func text(_ term: Term?) -> String {
    switch term {
    case .iri(let iri)?: iri.string.replacing("http://e/", with: "")
    case .literal(let literal)?: literal.lexicalForm
    case .blankNode?: "[]"
    case nil: "-"
    }
  }

  @Test("sequences and alternatives count ways, closures count nodes")
  func pathCardinality() throws {
    let diamond = ":a :p :b, :c . :b :q :d . :c :q :d ."
    #expect(try rows("SELECT ?x { :a :p/:q ?x }", diamond) == ["d", "d"])
    #expect(try rows("SELECT ?x { :a (:p|:p)/:q ?x }", diamond) == ["d", "d", "d", "d"])
    #expect(try rows("SELECT ?x { :a (:p|:q)+ ?x }", diamond) == ["b", "c", "d"])
    #expect(try rows("SELECT ?x { :a !:r ?x }", diamond + ":a :s :b .") == ["b", "b", "c"])
  }

  @Test("a path of no steps joins a term with itself, in the graph or not")
  func zeroSteps() throws {
    #expect(try rows("SELECT ?x { :nowhere :p* ?x }", ":a :p :b .") == ["nowhere"])
    #expect(try rows("SELECT ?x { ?x :p? 7 }", ":a :p :b .") == ["7"])
    #expect(try rows("SELECT ?x ?y { ?x :p? ?y }", ":a :p :b .") == ["a a", "a b", "b b"])
    #expect(try rows("SELECT ?x { ?x :p* ?x }", ":a :p :b .") == ["a", "b"])
    #expect(try rows("SELECT ?x { ?x :p+ ?x }", ":a :p :b . :b :p :a . :c :p :a .") == ["a", "b"])
  }

  @Test("EXISTS puts terms for variables, down to nested groups")
  func substitution() throws {
    let data = ":a :p 1 ; :q 2 . :b :p 1 ."
    let deep = "SELECT ?s { ?s :p ?v FILTER EXISTS { { { FILTER(?v = 1) ?s :q ?w } } } }"
    #expect(try rows(deep, data) == ["a"])
    let optional =
      "SELECT ?s { ?s :p ?v FILTER EXISTS { OPTIONAL { ?s :q ?w } FILTER(!BOUND(?w)) } }"
    #expect(try rows(optional, data) == ["b"])
    // The inner ?s of a subquery that does not project it is another.
    let hidden = "SELECT ?s { ?s :p ?v FILTER EXISTS { SELECT ?w { ?s :q ?w } } }"
    #expect(try rows(hidden, data) == ["a", "b"])
    let projected = "SELECT ?s { ?s :p ?v FILTER EXISTS { SELECT ?s { ?s :q ?w } } }"
    #expect(try rows(projected, data) == ["a"])
    // After substitution both sides of MINUS have nothing in common.
    let minus = "SELECT ?s { ?s :p ?v FILTER EXISTS { ?s :p 1 MINUS { ?s :q 2 } } }"
    #expect(try rows(minus, data) == ["a", "b"])
    let values = "SELECT ?s { ?s :p ?v FILTER EXISTS { VALUES ?s { :b UNDEF } :b :p ?v } }"
    #expect(try rows(values, data) == ["a", "b"])
    let bind = "SELECT ?s { ?s :p ?v FILTER EXISTS { BIND(:b AS ?s) } }"
    #expect(try rows(bind, data) == ["b"])
  }

  @Test("without GROUP BY there is one group, with it none of nothing")
  func emptyGroups() throws {
    #expect(try rows("SELECT (COUNT(*) AS ?n) (SUM(?x) AS ?s) (MIN(?x) AS ?m) {}") == ["1 - -"])
    #expect(try rows("SELECT (COUNT(*) AS ?n) (AVG(?x) AS ?s) { ?x :p ?y }") == ["0 0"])
    #expect(try rows("SELECT (COUNT(*) AS ?n) { ?x :p ?y } GROUP BY ?x") == [])
    let keys = "SELECT ?k (COUNT(?v) AS ?n) { ?s :p ?v } GROUP BY (1 / ?v AS ?k)"
    #expect(try rows(keys, ":a :p 0 . :b :p 0.0 . :c :p 1 .") == ["- 2", "1 1"])
  }

  @Test("a label of BNODE is one node throughout a solution, and another in the next")
  func blankNodeLabels() throws {
    let query = "SELECT (BNODE(\"l\") AS ?x) (BNODE(\"l\") AS ?y) (BNODE() AS ?z) { ?s :p ?o }"
    guard case .rows(_, let rows) = try evaluate(query, ":a :p 1, 2 .") else {
      throw ReferenceError("the result has no rows")
    }
    #expect(rows.allSatisfy { $0[0] == $0[1] && $0[0] != $0[2] })
    #expect(Set(rows.map { $0[0] }).count == 2)
  }

  @Test("CONSTRUCT leaves out what is no triple, and makes blank nodes for each solution")
  func construct() throws {
    let query = "CONSTRUCT { _:x :of ?o . ?o :is _:x . ?o :no ?never } { ?s :p ?o }"
    let graph = try graph(query, ":a :p 1, :b .")
    #expect(graph.count == 3)
    #expect(Set(graph.flatMap { [$0.subject, $0.object] }.filter { text($0) == "[]" }).count == 2)
  }

  @Test("DESCRIBE follows blank nodes, and nothing else")
  func describe() throws {
    let data = ":a :p [ :q [ :r :b ] ] . :b :p 1 . :c :p :a . :g { :a :s 2 }"
    let graph = try graph("DESCRIBE :a", data)
    #expect(Set(graph.map { text($0.predicate) }) == ["p", "q", "r"])
    #expect(graph.count == 3)
  }

  @Test("FROM makes the dataset of nothing but what it names")
  func datasets() throws {
    let data = ":s :p 0 . :g { :s :p 1 } :h { :s :p 2 }"
    #expect(try rows("SELECT ?o FROM :g FROM :h { ?s :p ?o }", data) == ["1", "2"])
    #expect(try rows("SELECT ?o FROM :g { GRAPH ?h { ?s :p ?o } }", data) == [])
    #expect(try rows("SELECT ?o FROM NAMED :g { ?s :p ?o }", data) == [])
    #expect(try rows("SELECT ?g ?o FROM NAMED :h { GRAPH ?g { ?s :p ?o } }", data) == ["h 2"])
  }

  @Test("an update that fails leaves the data as they are, unless it is SILENT")
  func failingUpdates() throws {
    let triple = Triple(.iri(IRI("http://e/s")), .iri(IRI("http://e/p")), .literal(Literal("1")))
    let data = ReferenceDataset(defaultGraph: [triple])
    func update(_ text: String) throws -> ReferenceDataset {
      try ReferenceEvaluator(data).apply(try QueryParser().update(Self.prologue + text))
    }
    #expect(throws: ReferenceError.self) { try update("CLEAR ALL ; COPY :none TO DEFAULT") }
    #expect(try update("COPY SILENT :none TO DEFAULT ; LOAD SILENT :none") == data)
    #expect(throws: ReferenceError.self) { try update("LOAD :none") }
    #expect(try update("MOVE DEFAULT TO :g").namedGraphs.values.first == [triple])
  }
}
