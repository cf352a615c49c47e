import RDF
import RDFSyntax
import SPARQL
import Testing

@Suite("tables for a terminal")
struct TableWriterTests {
  private static let prefixes = [
    QueryPrefix(name: "museum", namespace: IRI("http://example.org/museum/")),
    QueryPrefix(name: "xsd", namespace: IRI(XSD.namespace)),
  ]

  private func table(
    _ document: ResultsDocument, showsRowCount: Bool = false
  ) throws(WriteError) -> String {
    let sink = MemorySink()
    try document.write(
      to: TableWriter(sink: sink, prefixes: Self.prefixes, showsRowCount: showsRowCount))
    return sink.text
  }

  @Test("columns are aligned, IRIs shortened, numbers bare, and no line ends in spaces")
  func alignment() throws {
    let document = ResultsDocument.rows(
      variables: ["painting", "name", "y"],
      [
        [
          iriCell("http://example.org/museum/lilies"), textCell("Seerosen", language: "de"),
          typedCell("1916", XSD.integer),
        ],
        [iriCell("http://ex/a"), nil, typedCell("1916", XSD.gYear)], [nil, textCell("x"), nil],
      ])
    #expect(
      try table(document, showsRowCount: true) == """
        painting       name           y
        -------------  -------------  -----------------
        museum:lilies  "Seerosen"@de  1916
        <http://ex/a>                 "1916"^^xsd:gYear
                       "x"
        (3 rows)

        """)
  }

  @Test("rows are counted in words that fit their number")
  func rowCounts() throws {
    #expect(
      try table(.rows(variables: ["x"], [[blankCell("b")]]), showsRowCount: true)
        == "x\n---\n_:b\n(1 row)\n")
    #expect(try table(.rows(variables: ["x"], []), showsRowCount: true) == "x\n-\n(0 rows)\n")
  }

  @Test("no variables: rows are empty lines")
  func noVariables() throws {
    #expect(try table(.rows(variables: [], [])) == "")
    #expect(try table(.rows(variables: [], [[], []]), showsRowCount: true) == "\n\n(2 rows)\n")
  }

  @Test("a boolean", arguments: [true, false])
  func boolean(answer: Bool) throws { #expect(try table(.boolean(answer)) == "\(answer)\n") }

  @Test("wide characters take two columns, marks none")
  func widths() throws {
    let document = ResultsDocument.rows(
      variables: ["名前", "y"],
      [
        [textCell("睡蓮"), textCell("a")], [textCell("e\u{301}"), textCell("b")],
        [textCell("😀"), textCell("c")],
      ])
    #expect(
      try table(document) == """
        名前    y
        ------  ---
        "睡蓮"  "a"
        "e\u{301}"     "b"
        "😀"    "c"

        """)
  }

  @Test("controls and marks of direction are shown, not sent")
  func harmless() throws {
    let form = "a\u{1B}[31m\u{9B}\u{202E}\u{7F}\n\t"
    #expect(
      try table(.rows(variables: ["x"], [[textCell(form)]]))
        == "x\n" + String(repeating: "-", count: 35)
        + "\n\"a\\u001B[31m\\u009B\\u202E\\u007F\\n\\t\"\n")
  }

  @Test("the first rows set the widths; later ones are neither cut nor waited for")
  func boundedMeasure() throws {
    var rows = [[Term?]](repeating: [typedCell("1", XSD.integer), textCell("a")], count: 1_000)
    rows.append([typedCell("123456", XSD.integer), textCell("b")])
    rows.append([typedCell("2", XSD.integer), textCell("c")])
    let lines = try table(.rows(variables: ["x", "y"], rows)).split(separator: "\n")
    #expect(lines.count == 1_004)
    #expect(lines[0] == "x  y")
    #expect(lines[1] == "-  ---")
    #expect(lines[1_001] == "1  \"a\"")
    #expect(lines[1_002] == "123456  \"b\"")
    #expect(lines[1_003] == "2  \"c\"")
  }

  @Test("one long text pushes its own row, not all others")
  func longText() throws {
    let long = String(repeating: "x", count: 500)
    let lines = try table(
      .rows(
        variables: ["a", "b"], [[textCell(long), textCell("1")], [textCell("s"), textCell("2")]])
    ).split(separator: "\n")
    #expect(lines[2] == "\"\(long)\"  \"1\"")
    #expect(lines[3] == "\"s\"" + String(repeating: " ", count: 59) + "\"2\"")
  }

  @Test("a flush shows the rows so far")
  func flush() throws {
    let sink = MemorySink()
    let writer = TableWriter(sink: sink)
    try writer.begin(variables: ["x"])
    try writer.flush()
    #expect(sink.text == "")
    let scratch = ["one"]
    for form in scratch {
      try Array(form.utf8).withUnsafeBufferPointer { bytes in
        let row: [TermBytes?] = [TermBytes(kind: .plainLiteral, value: bytes)]
        try row.withUnsafeBufferPointer { try writer.write($0) }
      }
    }
    try writer.flush()
    #expect(sink.text == "x\n-----\n\"one\"\n")
  }
}
