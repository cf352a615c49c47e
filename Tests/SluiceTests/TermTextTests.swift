import Sluice
import Testing

@Suite("terms on the command line")
struct TermTextTests {
  @Test(
    "a term is read as N-Triples writes it, an IRI also without brackets",
    arguments: [
      ("<http://example.org/a>", Term.iri(IRI("http://example.org/a"))),
      ("http://example.org/a", .iri(IRI("http://example.org/a"))),
      ("urn:x:é", .iri(IRI("urn:x:é"))),
      ("_:b12", .blankNode(BlankNode("b12"))),
      ("\"a \\\"b\\\"\"", .literal(Literal("a \"b\""))),
      ("\"chat\"@fr-BE", .literal(Literal("chat", language: "fr-BE"))),
      ("\"07\"^^<\(XSD.namespace)integer>", .literal(Literal("07", datatype: XSD.integer))),
      ("\"x\"^^<\(XSD.namespace)string>", .literal(Literal("x"))),
    ])
  func reads(text: String, term: Term) throws {
    #expect(try TermText.parse(text) == term)
  }

  @Test(
    "what is not one term is refused",
    arguments: [
      "", "word", "two words", "<x:a", "<relative>", "\"open", "\"a\" \"b\"", "<x:a> <x:b>",
      "x:a> .\n<x:b> <x:c> <x:d", "\"a\"@", "_:",
    ])
  func refuses(text: String) {
    #expect(throws: SyntaxError.self) { try TermText.parse(text) }
  }
}
