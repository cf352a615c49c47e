import Testing

@testable import RDF

@Suite("Terms")
struct TermTests {
  @Test("terms that Swift strings call equal stay two terms")
  func codePointEquality() {
    let composed = "\u{E9}"
    let decomposed = "e\u{301}"
    #expect(composed == decomposed)
    #expect(IRI("http://e/" + composed) != IRI("http://e/" + decomposed))
    #expect(BlankNode(composed) != BlankNode(decomposed))
    #expect(Literal(composed) != Literal(decomposed))
    #expect(Set([Literal(composed), Literal(decomposed), Literal(composed)]).count == 2)
    #expect(ExactString("ab") == "ab")
    #expect(ExactString("") == "")
  }

  @Test("exact strings sort by code points, also beyond the basic plane")
  func codePointOrder() {
    let sorted: [ExactString] = ["", "a", "a\u{0}", "ab", "b", "\u{E9}", "\u{FFFD}", "\u{1F600}"]
    #expect(sorted.shuffled().sorted() == sorted)
    #expect(!(ExactString("a") < ExactString("a")))
  }

  @Test("literals differ in form, datatype and language")
  func literalEquality() {
    #expect(Literal("1", datatype: XSD.integer) != Literal("01", datatype: XSD.integer))
    #expect(Literal("1", datatype: XSD.integer) != Literal("1"))
    #expect(Literal("a", language: "en") != Literal("a", language: "EN"))
    #expect(Literal("a", language: "en") != Literal("a", datatype: RDFVocabulary.langString))
    #expect(Literal("a", language: "en").datatype == RDFVocabulary.langString)
  }
}
