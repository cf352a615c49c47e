import RDF
import SPARQL
import Testing

@Suite("forms of queries")
struct FormTests {
  private func triple(_ triple: TriplePattern) -> String { triple.description }

  @Test("ASK")
  func ask() throws {
    let query = try testParser.query("ASK FROM :g FROM NAMED :h FROM :i WHERE { ?s :p 1 }")
    #expect(query.form == .ask)
    #expect(
      query.dataset
        == DatasetClause(defaultGraphs: [IRI("x:g"), IRI("x:i")], namedGraphs: [IRI("x:h")]))
    #expect(query.pattern.description == "(bgp (triple ?s <x:p> 1))")
    #expect(try testParser.query("ASK {}").dataset == nil)
  }

  @Test("CONSTRUCT keeps the blank nodes of its template as terms")
  func construct() throws {
    let query = try testParser.query(
      "CONSTRUCT { _:a :p ?x ; :q [] . } FROM :g { _:a :r ?x } ORDER BY ?x LIMIT 2")
    guard case .construct(let template) = query.form else {
      Issue.record("\(query.form)")
      return
    }
    #expect(
      template.map(triple) == ["(triple _:a <x:p> ?x)", "(triple _:a <x:q> _:.b1)"])
    #expect(query.dataset?.defaultGraphs == [IRI("x:g")])
    #expect(
      query.pattern.description == "(slice 0 2 (order (?x) (bgp (triple ?.b2 <x:r> ?x))))")
  }

  @Test("the template of CONSTRUCT WHERE is its pattern too")
  func constructWhere() throws {
    let query = try testParser.query(
      "CONSTRUCT FROM :g WHERE { ?s :p _:a . _:a :q [] } LIMIT 1")
    guard case .construct(let template) = query.form else {
      Issue.record("\(query.form)")
      return
    }
    #expect(template.map(triple) == ["(triple ?s <x:p> _:a)", "(triple _:a <x:q> _:.b1)"])
    #expect(
      query.pattern.description
        == "(slice 0 1 (bgp (triple ?s <x:p> ?.b2) (triple ?.b2 <x:q> ?.b3)))")
    #expect(try testParser.query("CONSTRUCT WHERE {}").form == .construct([]))
    #expect(try testParser.query("CONSTRUCT {} WHERE {}").form == .construct([]))
  }

  @Test("DESCRIBE")
  func describe() throws {
    let some = try testParser.query("DESCRIBE ?x :a <b> FROM :g")
    #expect(
      some.form
        == .describe([
          .variable(Variable("x")), .term(.iri(IRI("x:a"))), .term(.iri(IRI("http://base/b"))),
        ]))
    #expect(some.pattern == .unit)
    let all = try testParser.query("DESCRIBE * { ?s :p ?o . [] :q ?s } LIMIT 3")
    #expect(all.form == .describe([.variable(Variable("s")), .variable(Variable("o"))]))
    #expect(try testParser.query("DESCRIBE *").form == .describe([]))
  }

  @Test("the prologue is resolved as it goes, and a later prefix replaces")
  func prologue() throws {
    let query = try QueryParser().query(
      """
      base <http://a/b/c>
      Prefix : <d#>
      BASE <../e/>
      PREFIX x: <f>
      prefix : <g#>
      ASK { :s x: <h> }
      """)
    #expect(query.prologue.base == IRI("http://a/e/"))
    #expect(
      query.prologue.prefixes == [
        QueryPrefix(name: "", namespace: IRI("http://a/e/g#")),
        QueryPrefix(name: "x", namespace: IRI("http://a/e/f")),
      ])
    #expect(
      query.pattern.description
        == "(bgp (triple <http://a/e/g#s> <http://a/e/f> <http://a/e/h>))")
  }

  @Test("given prefixes and the given base stand until the text has its own")
  func givenPrologue() throws {
    #expect(
      try algebra("PREFIX : <y:> BASE <z:/> ASK { :s <p> 1 }") == "(bgp (triple <y:s> <z:/p> 1))")
    #expect(try algebra("ASK { :s <p> 1 }") == "(bgp (triple <x:s> <http://base/p> 1))")
  }

  @Test("a byte order mark, comments and line ends of any kind are skipped")
  func blanks() throws {
    #expect(try algebra("\u{FEFF}ASK#{\r{#}\r\n}#") == "(table unit)")
    #expect(try algebra("ASK{FILTER(1<2)}") == "(filter (< 1 2) (table unit))")
  }
}
