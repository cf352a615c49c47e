import RDF
import Testing

@testable import SPARQL

@Suite("functions on terms")
struct TermFunctionTests {
  @Test(
    "what a term is",
    arguments: [
      CallCase(.isIRI, "<http://a>", is: "true"), CallCase(.isURI, "<http://a>", is: "true"),
      CallCase(.isIRI, "\"http://a\"", is: "false"), CallCase(.isIRI, "_:a", is: "false"),
      CallCase(.isBlank, "_:a", is: "true"), CallCase(.isBlank, "<http://a>", is: "false"),
      CallCase(.isBlank, "1", is: "false"), CallCase(.isLiteral, "1", is: "true"),
      CallCase(.isLiteral, "\"a\"@en", is: "true"), CallCase(.isLiteral, "_:a", is: "false"),
      CallCase(.isLiteral, "<http://a>", is: "false"),
      CallCase(.isNumeric, "1", is: "true"), CallCase(.isNumeric, "\"1\"", is: "false"),
      CallCase(.isNumeric, "\"NaN\"^^float", is: "true"), CallCase(.isNumeric, "_:a", is: "false"),
      CallCase(.isNumeric, "\"1200\"^^byte", is: "false"),
      CallCase(.isNumeric, "\"abc\"^^integer", is: "false"),
      CallCase(.isNumeric, "\"12\"^^byte", is: "true"),
    ])
  func kinds(_ test: CallCase) { #expect(test.result == test.expected) }

  @Test(
    "parts of terms",
    arguments: [
      CallCase(.str, "<http://a>", is: "\"http://a\""), CallCase(.str, "01", is: "\"01\""),
      CallCase(.str, "\"a\"@en", is: "\"a\""), CallCase(.str, "_:a", is: "error"),
      CallCase(.str, "\"x\"^^<http://t>", is: "\"x\""),
      CallCase(.lang, "\"a\"@en-GB", is: "\"en-GB\""), CallCase(.lang, "\"a\"", is: "\"\""),
      CallCase(.lang, "1", is: "\"\""), CallCase(.lang, "<http://a>", is: "error"),
      CallCase(.lang, "_:a", is: "error"),
      CallCase(.datatype, "1", is: "<http://www.w3.org/2001/XMLSchema#integer>"),
      CallCase(.datatype, "\"a\"", is: "<http://www.w3.org/2001/XMLSchema#string>"),
      CallCase(
        .datatype, "\"a\"@en", is: "<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>"),
      CallCase(.datatype, "\"x\"^^<http://t>", is: "<http://t>"),
      CallCase(.datatype, "\"x\"^^byte", is: "<http://www.w3.org/2001/XMLSchema#byte>"),
      CallCase(.datatype, "<http://a>", is: "error"), CallCase(.datatype, "_:a", is: "error"),
    ])
  func parts(_ test: CallCase) { #expect(test.result == test.expected) }

  @Test("calculated values have parts too")
  func calculated() {
    func call(_ function: BuiltIn, _ value: XSDValue) -> String {
      notation(Functions.call(function, [.value(value)], context: testContext()))
    }
    #expect(call(.str, .double(1.5)) == "\"1.5E0\"")
    #expect(call(.lang, .boolean(true)) == "\"\"")
    #expect(call(.datatype, .double(1)) == "<http://www.w3.org/2001/XMLSchema#double>")
    #expect(call(.isNumeric, .double(1)) == "true")
    #expect(call(.isLiteral, .boolean(true)) == "true")
  }

  @Test(
    "made literals",
    arguments: [
      CallCase(.strDT, "\"5\"", "<http://www.w3.org/2001/XMLSchema#byte>", is: "\"5\"^^byte"),
      CallCase(.strDT, "\"x\"", "<http://t>", is: "\"x\"^^<http://t>"),
      CallCase(.strDT, "\"x\"", "<http://www.w3.org/2001/XMLSchema#string>", is: "\"x\""),
      CallCase(.strDT, "\"x\"@en", "<http://t>", is: "error"),
      CallCase(.strDT, "1", "<http://t>", is: "error"),
      CallCase(.strDT, "\"x\"", "\"http://t\"", is: "error"),
      CallCase(
        .strDT, "\"x\"", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>", is: "error"),
      CallCase(.strLang, "\"x\"", "\"en-US\"", is: "\"x\"@en-US"),
      CallCase(.strLang, "\"x\"@en", "\"en\"", is: "error"),
      CallCase(.strLang, "1", "\"en\"", is: "error"),
      CallCase(.strLang, "\"x\"", "\"\"", is: "error"),
      CallCase(.strLang, "\"x\"", "\"e n\"", is: "error"),
    ])
  func made(_ test: CallCase) { #expect(test.result == test.expected) }

  @Test("sameTerm compares forms, not values")
  func sameTerm() {
    func same(_ left: ExpressionValue, _ right: ExpressionValue) -> String {
      notation(Functions.call(.sameTerm, [left, right], context: testContext()))
    }
    #expect(same(value("1"), value("1")) == "true")
    #expect(same(value("1"), value("01")) == "false")
    #expect(same(value("\"NaN\"^^double"), value("\"NaN\"^^double")) == "true")
    #expect(same(value("\"a\"@en"), value("\"a\"@EN")) == "false")
    #expect(same(value("1"), .value(.integer(XSDInteger(1)))) == "true")
    #expect(same(value("01"), .value(.integer(XSDInteger(1)))) == "false")
  }

  @Test("IRI resolves against the base and gives only absolute IRIs")
  func iris() {
    func iri(_ argument: String, base: String? = "http://example.org/a/b") -> String {
      notation(Functions.call(.iri, [value(argument)], context: testContext(base: base)))
    }
    #expect(iri("\"c\"") == "<http://example.org/a/c>")
    #expect(iri("\"../c?x#y\"") == "<http://example.org/c?x#y>")
    #expect(iri("\"http://other.org/\"") == "<http://other.org/>")
    #expect(iri("<http://a>") == "<http://a>")
    #expect(iri("\"c\"", base: nil) == "error")
    #expect(iri("\"urn:c\"", base: nil) == "<urn:c>")
    #expect(iri("\"c d\"") == "error")
    #expect(iri("\"c\"@en") == "error")
    #expect(iri("1") == "error")
    #expect(iri("_:b") == "error")
  }

  @Test("BNODE with a text gives one node a solution, without one a new one each time")
  func blankNodes() {
    let context = testContext()
    func node(_ label: String? = nil) -> String {
      notation(Functions.call(.bnode, label.map { [value($0)] } ?? [], context: context))
    }
    let first = node("\"a\"")
    #expect(first.hasPrefix("_:"))
    #expect(node("\"a\"") == first)
    #expect(node("\"b\"") != first)
    context.solution = 1
    #expect(node("\"a\"") != first)
    context.solution = 0
    #expect(node("\"a\"") == first)
    let fresh = (0..<100).map { _ in node() }
    #expect(Set(fresh).count == 100)
    #expect(node("1") == "error")
    #expect(node("\"a\"@en") == "error")
  }

  @Test("threads of a query agree on named blank nodes and never on new ones")
  func blankNodesOfThreads() throws {
    let one = testContext(seed: nil)
    let other = FunctionContext(one.settings, stream: 1)
    let named = [one, other].map { Functions.call(.bnode, [value("\"a\"")], context: $0) }
    #expect(named[0] == named[1])
    let fresh = [one, other].map { Functions.call(.bnode, [], context: $0) }
    #expect(fresh[0] != fresh[1])
    let query = Functions.call(.bnode, [value("\"a\"")], context: testContext(seed: nil))
    #expect(query != named[0])
  }

  @Test("a maker of blank nodes can be given")
  func blankNodeMaker() {
    let context = FunctionContext(testContext().settings) { label, solution in
      BlankNode("\(label ?? "new")\(solution)")
    }
    context.solution = 7
    #expect(notation(Functions.call(.bnode, [value("\"a\"")], context: context)) == "_:a7")
    #expect(notation(Functions.call(.bnode, [], context: context)) == "_:new7")
  }

  @Test("UUIDs are random, of version 4, and replay from a seed")
  func uuids() throws {
    let pattern = try #require(
      RegularExpression("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"))
    let context = testContext(seed: nil)
    var seen: Set<String> = []
    for _ in 0..<200 {
      let text = try #require(Functions.call(.strUUID, [], context: context).flatMap(Functions.str))
      #expect(pattern.matches(text) == true)
      seen.insert(text)
    }
    #expect(seen.count == 200)
    let iri = notation(Functions.call(.uuid, [], context: context))
    #expect(iri.hasPrefix("<urn:uuid:") && iri.count == 47)
    let replayed = (0..<2).map { _ in Functions.call(.uuid, [], context: testContext(seed: 5)) }
    #expect(replayed[0] == replayed[1])
    #expect(replayed[0] != Functions.call(.uuid, [], context: testContext(seed: 5, stream: 1)))
  }
}
