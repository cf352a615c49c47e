import RDF
import SPARQL
import Testing

@Suite("reading XML results")
struct XMLReaderTests {
  private static let open = "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">"

  private func row(_ binding: String) -> String {
    "\(Self.open)<head><variable name=\"x\"/></head><results><result>"
      + "<binding name=\"x\">\(binding)</binding></result></results></sparql>"
  }

  private func term(_ element: String) throws -> Term? {
    try readResults(row(element), as: .xml).rows.first?.first ?? nil
  }

  @Test("declaration, comments, instructions, prefixes and attributes of others")
  func wholeDocument() throws {
    let document = try readResults(
      """
      <?xml version="1.0" encoding='utf-8' standalone="yes"?>
      <!-- a <comment> -->
      <?style a?>
      <r:sparql xmlns:r='http://www.w3.org/2005/sparql-results#' xmlns:i="http://i" i:a="1&lt;">
        <r:head>
          <r:variable name="x"/><r:variable name = "größe" ></r:variable>
          <r:link href="a"/>
        </r:head>
        <r:results ordered="true">
          <r:result><r:binding name="größe"><r:uri>http://ex/a</r:uri></r:binding></r:result>
          <r:result/>
        </r:results>
      </r:sparql>
      <!-- end -->
      """, as: .xml)
    #expect(
      document == .rows(variables: ["x", "größe"], [[nil, iriCell("http://ex/a")], [nil, nil]]))
  }

  @Test("a boolean", arguments: ["true", " false\n"])
  func boolean(text: String) throws {
    let document = "\(Self.open)<head/><boolean>\(text)</boolean></sparql>"
    #expect(try readResults(document, as: .xml) == .boolean(text == "true"))
  }

  @Test("references, CDATA and line ends in texts")
  func texts() throws {
    #expect(
      try term("<literal>&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;&#xD;</literal>")
        == textCell("<&>\"'A😀\r"))
    #expect(
      try term("<literal>a<![CDATA[<b>&amp;]]>c<!-- d -->e</literal>") == textCell("a<b>&amp;ce"))
    #expect(try term("<literal> a\r\nb\rc\td </literal>") == textCell(" a\nb\nc\td "))
    #expect(try term("<literal><![CDATA[\r\n\r]]></literal>") == textCell("\n\n"))
    #expect(try term("<literal/>") == textCell(""))
    #expect(try term("<literal xml:lang=''>a</literal>") == textCell("a"))
    #expect(try term("<literal xml:lang='de'>a</literal>") == textCell("a", language: "de"))
    #expect(
      try term("<literal datatype=\"http://ex/&#x9;\">a</literal>".replacing("&#x9;", with: "t"))
        == typedCell("a", IRI("http://ex/t")))
  }

  @Test("document types, entities and other encodings are refused")
  func hostile() {
    let bomb = """
      <!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>
      """
    #expect(
      refusalOfResults(bomb, as: .xml) == "1:1: a document type or another declaration is refused")
    #expect(
      refusalOfResults("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", as: .xml)
        == "1:1: a document type or another declaration is refused")
    #expect(
      refusalOfResults(row("<literal>&b;</literal>"), as: .xml).contains(
        "unknown entity (only amp, lt, gt, quot and apos are known"))
    #expect(
      refusalOfResults("<?xml version='1.0' encoding='UTF-16'?><a/>", as: .xml)
        == "1:21: the encoding \"UTF-16\" is not supported (write it in UTF-8)")
    let utf16 = Array("<a/>".utf16.flatMap { [UInt8($0 & 0xFF), 0] })
    #expect(throws: (any Error).self) {
      try ResultsDocument(reading: [0xFF, 0xFE] + utf16, as: .xml)
    }
    #expect(throws: (any Error).self) { try ResultsDocument(reading: utf16, as: .xml) }
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(refusalOfResults(row(deep), as: .xml).contains("<a> cannot stand here"))
    let attributes = (0..<70).map { "a\($0)=''" }.joined(separator: " ")
    #expect(
      refusalOfResults("<a \(attributes)/>", as: .xml).contains(
        "the number of attributes is over 64"))
  }

  @Test("what is not XML is refused at its place")
  func malformed() {
    let cases = [
      ("", "1:1: the document has no element"),
      ("x", "1:1: expected an element, found \"x\""),
      ("<a>", "1:1: <a> is not of the namespace http://www.w3.org/2005/sparql-results#"),
      ("\n<1>", "2:2: expected a name, found \"1\""),
      ("<a b>", "1:5: expected \"=\", found \">\""),
      ("<a b=c>", "1:6: expected a value in quotes, found \"c\""),
      ("<a b='", "1:7: expected the end of the value, the document ends"),
      ("<a b='<'>", "1:7: a value cannot hold a bare \"<\""),
      ("<a b=''c=''>", "1:8: expected a space, \">\" or \"/>\", found \"c\""),
      ("<a b='' b=''>", "1:9: the attribute \"b\" stands twice"),
      ("<p:a/>", "1:2: the prefix \"p\" is not declared"),
      ("<a p:b=''/>", "1:4: the prefix \"p\" is not declared"),
      ("<a:b:c/>", "1:2: \"a:b:c\" is no name with a prefix"),
      ("<a xmlns:p=''/>", "1:4: malformed declaration of a namespace"),
      ("<!-- a", "1:1: the comment has no end"),
      ("<!-- a -- b -->", "1:10: a comment cannot hold \"--\""),
      ("<?a", "1:1: the instruction has no end"),
      (" <?xml version='1.0'?><a/>", "1:2: an XML declaration can only stand at the front"),
      ("<?xml encoding='UTF-8'?><a/>", "1:1: the XML declaration has no version"),
      ("<?xml version='1.1'?><a/>", "1:7: XML 1.1 is not supported"),
    ]
    for (document, expected) in cases {
      #expect(refusalOfResults(document, as: .xml) == expected, "\(document)")
    }
    #expect(refusalOfResults(Self.open + "<head>", as: .xml).hasSuffix("ends within an element"))
    #expect(
      refusalOfResults(Self.open + "</spargel>", as: .xml).hasSuffix(
        "</spargel> ends no open element"))
    #expect(
      refusalOfResults(Self.open + "<head/><boolean>true</boolean></sparql>x", as: .xml)
        .hasSuffix("expected an element, found \"x\""))
    #expect(
      refusalOfResults(Self.open + "<head/><boolean>true</boolean></sparql><b/>", as: .xml)
        .hasSuffix("there is a second root element"))
  }

  @Test("texts with what XML does not know are refused")
  func malformedTexts() {
    let cases = [
      ("\u{1}", "XML knows no such character"), ("\u{FFFE}", "XML knows no such character"),
      ("a]]>", "a text cannot hold \"]]>\""), ("&#0;", "names no character of XML"),
      ("&#xD800;", "names no character of XML"), ("&#x110000;", "names no character of XML"),
      ("&#99999999999999999999;", "names no character of XML"), ("&#;", "malformed reference"),
      ("&#x41", "malformed reference"), ("& ", "unknown entity"),
    ]
    for (text, expected) in cases {
      #expect(
        refusalOfResults(row("<literal>\(text)</literal>"), as: .xml).contains(expected), "\(text)")
    }
  }

  @Test("elements stand where the format has them")
  func structure() {
    let cases = [
      ("<head/>", "the document has neither results nor a boolean"),
      ("<results/>", "<results> cannot stand here"),
      ("<head/><results/><boolean>true</boolean>", "<boolean> cannot stand here"),
      ("<head/><boolean>yes</boolean>", "a boolean is \"true\" or \"false\""),
      ("<head><variable/></head>", "<variable> has no name"),
      ("<head><variable name='x'/><variable name='x'/></head>", "\"x\" is declared twice"),
      ("<head>x</head>", "no text can stand here"),
      (
        "<head/><results><result><binding name='x'><uri>x:a</uri></binding></result></results>",
        "the head does not declare the variable \"x\""
      ),
    ]
    for (body, expected) in cases {
      #expect(
        refusalOfResults(Self.open + body + "</sparql>", as: .xml).contains(expected), "\(body)")
    }
    let terms = [
      ("", "the binding has no term"), ("<uri>x:a</uri><uri>x:a</uri>", "<uri> cannot stand here"),
      ("<uri>a</uri>", "the IRI is relative"), ("<bnode/>", "a blank node has no label"),
      ("<uri xml:lang='en'>x:a</uri>", "cannot have the attribute \"lang\""),
      ("<literal a='b'/>", "cannot have the attribute \"a\""),
      ("<literal xml:lang='e n'/>", "is no language tag"),
      ("<literal><uri/></literal>", "<uri> cannot stand here"),
      ("<triple/>", "RDF 1.2 is not supported"),
      (
        "<literal xml:lang='en' i:dir='ltr' xmlns:i='http://www.w3.org/2005/11/its'/>",
        "RDF 1.2 is not supported"
      ),
    ]
    for (element, expected) in terms {
      #expect(refusalOfResults(row(element), as: .xml).contains(expected), "\(element)")
    }
    let twice = "<uri>x:a</uri></binding><binding name='x'><uri>x:a</uri>"
    #expect(refusalOfResults(row(twice), as: .xml).contains("bound twice in one row"))
  }

  @Test("each limit takes effect")
  func limits() {
    var limits = ResultsLimits()
    limits.nestingDepth = 4
    #expect(
      refusalOfResults(row("<uri>x:a</uri>"), as: .xml, limits: limits).hasSuffix(
        "the depth of nesting is over 4"))
    limits = ResultsLimits()
    limits.tokenBytes = 3
    #expect(
      refusalOfResults("<a b='1234'/>", as: .xml, limits: limits)
        == "1:7: the length of a term in bytes is over 3")
    limits.tokenBytes = 60
    let pieces = String(repeating: "0123456789<!-- -->", count: 7)
    #expect(
      refusalOfResults(row("<literal>\(pieces)</literal>"), as: .xml, limits: limits)
        .hasSuffix("the length of a term in bytes is over 60"))
    limits = ResultsLimits()
    limits.cells = 0
    #expect(
      refusalOfResults(row("<uri>x:a</uri>"), as: .xml, limits: limits).hasSuffix(
        "the number of cells is over 0"))
  }
}
