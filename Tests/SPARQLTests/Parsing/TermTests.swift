import RDF
import SPARQL
import Testing

@Suite("terms of queries")
struct QueryTermTests {
  /// The object of a triple with this text.
  private func object(_ text: String, _ parser: QueryParser = testParser) throws -> Term? {
    guard case .basic(let triples) = try parser.query("ASK { ?s ?p \(text) }").pattern,
      case .term(let term)? = triples.last?.object
    else { return nil }
    return term
  }

  @Test("strings of four forms")
  func strings() throws {
    let expected = Term.literal(Literal("a\"'b"))
    for text in [#""a\"'b""#, #"'a"\'b'"#, #""""a"'b""""#, "'''a\"'b'''"] {
      #expect(try object(text) == expected, "\(text)")
    }
    for text in ["''", "\"\"", "''''''", "\"\"\"\"\"\""] {
      #expect(try object(text) == .literal(Literal("")), "\(text)")
    }
    #expect(try object("'''a\n\r\n''b'''") == .literal(Literal("a\n\r\n''b")))
    #expect(try object("\"\"\"\"\"\\\"\"\"\"") == .literal(Literal("\"\"\"")))
    #expect(try object(#"'\t\b\n\r\f\\\"\''"#) == .literal(Literal("\t\u{8}\n\r\u{C}\\\"'")))
    #expect(try object("'a'@en-GB") == .literal(Literal("a", language: "en-GB")))
    #expect(try object("'a'^^:t") == .literal(Literal("a", datatype: IRI("x:t"))))
    #expect(
      try object("'a' # c\n ^^ <t>") == .literal(Literal("a", datatype: IRI("http://base/t"))))
    #expect(try object("'\u{0}é👾'") == .literal(Literal("\u{0}é👾")))
  }

  @Test("numbers keep the form that they are written in")
  func numbers() throws {
    for (texts, datatype) in [
      (["0", "007", "+1", "-42"], XSD.integer),
      (["1.0", ".5", "-.5", "+01.10"], XSD.decimal),
      (["1e0", "1.e5", "1.5E-3", ".5e+1", "-1e10", "+1.0E0"], XSD.double),
    ] {
      for text in texts {
        #expect(try object(text) == .literal(Literal(text, datatype: datatype)), "\(text)")
      }
    }
    #expect(try object("1.") == .literal(Literal("1", datatype: XSD.integer)))
    #expect(try object("TRUE") == .literal(Literal("true", datatype: XSD.boolean)))
    #expect(try object("false") == .literal(Literal("false", datatype: XSD.boolean)))
  }

  @Test(
    "names with a prefix",
    arguments: [
      (":a", "x:a"), (":", "x:"), (":a.b", "x:a.b"), (":a.", "x:a"), (":1", "x:1"),
      (":a:b::c", "x:a:b::c"), (":_-", "x:_-"), (":a-", "x:a-"), (":%41b%2f", "x:%41b%2f"),
      (##":\~\.\-\!\$\&\'\(\)\*\+\,\;\=\/\?\#\@\%\_"##, "x:~.-!$&'()*+,;=/?#@%_"),
      (":é", "x:é"), (":a\u{B7}\u{300}", "x:a\u{B7}\u{300}"), (":a\\.", "x:a."),
    ])
  func prefixedNames(text: String, expected: String) throws {
    #expect(try object(text) == .iri(IRI(expected)))
  }

  @Test("prefixes may have dots and hyphens, and any letters")
  func prefixes() throws {
    for name in ["a.b", "a-1", "é", "a..b", "SELECT", "a", "filter", "x_y", "a\u{300}"] {
      let text = "PREFIX \(name): <y:> ASK { ?s ?p \(name):z }"
      #expect(try algebra(text) == "(bgp (triple ?s ?p <y:z>))", "\(name)")
    }
  }

  @Test(
    "IRIs are resolved where they have no scheme, and stay as they are where they have one",
    arguments: [
      ("<http://a/../b/./c>", "http://a/../b/./c"), ("<a>", "http://base/a"),
      ("<>", "http://base/"), ("<#f>", "http://base/#f"), ("<../x?y>", "http://base/x?y"),
      ("<//h/p>", "http://h/p"), ("<urn:é%20>", "urn:é%20"), ("<a:b>", "a:b"),
    ])
  func references(text: String, expected: String) throws {
    #expect(try object(text) == .iri(IRI(expected)))
  }

  @Test("variables")
  func variables() throws {
    for name in ["x", "1", "_", "é", "a\u{B7}", "select", "x\u{203F}y", "日本"] {
      #expect(try algebra("ASK { ?s ?p ?\(name) . }") == "(bgp (triple ?s ?p ?\(name)))")
      #expect(try algebra("ASK { ?s ?p $\(name) }") == "(bgp (triple ?s ?p ?\(name)))")
    }
    // Composed and decomposed letters are different names, as the code points say.
    let query = try testParser.query("SELECT ?\u{E9} ?e\u{301} {}")
    guard case .select(let variables) = query.form else { return }
    #expect(variables.count == 2)
  }

  @Test("keywords in any case, but a")
  func keywords() throws {
    let text =
      "sElEcT * WhErE { ?s a ?o optional { ?s ?p 1 } FiLtEr(bOuNd(?s)) } oRdEr bY ?s lImIt 1"
    #expect(throws: Never.self) { try testParser.query(text) }
    #expect(queryError("ASK { ?s A ?o }") != nil)
  }

  @Test(
    "codepoint escapes stand for characters anywhere",
    arguments: [
      Example(#"ASK { \u003Fs :p "\u00e9\U0001F47E" }"#, "(bgp (triple ?s <x:p> \"é👾\"))"),
      Example(#"\u0041SK { ?s \u003Ap ?x\u0079 }"#, "(bgp (triple ?s <x:p> ?xy))"),
      Example(
        #"PREFIX a\u003A <y:> ASK { ?s a\u003Ab <http://b/\u00e9> }"#,
        "(bgp (triple ?s <y:b> <http://b/é>))"),
      Example(#"ASK \u007B ?s ?p "\u0022\u005C\u000A" }"#, #"(bgp (triple ?s ?p "\"\\\n"))"#),
      Example(
        #"ASK { ?s ?p "\\u0041", '''\\\u0041''' }"#,
        #"(bgp (triple ?s ?p "\\u0041") (triple ?s ?p "\\A"))"#),
      Example(#"ASK { ?s ?p :a\'\u0041 } # "\uD800"#, "(bgp (triple ?s ?p <x:a'A>))"),
      Example(#"ASK { ?s ?p '# \u0041' } # \u000A }"#, "(bgp (triple ?s ?p \"# A\"))"),
    ])
  func codepointEscapes(example: Example) throws {
    #expect(try algebra(example.text) == example.expected)
  }

  @Test("labels of blank nodes")
  func labels() throws {
    for label in ["a", "1", "a.b", "_", "a-b", "é", "a\u{B7}"] {
      let text = "CONSTRUCT { _:\(label) :p 1 . } WHERE {}"
      guard case .construct(let template) = try testParser.query(text).form else { continue }
      #expect(template.map(\.subject) == [.term(.blankNode(BlankNode(label)))])
    }
  }
}
