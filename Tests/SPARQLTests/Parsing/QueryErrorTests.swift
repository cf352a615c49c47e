import RDF
import SPARQL
import Testing

@Suite("errors of queries")
struct QuerySyntaxErrorTests {
  @Test(
    "what is missing is said at its place",
    arguments: [
      Example(
        "", "1:1 expected a query: SELECT, CONSTRUCT, ASK or DESCRIBE, found the end of the text"),
      Example("SELECT", #"1:7 expected a variable, "(" or "*", found the end of the text"#),
      Example(
        "SELECT ?x",
        #"1:10 expected a variable, "(", FROM, WHERE or "{", found the end of the text"#),
      Example(
        "SELECT *\n\n  {} ?x",
        "3:6 expected the end of the query, or GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET or VALUES in this order, found \"?x\""
      ),
      Example(
        "ASK {",
        #"1:6 expected a triple, a pattern such as OPTIONAL or FILTER, or "}", found the end of the text"#
      ),
      Example(
        "ASK { ?s ?p ?o ?x }",
        #"1:16 expected ".", ";", ",", a pattern such as OPTIONAL or FILTER, or "}", found "?x""#),
      Example(
        "ASK { ?s }", #"1:10 expected a predicate: a variable, an IRI, "a" or a path, found "}""#),
      Example(
        "ASK { ?s 'p' ?o }",
        #"1:10 expected a predicate: a variable, an IRI, "a" or a path, found a string"#),
      Example(
        "ASK { ?s ?p }",
        #"1:13 expected an object: a variable, an IRI, a blank node or a literal, found "}""#),
      Example("ASK { FILTER(?x ?y) }", #"1:17 expected an operator or ")", found "?y""#),
      Example("ASK { FILTER ?x }", #"1:14 expected a condition: "(" or a function, found "?x""#),
      Example("ASK { BIND(1 ?x) }", #"1:14 expected an operator or AS, found "?x""#),
      Example("ASK { OPTIONAL ?x }", #"1:16 expected "{", found "?x""#),
      Example(
        "ASK { ?s :p/ ?o }",
        #"1:14 expected a step of the path: an IRI, "a", "^", "!" or "(", found "?o""#),
      Example("ASK { ?s (:p ?o }", #"1:14 expected "/", "|", "*", "+", "?" or ")", found "?o""#),
      Example(
        "ASK { ?s !?p ?o }",
        #"1:11 expected a predicate that is excluded: an IRI or "a", found "?p""#),
      Example("ASK { (1 ?x . }", #"1:13 expected a member of the collection or ")", found ".""#),
      Example("ASK { [ ?p 1 ?x ] }", #"1:14 expected ";", "," or "]", found "?x""#),
      Example(
        "ASK { GRAPH 'g' {} }",
        "1:13 expected the name of a graph: a variable or an IRI, found a string"),
      Example(
        "ASK { VALUES ?x { ?y } }",
        #"1:19 expected "}" or a value: an IRI, a literal or UNDEF, found "?y""#),
      Example(
        "ASK { VALUES (?x) { 1 } }", #"1:21 expected a row in parentheses or "}", found "1""#),
      Example(
        "SELECT ?x {} LIMIT ?x",
        "1:20 expected the number after LIMIT, an integer without a sign, found \"?x\""),
      Example(
        "SELECT ?x {} LIMIT -1",
        "1:20 expected the number after LIMIT, an integer without a sign, found \"-1\""),
      Example("SELECT ?x {} GROUP ?x", "1:20 expected BY, found \"?x\""),
      Example(
        "SELECT ?x {} LIMIT 1 LIMIT 2",
        "1:22 expected the end of the query, or GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET or VALUES in this order, found \"LIMIT\""
      ),
      Example(
        "PREFIX x <y:> ASK {}",
        "1:8 expected a prefix that ends with a colon: PREFIX name: <...>, found \"x\""),
      Example("BASE x: ASK {}", "1:6 expected an IRI in angle brackets: BASE <...>, found \"x:\""),
      Example(
        "CONSTRUCT { ?s ?p ?o FILTER(1) } {}",
        #"1:22 expected ".", ";", "," or "}"; a template holds triples alone, found "FILTER""#),
      Example(
        "CONSTRUCT { ?s :p* ?o } {}",
        #"1:18 expected an object: a variable, an IRI, a blank node or a literal, found "*""#),
      Example(
        "SELECT (SUM(?x; SEPARATOR='') AS ?y) {}", #"1:15 expected an operator or ")", found ";""#),
      Example("INSERT DATA {}", "1:1 this is an update, and a query is expected here"),
    ])
  func expected(example: Example) {
    #expect(queryError(example.text) == example.expected)
  }

  @Test(
    "a misspelt word is told",
    arguments: [
      Example(
        "SELCT * {}",
        "1:1 expected a query: SELECT, CONSTRUCT, ASK or DESCRIBE, found \"SELCT\"; did you mean SELECT?"
      ),
      Example(
        "SELECT ?x WHRE {}",
        #"1:11 expected a variable, "(", FROM, WHERE or "{", found "WHRE"; did you mean WHERE?"#),
      Example(
        "ASK { OPTOINAL {} }",
        #"1:7 expected a triple, a pattern such as OPTIONAL or FILTER, or "}", found "OPTOINAL"; did you mean OPTIONAL?"#
      ),
      Example(
        "ASK { ?s ?p 1 fliter(1) }",
        #"1:15 expected ".", ";", ",", a pattern such as OPTIONAL or FILTER, or "}", found "fliter"; did you mean FILTER?"#
      ),
      Example(
        "SELECT ?x {} ODER BY ?x",
        "1:14 expected the end of the query, or GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET or VALUES in this order, found \"ODER\"; did you mean ORDER?"
      ),
      Example(
        "ASK { FILTER(STRLENGTH(?x) > 3) }",
        "1:14 unknown function \"STRLENGTH\"; did you mean STRLEN?"),
      Example("ASK { FILTER(quux(?x)) }", "1:14 unknown function \"quux\""),
      Example(
        "ASK { FILTER contians(?x, 'a') }",
        "1:14 expected a condition: \"(\" or a function, found \"contians\"; did you mean CONTAINS?"
      ),
      Example(
        "ASK { FILTER(tru) }",
        "1:14 expected an expression: a variable, a literal, an IRI, a function or \"(\", found \"tru\"; did you mean TRUE?"
      ),
      Example("ASK { fof:x :p 1 }", "1:7 undefined prefix \"fof:\"; add PREFIX fof: <...>"),
      Example(
        "ASK { foaf:x :p 1 }",
        "1:7 undefined prefix \"foaf:\"; add PREFIX foaf: <http://xmlns.com/foaf/0.1/>"),
      Example(
        "PREFIX museum: <y:> ASK { musuem:x :p 1 }",
        "1:27 undefined prefix \"musuem:\"; did you mean museum:?"),
    ])
  func misspelt(example: Example) {
    #expect(queryError(example.text) == example.expected)
  }

  @Test(
    "broken tokens are named at the character that breaks them",
    arguments: [
      Example(
        "ASK { <http://a b> ?p ?o }", "1:16 a space cannot stand in an IRI; percent-encode it"),
      Example(
        "ASK { ?s ?p <http://a b> }", "1:22 a space cannot stand in an IRI; percent-encode it"),
      Example("ASK { ?s ?p <http://a{b> }", "1:22 \"{\" cannot stand in an IRI; percent-encode it"),
      Example(
        "ASK { ?s ?p <http://a\tb> }",
        "1:22 the control character U+0009 cannot stand in an IRI; percent-encode it"),
      Example("ASK { ?s ?p <http://a\n }", "1:13 the IRI that starts here has no \">\" at its end"),
      Example("ASK { ?s ?p <http://a", "1:13 the IRI that starts here has no \">\" at its end"),
      Example(
        #"ASK { ?s ?p <http://a\u0020b> }"#,
        "1:22 a space cannot stand in an IRI; percent-encode it"),
      Example(#"ASK { ?s ?p <http://a\n> }"#, #"1:22 \n is no escape of an IRI"#),
      Example(
        #"ASK { ?s ?p <http://a\uD800> }"#,
        #"1:22 \uD800 stands for no character: half of a UTF-16 pair; write the character as \U and eight digits"#
      ),
      Example(
        "ASK { ?s ?p 'a }",
        "1:13 the string that starts here has no ' at the end of its line; one of several lines stands between '''"
      ),
      Example(
        "ASK { ?s ?p \"a\n\" }",
        "1:13 the string that starts here has no \" at the end of its line; one of several lines stands between \"\"\""
      ),
      Example("ASK { ?s ?p '''a' }", "1:13 the string that starts here has no ''' at its end"),
      Example(
        #"ASK { ?s ?p "é\q" }"#, #"1:15 \q is no escape of a string; write \\ for a backslash"#),
      Example(#"ASK { ?s ?p "\u12" }"#, #"1:14 \u needs four hexadecimal digits after it"#),
      Example(
        #"ASK { ?s ?p "\U00110000" }"#,
        #"1:14 \U00110000 stands for no character: the last one is \U0010FFFF"#),
      Example(#"ASK { ?s ?p :a\"b }"#, #"1:15 \" is no escape of a name"#),
      Example("ASK { ?s ?p _ }", "1:13 a blank node is written _: and a label, such as _:b1"),
      Example("ASK { ?s ?p $ }", "1:13 a variable is written with a name, such as $x"),
      Example(
        "ASK { ?s ?p @ }", "1:13 a language tag is letters after the @, such as @en or @pt-BR"),
      Example("ASK { FILTER(?x & ?y) }", #"1:17 "and" is written &&"#),
      Example("ASK { ?s ?p € }", #"1:13 unexpected character "€""#),
    ])
  func tokens(example: Example) {
    #expect(queryError(example.text) == example.expected)
  }

  @Test(
    "what the grammar cannot say is refused as well",
    arguments: [
      Example(
        "ASK { ?s ?p ?o BIND(1 AS ?o) }",
        "1:26 BIND cannot assign ?o, which the group before it binds already; choose another name, or compare with FILTER"
      ),
      Example(
        "SELECT (1 AS ?x) (2 AS ?x) {}", "1:24 ?x is bound already; choose another name after AS"),
      Example("SELECT ?x (2 AS ?x) {}", "1:17 ?x is bound already; choose another name after AS"),
      Example(
        "SELECT (2 AS ?x) { ?x ?y ?z }", "1:14 ?x is bound already; choose another name after AS"),
      Example(
        "SELECT (COUNT(?x) AS ?x) { ?x ?y ?z }",
        "1:22 ?x is bound already; choose another name after AS"),
      Example(
        "SELECT (2 AS ?x) {} VALUES ?x { 1 }",
        "1:14 ?x is bound already; choose another name after AS"),
      Example(
        "SELECT ?s { ?s ?p ?o } GROUP BY (1 AS ?o)",
        "1:39 ?o is bound already; choose another name after AS"),
      Example(
        "SELECT ?o {} GROUP BY ?s",
        "1:8 ?o is not a key of the groups; add it to GROUP BY, or use an aggregate such as SAMPLE(?o)"
      ),
      Example(
        "SELECT ?s (?o + SUM(?o) AS ?x) {} GROUP BY ?s",
        "1:12 ?o is not a key of the groups; add it to GROUP BY, or use an aggregate such as SAMPLE(?o)"
      ),
      Example(
        "SELECT ?s {} ORDER BY COUNT(*)",
        "1:8 ?s is not a key of the groups; add it to GROUP BY, or use an aggregate such as SAMPLE(?s)"
      ),
      Example(
        "SELECT * {} GROUP BY ?s",
        "1:8 SELECT * cannot stand with groups; name the keys and aggregates"),
      Example(
        "SELECT * {} HAVING (COUNT(*) > 1)",
        "1:8 SELECT * cannot stand with groups; name the keys and aggregates"),
      Example(
        "ASK { FILTER(COUNT(?x) > 1) }",
        "1:14 the aggregate COUNT cannot stand in FILTER; use it in SELECT, HAVING or ORDER BY"),
      Example(
        "ASK { BIND(SUM(?x) AS ?y) }",
        "1:12 the aggregate SUM cannot stand in BIND; use it in SELECT, HAVING or ORDER BY"),
      Example(
        "ASK {} GROUP BY (MAX(?x))",
        "1:18 the aggregate MAX cannot stand in GROUP BY; use it in SELECT, HAVING or ORDER BY"),
      Example(
        "SELECT (MAX(COUNT(?x)) AS ?y) {}",
        "1:13 the aggregate COUNT cannot stand in MAX; use a subquery"),
      Example(
        "ASK {} HAVING EXISTS { FILTER(SUM(?x)) }",
        "1:31 the aggregate SUM cannot stand in FILTER; use it in SELECT, HAVING or ORDER BY"),
      Example(
        "SELECT COUNT(*) {}",
        "1:8 an expression in SELECT stands in parentheses, with a name: (... AS ?name)"),
      Example("ASK { VALUES (?x ?y) { (1) } }", "1:24 the row has 1 value for 2 variables"),
      Example("ASK { VALUES (?x ?x) {} }", "1:18 ?x is named twice in VALUES"),
      Example("ASK { FILTER(STRLEN()) }", "1:14 STRLEN takes 1 argument, found 0"),
      Example("ASK { FILTER(SUBSTR(1)) }", "1:14 SUBSTR takes 2 to 3 arguments, found 1"),
      Example("ASK { FILTER(IF(1, 2)) }", "1:14 IF takes 3 arguments, found 2"),
      Example("ASK { FILTER(:f(DISTINCT 1)) }", "1:17 DISTINCT can only stand in an aggregate"),
      Example(
        "ASK { FILTER(_:a = 1) }", "1:14 a blank node cannot stand in an expression; use a variable"
      ),
      Example("ASK { FILTER(?a IN (1) + 2) }", #"1:24 expected an operator or ")", found "+""#),
      Example("ASK { FILTER(?a IN (1) -2) }", #"1:24 expected an operator or ")", found "-2""#),
      Example(
        "ASK { FILTER(!!?a) }",
        #"1:15 expected a variable, a literal, a function or "(", found "!""#),
      Example(
        "ASK { FILTER(1 = 2 = 3) }",
        "1:20 comparisons cannot be chained; join them with && or use parentheses"),
      Example(
        "ASK { _:a :p 1 . {} _:a :q 1 }",
        "1:21 the blank node _:a belongs to another graph pattern; use a variable for what both share"
      ),
      Example(
        "ASK { _:a :p 1 FILTER EXISTS { _:a :q 1 } }",
        "1:32 the blank node _:a belongs to another graph pattern; use a variable for what both share"
      ),
      Example(
        "ASK { ?s ?p 1 UNION ?s ?p 2 }", "1:15 UNION stands between groups in braces: { } UNION { }"
      ),
      Example(
        "ASK { ?s ?p 1 . SELECT * {} }",
        "1:17 a subquery stands in braces of its own: { SELECT ... }"),
    ])
  func meaning(example: Example) {
    #expect(queryError(example.text) == example.expected)
  }

  @Test("a relative IRI without a base is refused")
  func relative() {
    #expect(
      queryError("ASK { ?s ?p <a> }", QueryParser())
        == "1:13 the IRI <a> is relative, and there is no base; write it out, or add BASE <...>")
    #expect(queryError("BASE <http://b/> ASK { ?s ?p <a> }", QueryParser()) == nil)
    #expect(queryError("ASK { ?s ?p <urn:a> }", QueryParser()) == nil)
  }

  @Test("lines end with LF, CR or both, columns count scalars")
  func places() {
    #expect(queryError("ASK\r\n{\r?s\n👾é ?p }")?.hasPrefix("4:1 ") == true)
    #expect(queryError("ASK\r\n{\r?s ?é\n'👾e\u{301}' . ?s }")?.hasPrefix("4:12 ") == true)
    #expect(queryError("ASK { ?s ?p \"\"\"\n\n\"\"\" ?x }")?.hasPrefix("3:5 ") == true)
  }

  @Test("places are those of the text before codepoint escapes are replaced")
  func escapedPlaces() {
    #expect(queryError(#"ASK { ?\u0073 ?p ?o ?x }"#)?.hasPrefix("1:21 ") == true)
    #expect(queryError(#"ASK { \u003Fs ?p 1 . \u003Fs \u003F"#)?.hasPrefix("1:30 ") == true)
    #expect(queryError(#"ASK { ?s ?p 1\u000A ?x }"#)?.hasPrefix("1:21 ") == true)
  }
}
