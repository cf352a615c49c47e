import RDF
import SPARQL
import Testing

@Suite("patterns into algebra")
struct PatternTests {
  @Test(
    "triples",
    arguments: [
      Example("{ }", "(table unit)"),
      Example("{ ?s :p 1 }", "(bgp (triple ?s <x:p> 1))"),
      Example("{ ?s a :C . }", "(bgp (triple ?s <\(RDFVocabulary.type.string)> <x:C>))"),
      Example("{ $s ?p 'o' . 1 :p ?o }", #"(bgp (triple ?s ?p "o") (triple 1 <x:p> ?o))"#),
      Example(
        "{ ?s :p 1, 2 ;; :q 3 ; . }",
        "(bgp (triple ?s <x:p> 1) (triple ?s <x:p> 2) (triple ?s <x:q> 3))"),
      Example(
        "{ [] :p _:a . _:a :q [] }", "(bgp (triple ?.b1 <x:p> ?.b2) (triple ?.b2 <x:q> ?.b3))"),
      Example(
        "{ [ :p 1 ; :q 2 ] }", "(bgp (triple ?.b1 <x:p> 1) (triple ?.b1 <x:q> 2))"),
      Example(
        "{ ?s :p [ :q [ :r ?o ] ] }",
        "(bgp (triple ?.b2 <x:r> ?o) (triple ?.b1 <x:q> ?.b2) (triple ?s <x:p> ?.b1))"),
      Example("{ [ :p 1 ] :q 2 }", "(bgp (triple ?.b1 <x:p> 1) (triple ?.b1 <x:q> 2))"),
    ])
  func triples(example: Example) throws {
    #expect(try algebra(ofGroup: example.text) == example.expected)
  }

  @Test("collections are chains of cells")
  func collections() throws {
    let rdf = RDFVocabulary.namespace
    #expect(
      try algebra(ofGroup: "{ (1 ?x) :p () }") == """
        (bgp (triple ?.b1 <\(rdf)first> 1) (triple ?.b1 <\(rdf)rest> ?.b2) \
        (triple ?.b2 <\(rdf)first> ?x) (triple ?.b2 <\(rdf)rest> <\(rdf)nil>) \
        (triple ?.b1 <x:p> <\(rdf)nil>))
        """)
    #expect(
      try algebra(ofGroup: "{ ((1)) }") == """
        (bgp (triple ?.b2 <\(rdf)first> 1) (triple ?.b2 <\(rdf)rest> <\(rdf)nil>) \
        (triple ?.b1 <\(rdf)first> ?.b2) (triple ?.b1 <\(rdf)rest> <\(rdf)nil>))
        """)
    #expect(
      try algebra(ofGroup: "{ ( [ :p/:q 1 ] ) }") == """
        (bgp (triple ?.b2 <x:p> ?.p1) (triple ?.p1 <x:q> 1) \
        (triple ?.b1 <\(rdf)first> ?.b2) (triple ?.b1 <\(rdf)rest> <\(rdf)nil>))
        """)
  }

  @Test(
    "elements of a group in their order",
    arguments: [
      Example(
        "{ ?s :p ?o FILTER(?o > 1) ?s :q ?r FILTER(?r) }",
        "(filter (&& (> ?o 1) ?r) (bgp (triple ?s <x:p> ?o) (triple ?s <x:q> ?r)))"),
      Example(
        "{ ?s :p ?o . { ?s :q ?r } . ?s :t ?u }",
        """
        (join (join (bgp (triple ?s <x:p> ?o)) (bgp (triple ?s <x:q> ?r))) \
        (bgp (triple ?s <x:t> ?u)))
        """),
      Example(
        "{ ?s :p ?o OPTIONAL { ?s :q ?r FILTER(?r > ?o) } }",
        "(leftjoin (bgp (triple ?s <x:p> ?o)) (bgp (triple ?s <x:q> ?r)) (> ?r ?o))"),
      Example(
        "{ ?s :p ?o OPTIONAL { { ?s :q ?r FILTER(?r > ?o) } } }",
        """
        (leftjoin (bgp (triple ?s <x:p> ?o)) \
        (filter (> ?r ?o) (bgp (triple ?s <x:q> ?r))))
        """),
      Example(
        "{ OPTIONAL { ?s :p ?o } }", "(leftjoin (table unit) (bgp (triple ?s <x:p> ?o)))"),
      Example(
        "{ ?s :p ?o MINUS { ?s :q 1 FILTER(?o) } }",
        "(minus (bgp (triple ?s <x:p> ?o)) (filter ?o (bgp (triple ?s <x:q> 1))))"),
      Example(
        "{ { ?s :p 1 } UNION { ?s :p 2 } UNION {} }",
        """
        (union (union (bgp (triple ?s <x:p> 1)) (bgp (triple ?s <x:p> 2))) (table unit))
        """),
      Example(
        "{ GRAPH ?g { ?s :p 1 } GRAPH :g {} }",
        "(join (graph ?g (bgp (triple ?s <x:p> 1))) (graph <x:g> (table unit)))"),
      Example(
        "{ ?s :p ?o BIND(?o + 1 AS ?x) ?s :q ?x }",
        """
        (join (extend ((?x (+ ?o 1))) (bgp (triple ?s <x:p> ?o))) \
        (bgp (triple ?s <x:q> ?x)))
        """),
      Example("{ BIND(1 AS ?x) }", "(extend ((?x 1)) (table unit))"),
      Example("{ {{{ ?s :p 1 }}} }", "(bgp (triple ?s <x:p> 1))"),
      Example("{ FILTER(true) . }", "(filter true (table unit))"),
      Example(
        "{ FILTER NOT EXISTS { ?s :p ?o } FILTER EXISTS { FILTER(?z) } }",
        """
        (filter (&& (notexists (bgp (triple ?s <x:p> ?o))) \
        (exists (filter ?z (table unit)))) (table unit))
        """),
      Example(
        "{ VALUES ?x { 1 UNDEF :a } }", "(table (vars ?x) (row 1) (row undef) (row <x:a>))"),
      Example(
        "{ ?s :p ?x VALUES (?x ?y) { (1 'a'@en) (UNDEF true) } }",
        """
        (join (bgp (triple ?s <x:p> ?x)) \
        (table (vars ?x ?y) (row 1 "a"@en) (row undef true)))
        """),
      Example("{ VALUES () { () () } }", "(table (vars) (row) (row))"),
      Example("{ VALUES ?x {} }", "(table (vars ?x))"),
    ])
  func elements(example: Example) throws {
    #expect(try algebra(ofGroup: example.text) == example.expected)
  }

  @Test(
    "paths",
    arguments: [
      Example("{ ?s :a/:b ?o }", "(bgp (triple ?s <x:a> ?.p1) (triple ?.p1 <x:b> ?o))"),
      Example("{ ?s ^:a ?o }", "(bgp (triple ?o <x:a> ?s))"),
      Example("{ ?s ^(:a/^:b) ?o }", "(bgp (triple ?o <x:a> ?.p1) (triple ?s <x:b> ?.p1))"),
      Example(
        "{ ?s :a|:b ?o }", "(union (bgp (triple ?s <x:a> ?o)) (bgp (triple ?s <x:b> ?o)))"),
      Example(
        "{ ?s :a|^:b/:c|a ?o }",
        """
        (union (union (bgp (triple ?s <x:a> ?o)) \
        (bgp (triple ?.p1 <x:b> ?s) (triple ?.p1 <x:c> ?o))) \
        (bgp (triple ?s <\(RDFVocabulary.type.string)> ?o)))
        """),
      Example("{ ?s :a* ?o }", "(path ?s (path* <x:a>) ?o)"),
      Example("{ ?s :a+ ?o }", "(path ?s (path+ <x:a>) ?o)"),
      Example("{ ?s :a? ?o }", "(path ?s (path? <x:a>) ?o)"),
      Example("{ ?s ^:a* ?o }", "(path ?o (path* <x:a>) ?s)"),
      Example("{ ?s (^:a)* ?o }", "(path ?s (path* (reverse <x:a>)) ?o)"),
      Example(
        "{ ?s (:a/(:b|:c))+ ?o }", "(path ?s (path+ (seq <x:a> (alt <x:b> <x:c>))) ?o)"),
      Example("{ ?s !:a ?o }", "(path ?s (notoneof <x:a>) ?o)"),
      Example(
        "{ ?s !(:a|^:b|^a) ?o }",
        "(path ?s (notoneof <x:a> (rev <x:b>) (rev <\(RDFVocabulary.type.string)>)) ?o)"),
      Example("{ ?s !() ?o }", "(path ?s (notoneof) ?o)"),
      Example("{ ?s !^:a ?o }", "(path ?s (notoneof (rev <x:a>)) ?o)"),
      Example(
        "{ ?s :a/:b*/:c ?o }",
        """
        (join (join (bgp (triple ?s <x:a> ?.p2)) (path ?.p2 (path* <x:b>) ?.p1)) \
        (bgp (triple ?.p1 <x:c> ?o)))
        """),
      Example(
        "{ ?s :a* ?o, ?r ; :b 1 }",
        """
        (join (join (path ?s (path* <x:a>) ?o) (path ?s (path* <x:a>) ?r)) \
        (bgp (triple ?s <x:b> 1)))
        """),
      Example("{ ?s (:a) ?o }", "(bgp (triple ?s <x:a> ?o))"),
      Example(
        "{ ?s :a?/:b ?o }",
        """
        (join (path ?s (path? <x:a>) ?.p1) (bgp (triple ?.p1 <x:b> ?o)))
        """),
    ])
  func paths(example: Example) throws {
    #expect(try algebra(ofGroup: example.text) == example.expected)
  }

  @Test("a label is one variable within a basic pattern, filters do not end one")
  func labels() throws {
    #expect(
      try algebra(ofGroup: "{ _:a :p 1 FILTER(1 = 1) _:a :q 2 . _:b :p* _:a }") == """
        (filter (= 1 1) (join (bgp (triple ?.b1 <x:p> 1) (triple ?.b1 <x:q> 2)) \
        (path ?.b2 (path* <x:p>) ?.b1)))
        """)
    #expect(
      try algebra(ofGroup: "{ _:a :p 1 FILTER EXISTS { _:b :p 1 } _:a :q 2 }") == """
        (filter (exists (bgp (triple ?.b2 <x:p> 1))) \
        (bgp (triple ?.b1 <x:p> 1) (triple ?.b1 <x:q> 2)))
        """)
  }

  @Test("a service keeps its text and the prologue")
  func service() throws {
    let query = try testParser.query(
      """
      PREFIX e: <y:>
      SELECT * {
        SERVICE SILENT ?e # endpoint
        { ?s e:p "\\u00E9" . # why
          { SERVICE e:x {} } } ?s ?p 1 }
      """)
    guard case .project(.join(.service(let call), _), _) = query.pattern else {
      Issue.record("no service in \(query.pattern)")
      return
    }
    #expect(call.text == "{ ?s e:p \"\\u00E9\" . # why\n    { SERVICE e:x {} } }")
    #expect(call.isSilent)
    #expect(call.endpoint == .variable(Variable("e")))
    #expect(call.prologue.base == IRI("http://base/"))
    #expect(call.prologue.prefixes.map(\.name) == ["", "e"])
    #expect(
      call.pattern.description
        == "(join (bgp (triple ?s <y:p> \"é\")) (service <y:x> (table unit)))")
    #expect(query.form == .select([Variable("e"), Variable("s"), Variable("p")]))
  }
}
