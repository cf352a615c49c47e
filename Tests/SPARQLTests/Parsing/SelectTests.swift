import RDF
import SPARQL
import Testing

@Suite("query levels into algebra")
struct SelectTests {
  @Test(
    "selection and modifiers",
    arguments: [
      Example("SELECT ?s { ?s :p 1 }", "(project (?s) (bgp (triple ?s <x:p> 1)))"),
      Example("SELECT ?s ?x ?s WHERE {}", "(project (?s ?x) (table unit))"),
      Example("SELECT DISTINCT ?s {}", "(distinct (project (?s) (table unit)))"),
      Example("SELECT REDUCED ?s {}", "(reduced (project (?s) (table unit)))"),
      Example(
        "SELECT (1 AS ?x) (?x + 1 AS ?y) ?x {}",
        "(project (?x ?y) (extend ((?y (+ ?x 1))) (extend ((?x 1)) (table unit))))"),
      Example("SELECT ?s {} LIMIT 5", "(slice 0 5 (project (?s) (table unit)))"),
      Example("SELECT ?s {} OFFSET 5", "(slice 5 _ (project (?s) (table unit)))"),
      Example("SELECT ?s {} LIMIT 0 OFFSET 2", "(slice 2 0 (project (?s) (table unit)))"),
      Example("SELECT ?s {} OFFSET 2 LIMIT 1", "(slice 2 1 (project (?s) (table unit)))"),
      Example(
        "SELECT ?s {} LIMIT 99999999999999999999",
        "(slice 0 \(Int.max) (project (?s) (table unit)))"),
      Example(
        "SELECT DISTINCT ?s {} ORDER BY ?a DESC(?b) asc(?c) (?d + 1) str(?e) :f() LIMIT 1",
        """
        (slice 0 1 (distinct (project (?s) \
        (order (?a (desc ?b) ?c (+ ?d 1) (str ?e) (<x:f>)) (table unit)))))
        """),
      Example(
        "SELECT * { ?s :p 1 } VALUES ?s { :a }",
        "(project (?s) (join (bgp (triple ?s <x:p> 1)) (table (vars ?s) (row <x:a>))))"),
      Example("SELECT ?x {} HAVING (?x > 1)", "(project (?x) (filter (> ?x 1) (table unit)))"),
    ])
  func modifiers(example: Example) throws {
    #expect(try algebra(example.text) == example.expected)
  }

  @Test(
    "groups and aggregates",
    arguments: [
      Example(
        "SELECT (COUNT(*) AS ?c) { ?s :p 1 }",
        "(project (?c) (extend ((?c ?.a1)) (group () ((?.a1 (count))) (bgp (triple ?s <x:p> 1)))))"
      ),
      Example(
        "SELECT ?s (SUM(?o) + 1 AS ?t) {} GROUP BY ?s",
        "(project (?s ?t) (extend ((?t (+ ?.a1 1))) (group (?s) ((?.a1 (sum ?o))) (table unit))))"),
      Example("SELECT ?s {} GROUP BY ?s", "(project (?s) (group (?s) () (table unit)))"),
      Example(
        "SELECT ?k {} GROUP BY (STR(?s) AS ?k) STR(?o) (?x)",
        """
        (project (?k) (group (?k (?.k1 (str ?o)) ?x) () \
        (extend ((?k (str ?s))) (table unit))))
        """),
      Example(
        "SELECT (COUNT(?x) AS ?c) {} HAVING (COUNT(?x) > 1) (SUM(?x) > 2) ORDER BY COUNT(?x)",
        """
        (project (?c) (order (?.a1) (extend ((?c ?.a1)) \
        (filter (&& (> ?.a1 1) (> ?.a2 2)) \
        (group () ((?.a1 (count ?x)) (?.a2 (sum ?x))) (table unit))))))
        """),
      Example(
        "SELECT ?s {} GROUP BY ?s HAVING (?o > 1) ORDER BY ?s ?r",
        """
        (project (?s) (order (?s ?.a2) (filter (> ?.a1 1) \
        (group (?s) ((?.a1 (sample ?o)) (?.a2 (sample ?r))) (table unit)))))
        """),
      Example(
        "SELECT (MAX(?x) AS ?m) {} ORDER BY ?m",
        """
        (project (?m) (order (?m) (extend ((?m ?.a1)) \
        (group () ((?.a1 (max ?x))) (table unit)))))
        """),
      Example(
        "SELECT (COUNT(DISTINCT *) AS ?c) { _:a :p ?x }",
        """
        (project (?c) (extend ((?c ?.a1)) (group () ((?.a1 (count distinct))) \
        (project (?x) (bgp (triple ?.b1 <x:p> ?x))))))
        """),
      Example(
        "SELECT (group_concat(DISTINCT ?x ; separator = ', ') AS ?c) (AVG(?x) AS ?a) {}",
        """
        (project (?c ?a) (extend ((?a ?.a2)) (extend ((?c ?.a1)) (group () \
        ((?.a1 (group_concat distinct (separator ", ") ?x)) (?.a2 (avg ?x))) (table unit)))))
        """),
      Example(
        "SELECT (SUM(RAND()) AS ?a) (SUM(RAND()) AS ?b) {}",
        """
        (project (?a ?b) (extend ((?b ?.a2)) (extend ((?a ?.a1)) \
        (group () ((?.a1 (sum (rand))) (?.a2 (sum (rand)))) (table unit)))))
        """),
      Example(
        "SELECT (COUNT(*) AS ?c) {} VALUES ?x { 1 }",
        """
        (project (?c) (extend ((?c ?.a1)) (join (group () ((?.a1 (count))) (table unit)) \
        (table (vars ?x) (row 1)))))
        """),
      Example(
        "ASK {} GROUP BY ?s HAVING (COUNT(*) > 1)",
        "(filter (> ?.a1 1) (group (?s) ((?.a1 (count))) (table unit)))"),
      Example(
        "SELECT (MIN(?x) AS ?a) (sample(?y) AS ?b) {} HAVING (BOUND(?z))",
        """
        (project (?a ?b) (extend ((?b ?.a2)) (extend ((?a ?.a1)) (filter (bound ?.a3) \
        (group () ((?.a1 (min ?x)) (?.a2 (sample ?y)) (?.a3 (sample ?z))) (table unit))))))
        """),
    ])
  func groups(example: Example) throws {
    #expect(try algebra(example.text) == example.expected)
  }

  @Test(
    "subqueries",
    arguments: [
      Example(
        "SELECT ?s { ?s :p 1 { SELECT ?s (COUNT(?o) AS ?c) { ?s :q ?o } GROUP BY ?s } }",
        """
        (project (?s) (join (bgp (triple ?s <x:p> 1)) (project (?s ?c) (extend ((?c ?.a1)) \
        (group (?s) ((?.a1 (count ?o))) (bgp (triple ?s <x:q> ?o)))))))
        """),
      Example(
        "SELECT * { { SELECT ?a { ?a ?b ?c } } OPTIONAL { SELECT ?d { ?d ?e ?f } LIMIT 1 } }",
        """
        (project (?a ?d) (leftjoin (project (?a) (bgp (triple ?a ?b ?c))) \
        (slice 0 1 (project (?d) (bgp (triple ?d ?e ?f))))))
        """),
      Example(
        "SELECT (COUNT(?x) AS ?c) { { SELECT (SUM(?z) AS ?x) {} VALUES ?v { 1 } } }",
        """
        (project (?c) (extend ((?c ?.a1)) (group () ((?.a1 (count ?x))) (project (?x) \
        (extend ((?x ?.a2)) (join (group () ((?.a2 (sum ?z))) (table unit)) \
        (table (vars ?v) (row 1))))))))
        """),
      Example(
        "SELECT (EXISTS { { SELECT (COUNT(*) AS ?n) {} } } AS ?e) (COUNT(*) AS ?m) {}",
        """
        (project (?e ?m) (extend ((?m ?.a2)) (extend ((?e (exists (project (?n) \
        (extend ((?n ?.a1)) (group () ((?.a1 (count))) (table unit))))))) \
        (group () ((?.a2 (count))) (table unit)))))
        """),
    ])
  func subqueries(example: Example) throws {
    #expect(try algebra(example.text) == example.expected)
  }

  @Test(
    "all variables in scope, in the order of their appearance",
    arguments: [
      Example("SELECT * { ?b ?a _:x . ?a :p* ?c }", "b a c"),
      Example("SELECT * { ?s :p/:q ?o FILTER(?f) MINUS { ?m ?m ?m } }", "s o"),
      Example("SELECT * { GRAPH ?g { ?s ?p ?o } OPTIONAL { ?s :q ?x } }", "g s p o x"),
      Example(
        "SELECT * { { ?a :p 1 } UNION { ?b :p ?a } VALUES (?v ?a) {} BIND(1 AS ?z) }", "a b v z"),
      Example("SELECT * { SERVICE ?e { ?s :p [] } FILTER EXISTS { ?hidden :p 1 } }", "e s"),
      Example("SELECT * { { SELECT ?x { ?x :p ?y } } ?s :p ?x } VALUES ?w { 1 }", "x s w"),
      Example("SELECT * { }", ""),
    ])
  func allVariables(example: Example) throws {
    let query = try testParser.query(example.text)
    guard case .select(let variables) = query.form else { return }
    #expect(variables.map(\.name).joined(separator: " ") == example.expected)
  }
}
