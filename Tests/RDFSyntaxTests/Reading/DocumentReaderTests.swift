import RDFSyntax
import TestSupport
import Testing

private func error(_ text: String, _ format: RDFFormat = .turtle, step: Int = .max) -> SyntaxError?
{
  do throws(SyntaxError) {
    _ = try readStatements(MemorySource(text, step: step), format)
    return nil
  } catch {
    return error
  }
}

private func place(_ text: String, _ format: RDFFormat = .turtle) -> (line: Int, column: Int)? {
  guard case .malformed(_, let at, _, _) = error(text, format) else { return nil }
  return (at.line, at.column)
}

private let prefix = "@prefix : <s:> .\n"

@Suite("Reading Turtle and TriG")
struct DocumentReaderTests {
  @Test("labels that look like Serd's own stay as written, and differ from those of brackets")
  func labels() throws {
    let text = prefix + "_:b1 :p _:B1, _:u1, [ :q _:base ] . _:prefix :p _:graph . _:base :p 1 ."
    let statements = try readStatements(text, .turtle)
    #expect(
      statements.map { [$0.terms[0], $0.terms[2]] } == [
        ["_:b1", "_:B1"], ["_:b1", "_:u1"], ["_:b1", "_:.1"], ["_:.1", "_:base"],
        ["_:prefix", "_:graph"], ["_:base", "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>"],
      ])
  }

  @Test("a number keeps its datatype and form when the full stop follows at once")
  func numbers() throws {
    let xsd = "http://www.w3.org/2001/XMLSchema#"
    let objects = ["01": "integer", "-1.50": "decimal", "1.e5": "double", ".5": "decimal"]
    for (form, type) in objects {
      let statements = try readStatements(prefix + ":s :p \(form).", .turtle)
      #expect(statements.first?.terms[2] == "\"\(form)\"^^<\(xsd)\(type)>")
    }
  }

  @Test("IRIs named like directives are IRIs")
  func keywordIRIs() throws {
    let statements = try readStatements(
      "<base> <prefix> <graph> . <Graph> <p> <BASE> .", .trig, base: "http://e/x/y")
    #expect(
      statements == [
        TestStatement("<http://e/x/base>", "<http://e/x/prefix>", "<http://e/x/graph>"),
        TestStatement("<http://e/x/Graph>", "<http://e/x/p>", "<http://e/x/BASE>"),
      ])
  }

  @Test("prefixes that start like booleans are prefixes, and none becomes another")
  func booleanPrefixes() throws {
    let names = ["true", "false", "true.x", "false-1", "Qtrue", "Qfalse", "QQtrue", "trues"]
    let text =
      names.map { "@prefix \($0): <s:\($0)#> .\n" }.joined()
      + names.map { "\($0):s \($0):p \($0):o, 'x'^^\($0):t, true, false." }.joined(separator: "\n")
    let statements = try readStatements(text, .turtle)
    #expect(
      statements.filter { $0.terms[2].hasPrefix("<") }
        == names.map { TestStatement("<s:\($0)#s>", "<s:\($0)#p>", "<s:\($0)#o>") })
    #expect(statements.count == names.count * 4)
    #expect(statements[1].terms[2] == "\"x\"^^<s:true#t>")
  }

  @Test(
    "a term is the same wherever it stands",
    arguments: [
      "<>", "<#f>", "<1>", "<base>", "<s:x>", "<s:\\u00E9>", "<\\u00E9>", "<\u{7F}>",
      "<\u{7F}\u{7F}x>",
      "<\u{7F}:x>", "<\\u007F>", "<\\U0000007Fx>", ":", ":x", "true:x", "Q:true", "Q:\\~\\-.\\.",
      "Q:%20:é", "_:b1", "_:u", "_:é.x",
    ])
  func everywhere(_ term: String) throws {
    let isLabel = term.hasPrefix("_")
    let text =
      prefix + "@base <http://e/x/y> . @prefix true: <s:t#> . @prefix Q: <s:q#> .\n"
      + "\(term) { \(term) \(isLabel ? ":p" : term) \(term), ( \(term) ), 'l'^^\(isLabel ? ":t" : term) }"
    let statements = try readStatements(text, .trig)
    let expected = try #require(statements.first).terms[0]
    #expect(statements.count == 5 && statements[0].terms[2] == expected)
    #expect(statements.allSatisfy { $0.terms[3] == expected })
    #expect(statements[2].terms[2] == expected && statements[4].terms[0] == expected)
    if !isLabel {
      #expect(statements[0].terms[1] == expected)
      #expect(statements[4].terms[2] == "\"l\"^^" + expected)
    }
  }

  @Test("long strings keep quotes, escapes and line ends")
  func longStrings() throws {
    let text =
      prefix + #":s :p """a"\"b""c\n"# + "\r\n'\u{0}\"\"\" , '''x\"\\u0041''' , \"a\" @en ."
    let statements = try readStatements(text, .turtle)
    #expect(
      statements.map { $0.terms[2] } == [
        "\"a\"\"b\"\"c\n\r\n'\u{0}\"", "\"x\"A\"", "\"a\"@en",
      ])
  }

  @Test("a prefix can be defined again, and each name takes the one before it")
  func redefinedPrefix() throws {
    let statements = try readStatements(
      "@prefix : <s:a#> . :x :p :x . PREFIX : <s:b#> :x :p :x .", .turtle)
    #expect(statements.map { $0.terms[0] } == ["<s:a#x>", "<s:b#x>"])
  }

  @Test(
    "what Serd would let pass is refused",
    arguments: [
      "[] .", "foo :p :o .", ":s foo :o .", ":s :p foo .", "true :p :o .", "a :p :o .",
      ":a.. :b :c .", ":a :b :c..", "[ = <s:x> ; :p :o ] .", ":s { :a :b :c }", ":s {}", "{}",
      ":s :p 'x'@en- .", ":s :p 'x'@en--us .", ":s :p <s:\\u0022> .", ":s :p '\\uDFFF' .",
      ":s :p <s:\\u007C> .", "_:-a :p :o .", ":s :p [ :q ] .", "[ :p :o :q ] .", ":s :p <rel> .",
      ":s :p un:known .", ":s :p 'x'^^un:known .", "@prefixx: <s:> .", ":s :p :o", ":s :p (1",
      ":s :p [ :q 1", "@prefix x:", "PREFIX x: <s:> .", ":s :p :o ]", ":s :p )", "\u{0} :s :p :o .",
      ":s :p 'a' 'b' .", ":s :p \"a\n\" .", ":s :p \"\"\"a .", "( 1 ) .", ":s :p ( 1 . ) .",
    ])
  func refused(_ text: String) throws {
    #expect(error(prefix + text) != nil)
    #expect(error(prefix + text, step: 1) == error(prefix + text))
    #expect(try readStatements(prefix + ":s :p :o .", .turtle).count == 1)
  }

  @Test(
    "what TriG refuses",
    arguments: [
      "{ [] }", "{ [] . }", "foo { :s :p :o }", "un:known {}", "{ { :s :p :o } }", "{ :s :p :o",
      "{ @prefix x: <s:> . }", "{ PREFIX x: <s:> }", ":g { :s :p :o } .", "( 1 ) { :s :p :o }",
      "[ :p :o ] { :s :p :o }", "GRAPH { :s :p :o }", "}", ":g { :s :p [ :q {} ] }",
      "GRAPH :g GRAPH :h {}", "{ GRAPH :g { } }",
    ])
  func refusedTriG(_ text: String) throws {
    #expect(error(prefix + text, .trig) != nil)
    #expect(try readStatements(prefix + "GRAPH :g { :s :p :o } [] {:s :p :o}", .trig).count == 2)
  }

  @Test("errors stand at the token that cannot be there, in characters")
  func columns() throws {
    #expect(try #require(place(prefix + ":s :p 'é' x:y .")) == (2, 11))
    #expect(try #require(place(prefix + "# é\r\n :s :p 'é' :x .")) == (3, 12))
    #expect(try #require(place(prefix + ":s :p '''é\né''' ; ; , :x .")) == (3, 10))
    #expect(try #require(place(prefix + ":s :p _:b1, _:B1 :x .")) == (2, 18))
  }

  @Test("an error within brackets is told before what is wrong behind it")
  func earlierError() throws {
    #expect(try #require(place(prefix + ":s :p [ :q ] ; un:known 1 .")) == (2, 12))
    #expect(try #require(place(prefix + ":s :p [ :q :o :x ] .\n:s :p 'x\n' .")) == (2, 15))
  }

  @Test("a batch is handed on within one statement and within one graph block")
  func batches() throws {
    let objects = (0..<100_000).map { "[ :q \($0) ]" }.joined(separator: ",")
    for (text, format) in [
      (prefix + ":s :p \(objects) .", RDFFormat.turtle),
      (prefix + ":g { :s :p \(objects) }", RDFFormat.trig),
    ] {
      var sizes: [Int] = []
      var last = ""
      let isWhole = try DocumentParser(format: format, file: "t")
        .run(source: MemorySource(text), into: StatementBatch()) { batch in
          sizes.append(batch.statementCount)
          last = batch.testStatements().last?.terms[2] ?? ""
          return batch
        }
      #expect(isWhole && sizes.reduce(0, +) == 200_000)
      #expect(sizes.allSatisfy { $0 <= DocumentParser.batchStatements })
      #expect(last == "\"99999\"^^<http://www.w3.org/2001/XMLSchema#integer>")
    }
  }

  @Test("reading stops when no further batch is given")
  func stops() throws {
    let text = prefix + (0..<100_000).map { ":s :p \($0) .\n" }.joined()
    var batches = 0
    let isWhole = try DocumentParser(format: .turtle, file: "t")
      .run(source: MemorySource(text), into: StatementBatch()) { _ in
        batches += 1
        return nil
      }
    #expect(!isWhole && batches == 1)
  }

  @Test("nodes of brackets stay apart when the document is longer than Serd's fresh starts")
  func freshStarts() throws {
    // 10 MB, so that Serd's reader is made anew in between and counts from 1 again.
    let line = ":s :p [ :q \"\(String(repeating: "x", count: 970))\" ] .\n"
    var seen = Set<TestTerm>()
    var count = 0
    try DocumentParser(format: .turtle, file: "t").run(
      source: RepeatingSource(prefix, line, times: 10_000), into: StatementBatch()
    ) { batch in
      for statement in batch.testStatements() where statement.terms[1] == "<s:q>" {
        seen.insert(statement.terms[0])
      }
      count += batch.statementCount
      return batch
    }
    #expect(count == 20_000 && seen.count == 10_000)
  }

  @Test("a whole document can be checked: all bad lines, or a document's first error")
  func check() {
    var errors = 0
    let lines = "bad\n<s:s> <s:p> <s:o> .\nbad\n"
    let statements = DocumentCheck.run(source: MemorySource(lines), file: "t", format: .ntriples) {
      _ in
      errors += 1
      return true
    }
    #expect(statements == 1 && errors == 2)
    DocumentCheck.run(source: MemorySource(prefix + "bad bad"), file: "t", format: .turtle) { _ in
      errors += 1
      return true
    }
    #expect(errors == 3)
  }
}
