import SPARQL
import Testing

@Suite("errors of updates")
struct UpdateSyntaxErrorTests {
  @Test(
    "what an update may not say",
    arguments: [
      Example("SELECT * {}", "1:1 this is a query, and an update is expected here"),
      Example(
        "INSRT DATA {}",
        "1:1 expected an update: INSERT, DELETE, WITH, LOAD, CLEAR, DROP, CREATE, ADD, MOVE or COPY, found \"INSRT\"; did you mean INSERT?"
      ),
      Example(
        "CLEAR ALL ; ;",
        "1:13 expected an update: INSERT, DELETE, WITH, LOAD, CLEAR, DROP, CREATE, ADD, MOVE or COPY, found \";\""
      ),
      Example(
        "CLEAR ALL CLEAR ALL", "1:11 expected \";\" or the end of the request, found \"CLEAR\""),
      Example("CLEAR :g", "1:7 expected GRAPH and an IRI, DEFAULT, NAMED or ALL, found \":g\""),
      Example("CREATE DEFAULT", "1:8 expected GRAPH, found \"DEFAULT\""),
      Example("COPY NAMED TO :g", "1:6 expected the IRI of a graph or DEFAULT, found \"NAMED\""),
      Example("COPY :g INTO :h", "1:9 expected TO, found \"INTO\""),
      Example("LOAD ?x", "1:6 expected the IRI of a document, found \"?x\""),
      Example("LOAD <d> INTO :g", "1:15 expected GRAPH, found \":g\""),
      Example("INSERT DATA { ?s :p 1 }", "1:15 a variable cannot stand in INSERT DATA"),
      Example("INSERT DATA { :s ?p 1 }", "1:18 a variable cannot stand in INSERT DATA"),
      Example("INSERT DATA { GRAPH ?g {} }", "1:21 a variable cannot stand in INSERT DATA"),
      Example("INSERT DATA { 'a' :p 1 }", "1:15 a literal cannot be the subject of a triple"),
      Example(
        "INSERT DATA { :s :p/:q 1 }",
        #"1:20 expected an object: a variable, an IRI, a blank node or a literal, found "/""#),
      Example(
        "INSERT DATA { GRAPH :g { GRAPH :h {} } }", "1:26 a graph cannot stand in another graph"),
      Example(
        "INSERT DATA { :s :p 1 :t :p 1 }", #"1:23 expected ".", ";", ",", GRAPH or "}", found ":t""#
      ),
      Example(
        "INSERT DATA { _:a :p 1 } ; INSERT DATA { _:a :p 1 }",
        "1:42 the blank node _:a belongs to an earlier INSERT DATA; use another label"),
      Example(
        "DELETE DATA { ?s :p 1 }", "1:15 a variable cannot stand in DELETE DATA; use DELETE WHERE"),
      Example(
        "DELETE DATA { [] :p 1 }",
        "1:15 a blank node cannot stand in DELETE DATA; use DELETE { } WHERE { } with a variable"),
      Example(
        "DELETE { (1) :p 1 } WHERE {}",
        "1:10 a blank node cannot stand in a DELETE template: it would match nothing"),
      Example(
        "DELETE WHERE { ?s :p _:a }",
        "1:22 a blank node cannot stand in DELETE WHERE; use a variable"),
      Example(
        "DELETE WHERE { FILTER(1) }", #"1:16 expected ".", ";", ",", GRAPH or "}", found "FILTER""#),
      Example(
        "WITH :g DELETE WHERE { ?s ?p ?o }", "1:16 expected a template in braces, found \"WHERE\""),
      Example("WITH :g INSERT DATA {}", "1:16 expected a template in braces, found \"DATA\""),
      Example("INSERT WHERE {}", "1:8 expected a template in braces or DATA, found \"WHERE\""),
      Example("INSERT {}", "1:10 expected USING or WHERE, found the end of the text"),
      Example(
        "DELETE {} USING NAMED WHERE {}", "1:23 expected the IRI of a graph, found \"WHERE\""),
    ])
  func meaning(example: Example) {
    #expect(updateError(example.text) == example.expected)
  }
}
