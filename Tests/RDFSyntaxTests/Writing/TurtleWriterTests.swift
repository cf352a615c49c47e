import RDF
import Testing

@testable import RDFSyntax

@Suite("Turtle and TriG writers")
struct TurtleWriterTests {
  private let prefixes = ["ex": ex, "": "http://other/", "xsd": XSD.namespace]

  @Test("neighbours share their subject and predicate")
  func grouping() throws {
    let quads = [
      quad(iri("a"), .iri(RDFVocabulary.type), iri("B")),
      quad(iri("a"), iri("p"), text("x")),
      quad(iri("a"), iri("p"), typed("7", XSD.integer)),
      quad(blank("a"), iri("p"), blank("b")),
      quad(iri("a"), iri("p"), typed("2020-01-01", XSD.date)),
    ]
    #expect(
      try document(.turtle, quads, prefixes: prefixes) == """
        @prefix : <http://other/> .
        @prefix ex: <http://ex/> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

        ex:a a ex:B ;
            ex:p "x" , 7 .
        _:a ex:p _:b .
        ex:a ex:p "2020-01-01"^^xsd:date .

        """)
  }

  @Test("a long list of objects goes on in another statement")
  func longStatement() throws {
    let long = String(repeating: "x", count: 100_000)
    let quads = (0..<40).map { quad(iri("a"), iri("p"), text("\($0)" + long)) }
    let written = try document(.turtle, quads)
    let statements = written.split(separator: " .\n")
    #expect(statements.count == 4)
    #expect(statements.allSatisfy { $0.hasPrefix("<http://ex/a> <http://ex/p> ") })
    #expect(statements.allSatisfy { $0.utf8.count < 1_200_000 })
    // A small one stays whole.
    #expect(try document(.turtle, Array(quads.prefix(9))).split(separator: " .\n").count == 1)
  }

  @Test("rdf:type is `a` only as a predicate")
  func typeElsewhere() throws {
    let type = Term.iri(RDFVocabulary.type)
    let full = "<\(RDFVocabulary.type.string)>"
    #expect(try document(.turtle, [quad(type, type, type)]) == "\(full) a \(full) .\n")
  }

  @Test("graphs are blocks, the default graph stands outside")
  func graphs() throws {
    let quads = [
      quad(iri("a"), iri("p"), iri("b")),
      quad(iri("a"), iri("p"), iri("b"), iri("g")),
      quad(iri("a"), iri("q"), iri("c"), iri("g")),
      quad(iri("d"), iri("q"), iri("c"), iri("g")),
      quad(iri("d"), iri("q"), iri("c"), blank("h")),
      quad(iri("d"), iri("q"), iri("c")),
    ]
    #expect(
      try document(.trig, quads, prefixes: ["ex": ex]) == """
        @prefix ex: <http://ex/> .

        ex:a ex:p ex:b .
        ex:g {
            ex:a ex:p ex:b ;
                ex:q ex:c .
            ex:d ex:q ex:c .
        }
        _:h {
            ex:d ex:q ex:c .
        }
        ex:d ex:q ex:c .

        """)
  }

  @Test("an empty document has its prefixes")
  func empty() throws {
    #expect(try document(.turtle, [], prefixes: ["ex": ex]) == "@prefix ex: <http://ex/> .\n\n")
    #expect(try document(.trig, []) == "")
  }

  @Test(
    "a local part is one by the grammar, with a backslash where needed, or the IRI is whole",
    arguments: [
      ("", ":"), ("a", ":a"), ("a.b", ":a.b"), ("a.", ":a\\."), (".a", ":\\.a"), ("-a", ":\\-a"),
      ("a-b", ":a-b"), ("0a", ":0a"), ("a:b", ":a:b"), ("_a", ":_a"), ("a/b#c?d", ":a\\/b\\#c\\?d"),
      ("a%20b", ":a%20b"), ("a%2", ":a\\%2"), ("a%zz", ":a\\%zz"), ("%41", ":%41"),
      ("a~b", ":a\\~b"),
      ("a,b;c(d)", ":a\\,b\\;c\\(d\\)"), ("été", ":été"), ("·", "<http://ex/·>"), ("a·", ":a·"),
      ("a b", "<http://ex/a\\u0020b>"), ("a<b", "<http://ex/a\\u003Cb>"),
      ("a×b", "<http://ex/a×b>"),
      ("a[b]", "<http://ex/a[b]>"), ("a\u{FFFE}", "<http://ex/a\u{FFFE}>"), ("..", ":\\.\\."),
      ("a..b", ":a..b"), ("true", ":true"),
    ])
  func localParts(local: String, expected: String) throws {
    #expect(try written(.turtle, object: iri(ex + local), prefixes: ["": ex]) == expected)
  }

  @Test("the longest namespace that leaves a local part is used")
  func longestNamespace() throws {
    let nested = ["": ex, "a": ex + "a/", "ab": ex + "a/b#", "z": "http://ex/zz", "s": "http:"]
    for (name, expected) in [
      (ex + "a/b#c", "ab:c"), (ex + "a/b", "a:b"), (ex + "a/c#d", "a:c\\#d"), (ex + "zy", ":zy"),
      (ex + "zzy", "z:y"), (ex + "a/b#", "ab:"), ("http://e", "s:\\/\\/e"), ("urn:x", "<urn:x>"),
      (ex + "a/b#c d", "<http://ex/a/b#c\\u0020d>"), ("htt:x", "<htt:x>"),
    ] {
      #expect(try written(.turtle, object: iri(name), prefixes: nested) == expected)
    }
  }

  @Test(
    "a literal stands without quotes only where its form says its datatype",
    arguments: [
      ("7", XSD.integer, true), ("-07", XSD.integer, true), ("+7", XSD.integer, true),
      ("", XSD.integer, false), ("+", XSD.integer, false), (" 7", XSD.integer, false),
      ("7.0", XSD.integer, false), ("7.0", XSD.decimal, true), (".5", XSD.decimal, true),
      ("-.5", XSD.decimal, true), ("7.", XSD.decimal, false), ("7", XSD.decimal, false),
      (".", XSD.decimal, false), ("7e0", XSD.double, true), ("7.e0", XSD.double, true),
      (".5E-3", XSD.double, true), (".e3", XSD.double, false), ("7.5", XSD.double, false),
      ("7e", XSD.double, false), ("INF", XSD.double, false), ("7e0", XSD.decimal, false),
      ("true", XSD.boolean, true), ("false", XSD.boolean, true), ("1", XSD.boolean, false),
      ("TRUE", XSD.boolean, false), ("7", XSD.float, false), ("7", IRI("http://ex/integer"), false),
      ("7e0x", XSD.double, false), ("٧", XSD.integer, false),
    ])
  func bareLiterals(form: String, datatype: IRI, isBare: Bool) throws {
    #expect(
      try written(.turtle, object: typed(form, datatype))
        == (isBare ? form : "\"\(form)\"^^<\(datatype.string)>"))
  }

  @Test(
    "texts of several lines stand in three quotes",
    arguments: [
      ("a\nb", "\"\"\"a\nb\"\"\""), ("a\n\"b\" \"\"", "\"\"\"a\n\"b\" \\\"\\\"\"\"\""),
      ("\n\"\"\"x", "\"\"\"\n\\\"\\\"\"x\"\"\""), ("\\\n\r", "\"\"\"\\\\\n\\r\"\"\""),
      ("\n\"\\n", "\"\"\"\n\\\"\\\\n\"\"\""), ("\n\0", "\"\"\"\n\\u0000\"\"\""),
      ("a\rb", "\"a\\rb\""), ("a\"", "\"a\\\"\""),
    ])
  func longLiterals(form: String, expected: String) throws {
    #expect(try written(.turtle, object: text(form)) == expected)
  }

  @Test("prefixes that are none by the grammar are refused")
  func badPrefixes() throws {
    for prefix in ["1a", "a.", "-a", "a b", "_a", ".a", "a:b", "·a"] {
      #expect(throws: WriteError.self) { try PrefixTable([prefix: ex]) }
    }
    for prefix in ["", "a", "a.b", "a-1", "é", "a_b"] {
      #expect(throws: Never.self) { try PrefixTable([prefix: ex]) }
    }
    for namespace in ["", "ex/", "/a", "1a:b", "a b:c"] {
      #expect(throws: WriteError.self) { try PrefixTable(["ex": namespace]) }
    }
  }

  @Test("raw bytes and values make the same document")
  func rawBytes() throws {
    let sink = MemorySink()
    let writer = TurtleWriter(sink: sink)
    let name = Array("http://ex/s".utf8)
    try name.withUnsafeBufferPointer { bytes in
      let term = TermBytes(kind: .iri, value: bytes)
      try writer.write(subject: term, predicate: term, object: term, graph: nil)
    }
    try writer.finish()
    #expect(sink.text == (try document(.turtle, [quad(iri("s"), iri("s"), iri("s"))])))
  }
}
