import RDF
import RDFSyntax
import SPARQL
import Testing

@Suite("rows and booleans as XML")
struct XMLWriterTests {
  private static let start = """
    <?xml version="1.0" encoding="UTF-8"?>
    <sparql xmlns="http://www.w3.org/2005/sparql-results#">

    """

  @Test("a document has a head and a row a line; what is unbound is left out")
  func wholeDocument() throws {
    let document = ResultsDocument.rows(
      variables: ["x", "y"],
      [
        [iriCell("http://ex/a?b&c"), textCell(" Ada ")], [nil, textCell("Text", language: "de")],
        [blankCell("b1"), nil], [nil, nil],
        [typedCell("", XSD.integer), typedCell("1", IRI("http://ex/\"'"))],
      ])
    #expect(
      try writtenResults(document, as: .xml) == Self.start + """
        <head><variable name="x"/><variable name="y"/></head>
        <results>
        <result><binding name="x"><uri>http://ex/a?b&amp;c</uri></binding><binding name="y"><literal> Ada </literal></binding></result>
        <result><binding name="y"><literal xml:lang="de">Text</literal></binding></result>
        <result><binding name="x"><bnode>b1</bnode></binding></result>
        <result></result>
        <result><binding name="x"><literal datatype="http://www.w3.org/2001/XMLSchema#integer"></literal></binding><binding name="y"><literal datatype="http://ex/&quot;'">1</literal></binding></result>
        </results>
        </sparql>

        """)
  }

  @Test("no rows, no variables, and rows of nothing")
  func small() throws {
    #expect(
      try writtenResults(.rows(variables: ["x"], []), as: .xml)
        == Self.start + "<head><variable name=\"x\"/></head>\n<results>\n</results>\n</sparql>\n")
    #expect(
      try writtenResults(.rows(variables: [], [[]]), as: .xml)
        == Self.start + "<head></head>\n<results>\n<result></result>\n</results>\n</sparql>\n")
  }

  @Test("a boolean", arguments: [true, false])
  func boolean(answer: Bool) throws {
    #expect(
      try writtenResults(.boolean(answer), as: .xml)
        == Self.start + "<head></head>\n<boolean>\(answer)</boolean>\n</sparql>\n")
  }

  @Test("markup and CR are escaped in texts, white space in attributes as well")
  func escapes() throws {
    let document = try writtenResults(
      textCell("<a href='x'>&amp;\t\n\r]]>\u{7F}é，\u{FFFD}"), as: .xml)
    #expect(
      document.contains(
        "<literal>&lt;a href='x'&gt;&amp;amp;\t\n&#xD;]]&gt;\u{7F}é，\u{FFFD}</literal>"))
    let datatype = try writtenResults(typedCell("1", IRI("x:\t\n\r<&>\"'")), as: .xml)
    #expect(datatype.contains("datatype=\"x:&#x9;&#xA;&#xD;&lt;&amp;&gt;&quot;'\">1<"))
  }

  @Test("a character that XML cannot hold is an error, wherever it stands")
  func forbidden() throws {
    for (scalar, name) in [
      ("\0", "U+0000"), ("\u{B}", "U+000B"), ("\u{1F}", "U+001F"),
      ("\u{FFFE}", "U+FFFE"), ("\u{FFFF}", "U+FFFF"),
    ] {
      for place in [0, 1, 7, 8, 30] {
        let form = String(repeating: "，", count: place) + scalar + "tail of some bytes"
        let expected = WriteError.invalidTerm(
          "XML cannot hold the character \(name); the JSON and TSV formats can")
        #expect(throws: expected) { try writtenResults(textCell(form), as: .xml) }
        #expect(throws: expected) { try writtenResults(iriCell("x:" + form), as: .xml) }
        #expect(throws: expected) { try writtenResults(blankCell(form), as: .xml) }
        #expect(throws: expected) { try writtenResults(textCell("", language: form), as: .xml) }
      }
    }
  }
}
