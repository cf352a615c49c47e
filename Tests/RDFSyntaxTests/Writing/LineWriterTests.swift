import RDF
import Testing

@testable import RDFSyntax

@Suite("N-Triples and N-Quads writers")
struct LineWriterTests {
  @Test("each kind of term has its canonical form")
  func forms() throws {
    let quads = [
      quad(iri("s"), iri("p"), iri("o")),
      quad(blank("b1"), iri("p"), blank("x.y-z")),
      quad(iri("s"), iri("p"), text("plain")),
      quad(iri("s"), iri("p"), text("chat", language: "fr-BE")),
      quad(iri("s"), iri("p"), typed("01", XSD.integer)),
      quad(iri("s"), iri("p"), typed("text", XSD.string)),
    ]
    let expected = """
      <http://ex/s> <http://ex/p> <http://ex/o> .
      _:b1 <http://ex/p> _:x.y-z .
      <http://ex/s> <http://ex/p> "plain" .
      <http://ex/s> <http://ex/p> "chat"@fr-BE .
      <http://ex/s> <http://ex/p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .
      <http://ex/s> <http://ex/p> "text" .

      """
    #expect(try document(.ntriples, quads) == expected)
    #expect(try document(.nquads, quads) == expected)
  }

  @Test("the graph stands fourth in N-Quads")
  func graphs() throws {
    let quads = [
      quad(iri("s"), iri("p"), iri("o"), iri("g")), quad(iri("s"), iri("p"), iri("o"), blank("g")),
    ]
    #expect(
      try document(.nquads, quads) == """
        <http://ex/s> <http://ex/p> <http://ex/o> <http://ex/g> .
        <http://ex/s> <http://ex/p> <http://ex/o> _:g .

        """)
  }

  @Test(
    "only what must be is escaped",
    arguments: [
      ("a\"b", "\"a\\\"b\""), ("a\\b", "\"a\\\\b\""), ("a\nb\rc", "\"a\\nb\\rc\""),
      ("tab\tbell\u{7}é€😀\u{7F}", "\"tab\tbell\u{7}é€😀\u{7F}\""), ("", "\"\""),
      ("nul\0", "\"nul\\u0000\""),
      ("\"\"\"\"\"\"\"\"\"", "\"" + String(repeating: "\\\"", count: 9) + "\""),
    ])
  func literalEscapes(form: String, expected: String) throws {
    #expect(try written(.ntriples, object: text(form)) == expected)
  }

  @Test("what no IRI may hold is escaped by number")
  func iriEscapes() throws {
    #expect(
      try written(.ntriples, object: iri("http://ex/a b<c>\"{d}|^`\\\n\u{0}é~%20"))
        == "<http://ex/a\\u0020b\\u003Cc\\u003E\\u0022\\u007Bd\\u007D\\u007C\\u005E\\u0060\\u005C\\u000A\\u0000é~%20>"
    )
  }

  @Test("every byte is escaped or not the same at every place of a word")
  func everyByteAtEveryPlace() throws {
    for byte in UInt8(0)..<0x80 {
      let scalar = Unicode.Scalar(byte)
      for before in 0..<9 {
        let form =
          String(repeating: "é", count: before / 2) + String(repeating: "x", count: before)
          + String(scalar) + "tail of text"
        let quads = [quad(iri(ex + form), iri("p"), text(form))]
        let sink = try document(.ntriples, quads)
        #expect(try LineReader.quads(Array(sink.utf8)) == quads)
        let escaped = "\"\\\n\r\0".unicodeScalars.contains(scalar)
        #expect(try written(.ntriples, object: text(form)).contains("\\") == escaped)
      }
    }
  }

  @Test("random terms come back byte for byte", arguments: [1, 2, 3] as [UInt64])
  func randomRoundTrip(seed: UInt64) throws {
    var random = RandomTerms(seed: seed)
    let quads = (0..<3_000).map { _ in random.quad() }
    let bytes = Array(try document(.nquads, quads).utf8)
    #expect(try LineReader.quads(bytes) == quads, "seed \(seed)")
  }

  @Test("a literal larger than the buffer passes whole")
  func largeLiteral() throws {
    let form = String(repeating: "line \"one\"\n", count: 200_000)
    let quads = [quad(iri("s"), iri("p"), text(form)), quad(iri("s"), iri("p"), iri("o"))]
    #expect(try LineReader.quads(Array(try document(.ntriples, quads).utf8)) == quads)
  }

  @Test("labels that are none by the grammar are encoded, and two stay two")
  func labels() throws {
    let labels = [
      "ok", "a:b", "a-3Ab", "enc-a-3Ab", "", "a b", "a.", ".a", "-a", "é", "·", "x·", "😀", "a\n",
      "0", "_",
    ]
    let texts = try labels.map { try written(.ntriples, object: blank($0)) }
    #expect(Set(texts).count == labels.count)
    #expect(
      texts == [
        "_:ok", "_:enc-a-3Ab", "_:a-3Ab", "_:enc-enc-2Da-2D3Ab", "_:enc-", "_:enc-a-20b",
        "_:enc-a-2E", "_:enc--2Ea", "_:enc--2Da", "_:é", "_:enc--C2-B7", "_:x·", "_:😀",
        "_:enc-a-0A",
        "_:0", "_:_",
      ])
  }

  @Test("a named graph is refused unless its name may be dropped")
  func namedGraphs() throws {
    let quads = [quad(iri("s"), iri("p"), iri("o"), iri("g"))]
    for format in [RDFFormat.ntriples, .turtle] {
      #expect(throws: WriteError.namedGraph("http://ex/g", format: format)) {
        try document(format, quads)
      }
      #expect(
        try document(format, quads, namedGraphs: .dropName)
          == "<http://ex/s> <http://ex/p> <http://ex/o> .\n")
    }
  }

  @Test("terms where they cannot stand are refused", arguments: RDFFormat.allCases)
  func invalid(format: RDFFormat) {
    for wrong in [
      quad(text("s"), iri("p"), iri("o")), quad(iri("s"), blank("p"), iri("o")),
      quad(iri("s"), text("p"), iri("o")), quad(iri("s"), iri("p"), text("o", language: "a b")),
      quad(iri("s"), iri("p"), text("o", language: "")),
      quad(iri("s"), iri("p"), text("o", language: "en-")),
      quad(iri("s"), iri("p"), text("o", language: "1n")),
    ] {
      #expect {
        try document(format, [wrong])
      } throws: { error in
        if case .invalidTerm = error as? WriteError { true } else { false }
      }
    }
    if format.hasGraphs {
      #expect(throws: WriteError.self) {
        try document(format, [quad(iri("s"), iri("p"), iri("o"), text("g"))])
      }
    }
  }

  @Test("a batch of statements is written as its quads would be")
  func batch() throws {
    let batch = StatementBatch(expectedStatements: 4)
    func term(_ kind: TermSyntaxKind, _ value: String, _ annotation: String = "") -> UInt32 {
      func put(_ text: String) -> UInt32 {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer {
          batch.appendBytes($0.baseAddress ?? dummy, count: bytes.count)
        }
      }
      return batch.appendTerm(
        TermSpan(
          offset: put(value), length: UInt32(value.utf8.count), kind: kind.rawValue,
          annotationOffset: put(annotation), annotationLength: UInt32(annotation.utf8.count)))
    }
    let subject = term(.iri, "http://ex/s")
    let tagged = term(.languageLiteral, "", "en")
    let graph = term(.blankNode, "g")
    batch.appendStatement(
      StatementSpan(
        subject: subject, predicate: subject, object: tagged, graph: StatementSpan.defaultGraph))
    batch.appendStatement(
      StatementSpan(subject: subject, predicate: subject, object: subject, graph: graph))
    let sink = MemorySink()
    let writer = NQuadsWriter(sink: sink)
    try writer.write(contentsOf: batch)
    try writer.finish()
    #expect(
      sink.text == """
        <http://ex/s> <http://ex/s> ""@en .
        <http://ex/s> <http://ex/s> <http://ex/s> _:g .

        """)
  }
}

nonisolated(unsafe) private let dummy = UnsafePointer(
  UnsafeMutablePointer<UInt8>.allocate(capacity: 1))
