import RDF
import RDFSyntax
import SPARQL
import Testing

@Suite("rows and booleans as JSON")
struct JSONWriterTests {
  @Test("a document has a head and a row a line; what is unbound is left out")
  func wholeDocument() throws {
    let document = ResultsDocument.rows(
      variables: ["x", "y"],
      [
        [iriCell("http://ex/a"), textCell("Ada")], [nil, textCell("Text", language: "de-CH")],
        [blankCell("b 1"), nil], [nil, nil],
        [typedCell("1", XSD.integer), typedCell("s", XSD.string)],
      ])
    #expect(
      try writtenResults(document, as: .json) == #"""
        {"head":{"vars":["x","y"]},"results":{"bindings":[
        {"x":{"type":"uri","value":"http://ex/a"},"y":{"type":"literal","value":"Ada"}},
        {"y":{"type":"literal","value":"Text","xml:lang":"de-CH"}},
        {"x":{"type":"bnode","value":"b 1"}},
        {},
        {"x":{"type":"literal","value":"1","datatype":"http://www.w3.org/2001/XMLSchema#integer"},"y":{"type":"literal","value":"s"}}
        ]}}

        """#)
  }

  @Test("no rows, no variables, and rows of nothing")
  func small() throws {
    #expect(
      try writtenResults(.rows(variables: ["x"], []), as: .json)
        == "{\"head\":{\"vars\":[\"x\"]},\"results\":{\"bindings\":[\n]}}\n")
    #expect(
      try writtenResults(.rows(variables: [], []), as: .json)
        == "{\"head\":{\"vars\":[]},\"results\":{\"bindings\":[\n]}}\n")
    #expect(
      try writtenResults(.rows(variables: [], [[], []]), as: .json)
        == "{\"head\":{\"vars\":[]},\"results\":{\"bindings\":[\n{},\n{}\n]}}\n")
  }

  @Test("a boolean", arguments: [true, false])
  func boolean(answer: Bool) throws {
    #expect(
      try writtenResults(.boolean(answer), as: .json) == "{\"head\":{},\"boolean\":\(answer)}\n")
    #expect(try writtenResults(.boolean(answer), as: .jsonl) == "{\"boolean\":\(answer)}\n")
  }

  @Test("quotes, backslashes and all controls are escaped, nothing else is")
  func escapes() throws {
    let controls = String(String.UnicodeScalarView((0..<0x20).compactMap { Unicode.Scalar($0) }))
    let expected =
      #"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r\u000E\u000F"#
      + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F"#
    try check(controls, expected)
    try check(#"a"b\c/d"#, #"a\"b\\c/d"#)
    try check("\u{7F}é\u{2028}€😀\u{FFFF}", "\u{7F}é\u{2028}€😀\u{FFFF}")
    // At each place of the words of eight bytes that are looked at in one step.
    for place in 0..<20 {
      let front = String(repeating: "x", count: place)
      try check(front + "\"yyyyyyyyyy", front + "\\\"yyyyyyyyyy")
    }
  }

  private func check(_ form: String, _ escaped: String) throws {
    #expect(
      try writtenResults(textCell(form), as: .jsonl)
        == "{\"x\":{\"type\":\"literal\",\"value\":\"\(escaped)\"}}\n")
  }

  @Test("a variable's name, a tag and a datatype are escaped too")
  func escapedParts() throws {
    let document = ResultsDocument.rows(
      variables: ["a\"b"],
      [[typedCell("1", IRI("http://ex/\"\\"))], [textCell("", language: "e\"n")]])
    #expect(
      try writtenResults(document, as: .json) == #"""
        {"head":{"vars":["a\"b"]},"results":{"bindings":[
        {"a\"b":{"type":"literal","value":"1","datatype":"http://ex/\"\\"}},
        {"a\"b":{"type":"literal","value":"","xml:lang":"e\"n"}}
        ]}}

        """#)
  }

  @Test("JSON Lines have no head and a row a line")
  func lines() throws {
    let document = ResultsDocument.rows(
      variables: ["x", "y"],
      [[iriCell("http://ex/a"), textCell("é\n")], [nil, nil], [nil, blankCell("b")]])
    #expect(
      try writtenResults(document, as: .jsonl) == #"""
        {"x":{"type":"uri","value":"http://ex/a"},"y":{"type":"literal","value":"é\n"}}
        {}
        {"y":{"type":"bnode","value":"b"}}

        """#)
    #expect(try writtenResults(.rows(variables: ["x"], []), as: .jsonl) == "")
  }

  @Test("what was flushed is with the sink, and a term larger than the buffer gets there whole")
  func large() throws {
    let sink = MemorySink()
    let writer = SPARQLJSONWriter(sink: sink)
    try writer.begin(variables: [])
    try writer.flush()
    #expect(sink.text == "{\"head\":{\"vars\":[]},\"results\":{\"bindings\":[\n")
    let form = String(repeating: "0123456789\n", count: 100_000)
    let document = try readResults(try writtenResults(textCell(form), as: .json), as: .json)
    #expect(document.rows == [[textCell(form)]])
  }
}
