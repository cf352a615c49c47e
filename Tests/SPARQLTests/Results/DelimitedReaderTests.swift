import RDF
import SPARQL
import Testing

@Suite("reading CSV and TSV results")
struct DelimitedReaderTests {
  @Test("all terms of TSV")
  func tsv() throws {
    let cells: [(String, Term)] = [
      ("<http://ex/\\u00e9>", iriCell("http://ex/é")), ("_:b.1-x", blankCell("b.1-x")),
      (#""a\tb\"\\\u0041\U0001F600""#, textCell("a\tb\"\\A😀")), ("'it\"s'", textCell("it\"s")),
      (#""a"@de-CH"#, textCell("a", language: "de-CH")),
      (#""a"^^<http://ex/t>"#, typedCell("a", IRI("http://ex/t"))),
      ("-007", typedCell("-007", XSD.integer)),
      ("4.20", typedCell("4.20", XSD.decimal)), ("1.e6", typedCell("1.e6", XSD.double)),
      ("true", typedCell("true", XSD.boolean)), ("\"\"", textCell("")),
    ]
    for (cell, term) in cells {
      #expect(
        try readResults("?x\n\(cell)\n", as: .tsv) == .rows(variables: ["x"], [[term]]), "\(cell)")
    }
    #expect(
      try readResults("?x\t?y\r\n\t1\r\n1\t", as: .tsv)
        == .rows(
          variables: ["x", "y"],
          [[nil, typedCell("1", XSD.integer)], [typedCell("1", XSD.integer), nil]]))
    #expect(try readResults("?x\n\n", as: .tsv) == .rows(variables: ["x"], [[nil]]))
  }

  @Test("cells of TSV that are no terms are refused")
  func malformedTSV() {
    let cases = [
      ("", "1:1: the document has no header"),
      ("x\n", "1:1: a variable begins with \"?\""),
      ("?x\t?x\n", "1:4: the variable \"x\" is declared twice"),
      ("?\n", "1:1: a variable has no name"),
      ("?x\n1\t2\n", "2:1: the row has 2 cells for 1 variables"),
      ("\n1\n", "2:1: the row has 1 cells for 0 variables"),
      ("?x\n<a", "2:1: the IRI has no closing \">\""),
      ("?x\n<", "2:1: the IRI has no closing \">\""),
      ("?x\n_:", "2:1: malformed blank node"), ("?x\n_:a b", "2:1: malformed blank node"),
      ("?x\n\"a", "2:1: the string has no closing quote"),
      ("?x\n\"a\\", "2:1: the string has no closing quote"),
      ("?x\n\"a\"b", "2:4: expected \"@\" and a tag or \"^^<\" and a datatype"),
      ("?x\n\"\"\"a\"\"\"", "2:3: expected \"@\" and a tag or \"^^<\" and a datatype"),
      ("?x\n\"a\"@", "2:4: \"\" is no language tag"), ("?x\n\"a\\x\"", "2:3: unknown escape \\x"),
      ("?x\n\"a\rb\"", "2:3: a string cannot hold a bare line end"),
      ("?x\nabc", "2:1: expected a term in Turtle's syntax (IRIs stand in < >, texts in quotes)"),
      ("?x\nex:a", "2:1: expected a term in Turtle's syntax (IRIs stand in < >, texts in quotes)"),
      ("?x\n1 ", "2:1: expected a term in Turtle's syntax (IRIs stand in < >, texts in quotes)"),
    ]
    for (document, expected) in cases {
      #expect(refusalOfResults(document, as: .tsv) == expected, "\(document.debugDescription)")
    }
    #expect(refusalOfResults("?x\n<a b>", as: .tsv).hasPrefix("2:2: the IRI holds U+0020"))
    #expect(refusalOfResults("?x\n<a>", as: .tsv).hasPrefix("2:2: the IRI is relative"))
    #expect(refusalOfResults("?x\n<a:\\u0020>", as: .tsv).hasPrefix("2:4: the escape names"))
  }

  @Test("fields of CSV are texts, blank nodes or unbound")
  func csv() throws {
    #expect(
      try readResults("x,\"a,\"\"b\"\r\nhttp://ex/a,_:b\n,\"\"\r\n\"1\r\n2\",_:", as: .csv)
        == .rows(
          variables: ["x", "a,\"b"],
          [
            [textCell("http://ex/a"), blankCell("b")], [nil, textCell("")],
            [textCell("1\r\n2"), textCell("_:")],
          ]))
    #expect(try readResults("x\r\n\r\n", as: .csv) == .rows(variables: ["x"], [[nil]]))
    #expect(
      try readResults("x\r\n\"true\"", as: .csv) == .rows(variables: ["x"], [[textCell("true")]]))
    #expect(try readResults("\"true\"\r\n", as: .csv) == .rows(variables: ["true"], []))
  }

  @Test("CSV that is none is refused")
  func malformedCSV() {
    let cases = [
      ("", "1:1: the document has no header"),
      ("x\n1,2\n", "2:1: the row has 2 fields for 1 variables"),
      ("x,x\n", "1:3: the variable \"x\" is declared twice"),
      ("x,\n", "1:3: a variable has no name"),
      ("x\na\"b\n", "2:2: a quote can only stand in a field that is in quotes"),
      ("x\n\"a\"b\n", "2:4: expected \",\" or a line end, found \"b\""),
      ("x\n\"a\n", "2:1: the field has no closing quote"),
      ("x\na\rb\n", "2:2: expected \",\" or a line end, found byte 13"),
    ]
    for (document, expected) in cases {
      #expect(refusalOfResults(document, as: .csv) == expected, "\(document.debugDescription)")
    }
  }

  @Test("each limit takes effect", arguments: [ResultsFormat.csv, .tsv])
  func limits(format: ResultsFormat) {
    let header = format == .csv ? "x,y\n" : "?x\t?y\n"
    let row = format == .csv ? "1234,\n" : "1234\t\n"
    var limits = ResultsLimits()
    limits.tokenBytes = 3
    #expect(
      refusalOfResults(header + row, as: format, limits: limits)
        == "2:1: the length of a term in bytes is over 3")
    limits = ResultsLimits()
    limits.variables = 1
    #expect(
      refusalOfResults(header, as: format, limits: limits).hasSuffix(
        "the number of variables is over 1"))
    limits = ResultsLimits()
    limits.cells = 3
    #expect(
      refusalOfResults(header + row + row, as: format, limits: limits).hasSuffix(
        "the number of cells is over 3"))
  }
}
