import RDFSyntax
import TestSupport
import Testing

private func place(_ text: String, _ format: RDFFormat = .ntriples) -> SourcePosition? {
  do throws(SyntaxError) {
    _ = try readStatements(text, format)
    return nil
  } catch {
    guard case .malformed(_, let position, _, _) = error else { return nil }
    return position
  }
}

@Suite("Reading N-Triples and N-Quads")
struct LineReaderTests {
  @Test("labels, forms and tags come out byte for byte, and b1 is not B1")
  func verbatim() throws {
    let statements = try readStatements(
      "_:b1 <s:p> _:B1 .\n_:u <s:p> \"\\u00E9\\t\\\"\"@EN-us .\n", .ntriples)
    #expect(
      statements == [
        TestStatement("_:b1", "<s:p>", "_:B1"), TestStatement("_:u", "<s:p>", "\"é\t\"\"@EN-us"),
      ])
  }

  @Test("xsd:string is the same as no datatype, and other datatypes are kept")
  func datatypes() throws {
    let xsd = "http://www.w3.org/2001/XMLSchema#"
    let text = "<s:s> <s:p> \"a\"^^<\(xsd)string> , "
    #expect(place(text) == SourcePosition(line: 1, column: 60, byteOffset: 59))
    let statements = try readStatements(
      "<s:s> <s:p> \"a\"^^<\(xsd)string> .\n<s:s> <s:p> \"01\"^^<\(xsd)int> .", .ntriples)
    #expect(statements.map { $0.terms[2] } == ["\"a\"", "\"01\"^^<\(xsd)int>"])
  }

  @Test(
    "a statement ends at LF, CR LF and a lone CR", arguments: ["\n", "\r\n", "\r", "\n\r\r\n"])
  func lineEnds(_ end: String) throws {
    let text = "<s:a> <s:p> <s:o> .\(end)# comment\(end)<s:b> <s:p> \"x\" . # more\(end)"
    #expect(try readStatements(text, .ntriples).count == 2)
    // LF, a lone CR and CR LF are three line ends.
    #expect(place(text + "wrong")?.line == (end == "\n\r\r\n" ? 10 : 4))
  }

  @Test(
    "what only Turtle allows is refused",
    arguments: [
      "<s:s> a <s:o> .", "[] <s:p> <s:o> .", "<s:s> <s:p> [] .", "@prefix a: <s:> .",
      "BASE <s:b>", "<s:s> <s:p> <s:o> , <s:q> .", "<s:s> <s:p> <s:o> ; <s:q> <s:o> .",
      "<s:s> <s:p> 1 .", "<s:s> <s:p> \"\"\"a\"\"\" .", "<s:s> <s:p> 'a' .", "<s:s> <s:p>\n<s:o> .",
      "<s> <s:p> <s:o> .", "<s:s> <s:p> <s:o> . <s:a> <s:p> <s:o> .", "<s:s> <s:p> <s:o>",
      "<s:s> <s:p> <s:\\u0020> .", "<s:s> <s:p> <s:\\n> .", "<s:s> <s:p> \"\\uD800\" .",
      "<s:s> <s:p> \"\\x\" .", "<s:s> <s:p> \"a\"@en- .", "<s:s> <s:p> \"a\"@1 .",
      "_:-a <s:p> <s:o> .", "_:a. . <s:p> <s:o> .", "<s:s> _:p <s:o> .", "\"s\" <s:p> <s:o> .",
      "<s:s> <s:p> <s:o> <s:g> .", "<s:s> <s:p> \"a\"^^xsd:int .",
    ])
  func refused(_ text: String) throws {
    #expect(place(text + "\n") != nil)
    #expect(try readStatements("<s:s> <s:p> <s:o> .", .ntriples).count == 1)
  }

  @Test(
    "bytes that are not UTF-8 are refused at their place",
    arguments: [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
    ])
  func invalidUTF8(_ bad: [UInt8]) {
    for (front, back) in [("<s:s> <s:p> \"é", "\" ."), ("<s:s> <s:é", "> <s:o> ."), ("# é", "")] {
      let bytes = Array("\n\(front)".utf8) + bad + Array("\(back)\n".utf8)
      #expect(throws: SyntaxError.self) { try readStatements(MemorySource(bytes), .ntriples) }
      do throws(SyntaxError) {
        _ = try readStatements(MemorySource(bytes), .ntriples)
      } catch {
        guard case .malformed(_, let at, _, _) = error else { Issue.record("\(error)"); return }
        #expect(at.line == 2 && at.column == front.count + 1)
      }
    }
  }

  @Test("errors are placed to the column, in characters")
  func columns() {
    #expect(place("<s:é> <s:p> x .") == SourcePosition(line: 1, column: 13, byteOffset: 13))
    #expect(place("<s:s> <s:p> <s:o> .\n\n  _:a <s:p> <s o> .")?.line == 3)
    #expect(place("<s:s> <s:p> <s:o> .\n\n  _:a <s:p> <s o> .")?.column == 15)
  }

  @Test("bad lines are handed over one by one, and the good ones are all read")
  func tolerant() throws {
    var text = ""
    for index in 0..<1000 {
      text +=
        index % 10 == 3 ? "bad line \(index)\r\n" : "<s:\(index)> <s:p> \"\(index)\" <s:g> .\r\n"
    }
    text += "<s:s> <s:p> <s:o> . trailing"
    let chunker = LineChunker(
      source: MemorySource(text, step: 7), file: "t.nq", pool: LineChunkPool(chunkBytes: 100))
    let parser = LineChunkParser(format: .nquads, file: "t.nq")
    let batch = StatementBatch(expectedStatements: 4)
    var rejected: [(Int, String)] = []
    while let chunk = try chunker.next() {
      try parser.parse(chunk, into: batch) { line in
        guard case .malformed(_, let at, _, _) = line.error else { return }
        rejected.append((at.line, String(decoding: line.bytes, as: UTF8.self)))
      }
      chunker.pool.recycle(chunk)
    }
    #expect(batch.statementCount == 900)
    #expect(rejected.count == 101)
    #expect(rejected.first?.0 == 4 && rejected.first?.1 == "bad line 3")
    #expect(rejected.last?.0 == 1001 && rejected.last?.1 == "<s:s> <s:p> <s:o> . trailing")
  }

  @Test("chunks of any size give the same statements, with lines and offsets that fit")
  func chunkSizes() throws {
    let text = (0..<200).map { "<s:\($0)> <s:p> \"\(String(repeating: "é", count: $0))\" ." }
      .joined(separator: "\n")
    let whole = try readStatements(text, .ntriples)
    for size in [64, 65, 100, 1000, 100_000] {
      let chunker = LineChunker(
        source: MemorySource(text, step: 13), file: "t", pool: LineChunkPool(chunkBytes: size))
      let parser = LineChunkParser(format: .ntriples, file: "t")
      let batch = StatementBatch(expectedStatements: 4)
      var offset = 0
      var sequence = 0
      while let chunk = try chunker.next() {
        #expect(chunk.byteOffset == offset && chunk.sequence == sequence)
        #expect(chunk.firstLine == 1 + batch.statementCount)
        offset += chunk.count
        sequence += 1
        try parser.parse(chunk, into: batch)
        chunker.pool.recycle(chunk)
      }
      #expect(batch.testStatements() == whole)
    }
  }

  @Test("a repeated subject, predicate and datatype is one entry of the batch")
  func sharing() throws {
    let parser = LineChunkParser(format: .ntriples, file: "t")
    let chunker = LineChunker(
      source: MemorySource(
        (0..<10).map { "<s:s> <s:p> \"\($0)\"^^<s:type> .\n" }.joined()), file: "t")
    let batch = StatementBatch()
    let chunk = try #require(try chunker.next())
    try parser.parse(chunk, into: batch)
    #expect(batch.statementCount == 10 && batch.termCount == 12)
    #expect(batch.byteCount == 3 + 3 + 10 + 6)
  }
}
