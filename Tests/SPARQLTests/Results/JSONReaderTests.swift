import RDF
import SPARQL
import Testing

@Suite("reading JSON results")
struct JSONReaderTests {
  private static let head = #"{"head":{"vars":["x"]},"results":{"bindings":["#

  private func refusalOfTerm(_ term: String) -> String {
    refusalOfResults(Self.head + "{\"x\":" + term + "}]}}", as: .json)
  }

  @Test("members in any order, and unknown ones are skipped")
  func order() throws {
    let document = try readResults(
      #"""
      { "results": { "distinct": false, "bindings": [
          { "y": { "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer", "type": "typed-literal" } },
          { "x": { "value": "é\u00e9\ud83d\ude00\/", "xml:lang": "fr", "type": "literal" } } ] },
        "link": [ { "a": [ -0.5e+3, null, true, "s", {} ] } ],
        "head": { "link": [], "vars": [ "x", "y", "z" ] } }
      """#, as: .json)
    #expect(
      document
        == .rows(
          variables: ["x", "y", "z"],
          [[nil, typedCell("1", XSD.integer), nil], [textCell("éé😀/", language: "fr"), nil, nil]]))
  }

  @Test("a byte order mark is passed over")
  func byteOrderMark() throws {
    #expect(try readResults("\u{FEFF}{\"head\":{},\"boolean\":true}", as: .json) == .boolean(true))
  }

  @Test("what is not JSON is refused at its place")
  func malformed() {
    #expect(refusalOfResults("", as: .json) == "1:1: expected an object, the document ends")
    #expect(refusalOfResults("[]", as: .json) == "1:1: expected an object, found \"[\"")
    #expect(refusalOfResults("{\n \"head\" {}", as: .json) == "2:9: expected \":\", found \"{\"")
    #expect(
      refusalOfResults("{\"head\":{},}", as: .json).hasPrefix("1:12: expected the name of a member")
    )
    #expect(
      refusalOfResults("{\"head\":{}\n", as: .json)
        == "2:1: expected \",\" or \"}\", the document ends")
    #expect(
      refusalOfResults("{\"head\":{},\"boolean\":true} x", as: .json)
        == "1:28: expected the end of the document, found \"x\"")
    #expect(refusalOfResults("{\"a\":01}", as: .json).hasPrefix("1:7: expected"))
    #expect(refusalOfResults("{\"a\":1.}", as: .json).hasPrefix("1:8: expected a digit"))
    #expect(refusalOfResults("{\"a\":nul}", as: .json).hasPrefix("1:6: expected a value"))
    #expect(refusalOfResults("{\"a\":\"b", as: .json) == "1:6: the string has no closing quote")
    #expect(
      refusalOfResults("{\"a\":\"b\n\"}", as: .json)
        == "1:8: a string cannot hold a bare control character")
    #expect(refusalOfResults("{\"a\":\"\\x\"}", as: .json) == "1:7: unknown escape")
    #expect(
      refusalOfResults("{\"a\":\"\\u00g0\"}", as: .json)
        == "1:7: an escape \\u needs 4 hexadecimal digits")
    for half in ["\\ud800", "\\udc00", "\\ud800\\ud800", "\\ud800x"] {
      #expect(
        refusalOfResults("{\"a\":\"\(half)\"}", as: .json)
          == "1:7: the escape is half of a surrogate pair")
    }
  }

  @Test("bytes that are not UTF-8 are refused")
  func encoding() throws {
    let bytes = Array("{\"head\":{},\n\"é".utf8) + [0xFF]
    #expect {
      _ = try ResultsDocument(reading: bytes, as: .json)
    } throws: { error in
      "\(error)" == "cannot read \"results\": line 2, column 3: the bytes are not UTF-8"
    }
  }

  @Test("a document without head, variables or results is refused")
  func incomplete() {
    #expect(refusalOfResults("{\"boolean\":true}", as: .json) == "1:17: the document has no head")
    #expect(
      refusalOfResults("{\"head\":{}}", as: .json)
        == "1:12: the document has neither results nor a boolean")
    #expect(
      refusalOfResults("{\"head\":{},\"results\":{\"bindings\":[]}}", as: .json)
        == "1:38: the head has no list \"vars\"")
    #expect(
      refusalOfResults("{\"head\":{\"vars\":[]},\"results\":{}}", as: .json)
        == "1:21: the results have no list \"bindings\"")
    #expect(
      refusalOfResults("{\"head\":{},\"boolean\":true,\"boolean\":true}", as: .json)
        == "1:27: there are two results")
    #expect(refusalOfResults("{\"head\":{},\"head\":{}}", as: .json) == "1:12: there are two heads")
    #expect(
      refusalOfResults("{\"head\":{},\"boolean\":1}", as: .json).hasPrefix("1:22: expected true or")
    )
  }

  @Test("variables are declared once and bound once")
  func variables() {
    #expect(
      refusalOfResults("{\"head\":{\"vars\":[\"x\",\"x\"]}}", as: .json)
        == "1:22: the variable \"x\" is declared twice")
    #expect(
      refusalOfResults("{\"head\":{\"vars\":[\"\"]}}", as: .json) == "1:18: a variable has no name")
    let term = #"{"type":"bnode","value":"b"}"#
    #expect(
      refusalOfResults(Self.head + "{\"y\":\(term)}]}}", as: .json)
        == "1:48: the head does not declare the variable \"y\"")
    #expect(
      refusalOfResults(
        "{\"results\":{\"bindings\":[{\"y\":\(term)}]},\"head\":{\"vars\":[\"x\"]}}", as: .json)
        == "1:26: the head does not declare the variable \"y\"")
    #expect(
      refusalOfResults(Self.head + "{\"x\":\(term),\"x\":\(term)}]}}", as: .json)
        == "1:81: the variable \"x\" is bound twice in one row")
  }

  @Test("a term that is none is refused")
  func terms() {
    #expect(refusalOfTerm(#"{"value":"b"}"#) == "1:52: the term has no \"type\"")
    #expect(refusalOfTerm(#"{"type":"uri"}"#) == "1:52: the term has no \"value\"")
    #expect(refusalOfTerm(#"{"type":"iri","value":"x:a"}"#) == "1:52: \"iri\" is no type of a term")
    #expect(refusalOfTerm(#"{"type":"uri","value":"a"}"#).contains("the IRI is relative"))
    #expect(refusalOfTerm(#"{"type":"uri","value":"x:a b"}"#).contains("U+0020"))
    #expect(refusalOfTerm(#"{"type":"bnode","value":""}"#).contains("has no label"))
    #expect(
      refusalOfTerm(#"{"type":"uri","value":"x:a","xml:lang":"en"}"#)
        .contains("only a literal has"))
    #expect(
      refusalOfTerm(#"{"type":"literal","value":"","xml:lang":"e n"}"#)
        .contains("\"e n\" is no language tag"))
    #expect(
      refusalOfTerm(#"{"type":"literal","value":"","xml:lang":"en","datatype":"x:a"}"#)
        .contains("not both"))
    #expect(
      refusalOfTerm(
        #"{"type":"literal","value":"","datatype":"\#(RDFVocabulary.langString.string)"}"#
      ).contains("has no language"))
    #expect(refusalOfTerm(#"{"type":"literal","value":"","a":1}"#).contains("the member \"a\""))
    #expect(refusalOfTerm(#"{"type":"bnode","type":"bnode"}"#).contains("stands twice"))
    #expect(refusalOfTerm(#"{"type":"triple","value":{}}"#).contains("RDF 1.2"))
    #expect(
      refusalOfTerm(#"{"type":"literal","value":"","xml:lang":"en","its:dir":"ltr"}"#)
        .contains("RDF 1.2"))
  }

  @Test("each limit takes effect")
  func limits() {
    var limits = ResultsLimits()
    limits.nestingDepth = 5
    let deep = String(repeating: "[", count: 5) + String(repeating: "]", count: 5)
    #expect(
      refusalOfResults("{\"a\":\(deep)}", as: .json, limits: limits)
        == "1:10: the depth of nesting is over 5")
    limits = ResultsLimits()
    limits.tokenBytes = 3
    #expect(
      refusalOfResults("{\"abcd\":1}", as: .json, limits: limits)
        == "1:3: the length of a term in bytes is over 3")
    limits = ResultsLimits()
    limits.variables = 1
    #expect(
      refusalOfResults("{\"head\":{\"vars\":[\"x\",\"y\"]}}", as: .json, limits: limits)
        == "1:22: the number of variables is over 1")
    limits = ResultsLimits()
    limits.cells = 2
    #expect(
      refusalOfResults(Self.head + "{},{},{}]}}", as: .json, limits: limits)
        .hasSuffix("the number of cells is over 2"))
    let late = "{\"results\":{\"bindings\":[{},{}]},\"head\":{\"vars\":[\"x\",\"y\"]}}"
    #expect(
      refusalOfResults(late, as: .json, limits: limits).hasSuffix("the number of cells is over 2"))
    limits = ResultsLimits()
    limits.documentBytes = 4
    #expect(
      refusalOfResults("{    }", as: .json, limits: limits).hasSuffix(
        "the length of the document in bytes is over 4"))
  }

  @Test("deep nesting ends with an error, not with the stack")
  func deepNesting() {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(
      refusalOfResults("{\"a\":" + deep, as: .json).hasSuffix("the depth of nesting is over 64"))
  }
}
