import RDF
import RDFSyntax
import SPARQL
import Testing

@Suite("rows and booleans as CSV and TSV")
struct DelimitedWriterTests {
  @Test("CSV has values only, lines end in CR LF, unbound cells are empty")
  func csv() throws {
    let document = ResultsDocument.rows(
      variables: ["x", "y"],
      [
        [iriCell("http://ex/a"), textCell("Ada")], [nil, nil],
        [blankCell("b1"), typedCell("1", XSD.integer)],
        [textCell("Text", language: "de"), nil], [nil, textCell("")],
      ])
    #expect(
      try writtenResults(document, as: .csv)
        == "x,y\r\nhttp://ex/a,Ada\r\n,\r\n_:b1,1\r\nText,\r\n,\"\"\r\n")
  }

  @Test("commas, quotes and line ends put a field of CSV in quotes, other characters do not")
  func csvQuotes() throws {
    let cases = [
      ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""),
      ("\"", "\"\"\"\""), (" a\tb; 'c' ", " a\tb; 'c' "), ("é😀\u{1}", "é😀\u{1}"),
      ("0123456789012345,", "\"0123456789012345,\""),
    ]
    for (form, field) in cases {
      #expect(try writtenResults(textCell(form), as: .csv) == "x\r\n\(field)\r\n")
    }
    #expect(try writtenResults(iriCell("http://ex/a,b"), as: .csv) == "x\r\n\"http://ex/a,b\"\r\n")
  }

  @Test("a label that Turtle does not know is encoded, in CSV and TSV alike")
  func labels() throws {
    #expect(try writtenResults(blankCell("a b,\""), as: .csv) == "x\r\n_:enc-a-20b-2C-22\r\n")
    #expect(try writtenResults(blankCell("a b,\""), as: .tsv) == "?x\n_:enc-a-20b-2C-22\n")
  }

  @Test("TSV has terms in Turtle's syntax")
  func tsv() throws {
    let document = ResultsDocument.rows(
      variables: ["x", "y"],
      [
        [iriCell("http://ex/a b"), textCell("Ada")], [nil, nil],
        [blankCell("b1"), textCell("T", language: "de")],
        [typedCell("a", IRI("http://ex/t")), textCell("")],
      ])
    #expect(
      try writtenResults(document, as: .tsv) == #"""
        ?x	?y
        <http://ex/a\u0020b>	"Ada"
        	
        _:b1	"T"@de
        "a"^^<http://ex/t>	""

        """#)
  }

  @Test("tabs, line ends, quotes and backslashes are escaped in TSV")
  func tsvEscapes() throws {
    let cases = [
      ("a\tb", #""a\tb""#), ("a\nb\rc", #""a\nb\rc""#), (#"a"b\c'"#, #""a\"b\\c'""#),
      ("\0", #""\u0000""#), ("\u{1}é\u{2028}", "\"\u{1}é\u{2028}\""),
      ("01234567\t01234567", #""01234567\t01234567""#),
    ]
    for (form, cell) in cases {
      #expect(try writtenResults(textCell(form), as: .tsv) == "?x\n\(cell)\n")
    }
    #expect(try writtenResults(iriCell("http://ex/\t"), as: .tsv) == "?x\n<http://ex/\\u0009>\n")
  }

  @Test("a number is bare in TSV only where its form tells its datatype")
  func numbers() throws {
    let bare: [(String, IRI)] = [
      ("42", XSD.integer), ("-007", XSD.integer), ("+1", XSD.integer), ("4.20", XSD.decimal),
      (".5", XSD.decimal), ("1e6", XSD.double), ("1.E+6", XSD.double), (".5e0", XSD.double),
    ]
    for (form, datatype) in bare {
      #expect(try writtenResults(typedCell(form, datatype), as: .tsv) == "?x\n\(form)\n")
    }
    let quoted: [(String, IRI)] = [
      ("42", XSD.decimal), ("42", XSD.int), ("4.", XSD.decimal), ("4.2", XSD.double),
      ("1e6", XSD.float), ("INF", XSD.double), ("NaN", XSD.double), ("", XSD.integer),
      (" 1", XSD.integer), ("true", XSD.boolean), ("1", XSD.boolean), ("-", XSD.integer),
    ]
    for (form, datatype) in quoted {
      #expect(
        try writtenResults(typedCell(form, datatype), as: .tsv)
          == "?x\n\"\(form)\"^^<\(datatype.string)>\n")
    }
  }

  @Test("a tag that is none is an error in TSV")
  func malformedTag() {
    #expect(throws: WriteError.invalidTerm("\"a b\" is no language tag")) {
      try writtenResults(textCell("x", language: "a b"), as: .tsv)
    }
  }

  @Test("no rows, no variables, and rows of nothing")
  func small() throws {
    #expect(try writtenResults(.rows(variables: ["x", "y"], []), as: .csv) == "x,y\r\n")
    #expect(try writtenResults(.rows(variables: ["x", "y"], []), as: .tsv) == "?x\t?y\n")
    #expect(try writtenResults(.rows(variables: [], []), as: .csv) == "\r\n")
    #expect(try writtenResults(.rows(variables: [], [[], []]), as: .csv) == "\r\n\r\n\r\n")
    #expect(try writtenResults(.rows(variables: [], [[], []]), as: .tsv) == "\n\n\n")
  }

  @Test("a boolean is a line of its own", arguments: [true, false])
  func boolean(answer: Bool) throws {
    #expect(try writtenResults(.boolean(answer), as: .csv) == "\(answer)\r\n")
    #expect(try writtenResults(.boolean(answer), as: .tsv) == "\(answer)\n")
  }
}
