import RDF
import SPARQL
import Testing

@Suite("expressions into algebra")
struct ExpressionTests {
  @Test(
    "operators bind as the grammar has it",
    arguments: [
      Example("1 + 2 * 3", "(+ 1 (* 2 3))"),
      Example("(1 + 2) * 3", "(* (+ 1 2) 3)"),
      Example("1 - 2 - 3", "(- (- 1 2) 3)"),
      Example("8 / 4 / 2 * 3", "(* (/ (/ 8 4) 2) 3)"),
      Example("?a || ?b && ?c", "(|| ?a (&& ?b ?c))"),
      Example("?a && ?b || ?c", "(|| (&& ?a ?b) ?c)"),
      Example("?a = 1 && ?b != 2", "(&& (= ?a 1) (!= ?b 2))"),
      Example("?a < 1 + 2", "(< ?a (+ 1 2))"),
      Example("?a <= 1 || ?a >= 2 || ?a > 3", "(|| (|| (<= ?a 1) (>= ?a 2)) (> ?a 3))"),
      Example("!?a = ?b", "(= (! ?a) ?b)"),
      Example("- ?a * 2", "(* (- ?a) 2)"),
      Example("+ ?a", "(+ ?a)"),
      Example("?a || ?b || ?c || ?d", "(|| (|| ?a ?b) (|| ?c ?d))"),
      Example("?a IN (1, 2)", "(in ?a 1 2)"),
      Example("?a + 1 not in ()", "(notin (+ ?a 1))"),
      Example("?a IN (1) && ?b", "(&& (in ?a 1) ?b)"),
      Example("?a IN (?b || ?c)", "(in ?a (|| ?b ?c))"),
    ])
  func precedence(example: Example) throws {
    #expect(try algebra(ofExpression: example.text) == example.expected)
  }

  @Test(
    "a sign belongs to its number, and after an operand it is the operator",
    arguments: [
      Example("-1", "-1"),
      Example("- 1", "(- 1)"),
      Example("?a -1", "(- ?a 1)"),
      Example("?a-1", "(- ?a 1)"),
      Example("?a - -1", "(- ?a -1)"),
      Example("?a +1.5", "(+ ?a 1.5)"),
      Example("?a -2*3", "(- ?a (* 2 3))"),
      Example("?a -2*3-4", "(- (- ?a (* 2 3)) 4)"),
      Example("2*3 -4", "(- (* 2 3) 4)"),
      Example("2 * -3", "(* 2 -3)"),
      Example("- -1", "(- -1)"),
      Example("(?a)-1e0", "(- ?a 1e0)"),
      Example("1 < -1", "(< 1 -1)"),
      Example("1 -1 < 2 -2", "(< (- 1 1) (- 2 2))"),
    ])
  func signs(example: Example) throws {
    #expect(try algebra(ofExpression: example.text) == example.expected)
  }

  @Test(
    "calls",
    arguments: [
      Example("str(?a)", "(str ?a)"),
      Example("BOUND(?a)", "(bound ?a)"),
      Example("IF(?a, 1, 2)", "(if ?a 1 2)"),
      Example("coalesce()", "(coalesce)"),
      Example("COALESCE(?a, 1, 'x')", #"(coalesce ?a 1 "x")"#),
      Example("Regex(?a, 'b', \"i\")", #"(regex ?a "b" "i")"#),
      Example("REPLACE(?a, 'b', 'c')", #"(replace ?a "b" "c")"#),
      Example("Concat()", "(concat)"),
      Example("RAND() + NOW()", "(+ (rand) (now))"),
      Example("BNODE()", "(bnode)"),
      Example("bnode(?a)", "(bnode ?a)"),
      Example("isURI(?a) || isiri(?a)", "(|| (isuri ?a) (isiri ?a))"),
      Example("URI(?a) = IRI(?a)", "(= (uri ?a) (iri ?a))"),
      Example("encode_for_uri(SHA512(?a))", "(encode_for_uri (sha512 ?a))"),
      Example(":f()", "(<x:f>)"),
      Example("<http://f>(?a, 1)", "(<http://f> ?a 1)"),
      Example(":c", "<x:c>"),
      Example("EXISTS { ?s ?p ?a }", "(exists (bgp (triple ?s ?p ?a)))"),
      Example("! NOT  EXISTS {}", "(! (notexists (table unit)))"),
    ])
  func calls(example: Example) throws {
    #expect(try algebra(ofExpression: example.text) == example.expected)
  }

  @Test("every function is read in any case, with each number of arguments that it takes")
  func builtIns() throws {
    for function in BuiltIn.allCases {
      let counts = function.argumentCounts
      for count in counts.lowerBound...min(counts.upperBound, 5) {
        let arguments = (0..<count).map { "?a\($0)" }
        for name in [function.rawValue, function.rawValue.lowercased()] {
          let expected = ([function.rawValue.lowercased()] + arguments).joined(separator: " ")
          let text = "\(name)(\(arguments.joined(separator: ",")))"
          #expect(try algebra(ofExpression: text) == "(\(expected))")
        }
      }
      if counts.upperBound < 5 {
        let arguments = (0...counts.upperBound).map { "?a\($0)" }.joined(separator: ",")
        #expect(queryError("ASK { FILTER \(function.rawValue)(\(arguments)) }") != nil)
      }
      if counts.lowerBound > 0 {
        let arguments = (1..<counts.lowerBound).map { "?a\($0)" }.joined(separator: ",")
        #expect(queryError("ASK { FILTER \(function.rawValue)(\(arguments)) }") != nil)
      }
    }
  }

  @Test(
    "a filter without parentheses is a call",
    arguments: [
      Example("regex(?a, 'b')", #"(regex ?a "b")"#), Example(":f(?a)", "(<x:f> ?a)"),
      Example("EXISTS {}", "(exists (table unit))"), Example("bound(?a)", "(bound ?a)"),
    ])
  func constraints(example: Example) throws {
    #expect(
      try algebra(ofGroup: "{ FILTER \(example.text) ?s ?p ?a }")
        == "(filter \(example.expected) (bgp (triple ?s ?p ?a)))")
  }
}
