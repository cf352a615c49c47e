import RDF
import RDFSyntax

/// A term as text: `<iri>`, `_:label` or `"form"` with its tag or datatype.
package typealias TestTerm = String

/// A statement as text, equal to another code point by code point.
package struct TestStatement: Hashable, CustomStringConvertible {
  package var terms: [TestTerm]

  package init(_ terms: TestTerm...) { self.terms = terms }
  package init(terms: [TestTerm]) { self.terms = terms }

  package var description: String { terms.joined(separator: " ") }

  // Strings compare by canonical equivalence: as such "é" would equal "e" with a combining accent.

  package static func == (left: TestStatement, right: TestStatement) -> Bool {
    left.terms.count == right.terms.count
      && zip(left.terms, right.terms).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  package func hash(into hasher: inout Hasher) {
    for term in terms { hasher.combine(ExactString(term)) }
  }
}

extension StatementBatch {
  /// The statements as text; the graph is the fourth term, where there is one.
  package func testStatements() -> [TestStatement] {
    (0..<statementCount).map { index in
      let statement = statements[index]
      var indices = [statement.subject, statement.predicate, statement.object]
      if statement.graph != StatementSpan.defaultGraph { indices.append(statement.graph) }
      return TestStatement(terms: indices.map(testTerm))
    }
  }

  private func testTerm(_ index: UInt32) -> TestTerm {
    let term = terms[Int(index)]
    let text = string(term.offset, term.length)
    let annotation = string(term.annotationOffset, term.annotationLength)
    switch TermSyntaxKind(rawValue: term.kind) {
    case .iri: return "<\(text)>"
    case .blankNode: return "_:\(text)"
    case .plainLiteral: return "\"\(text)\""
    case .languageLiteral: return "\"\(text)\"@\(annotation)"
    case .typedLiteral: return "\"\(text)\"^^<\(annotation)>"
    case nil: return "unknown kind \(term.kind)"
    }
  }

  private func string(_ offset: UInt32, _ length: UInt32) -> String {
    String(
      decoding: UnsafeBufferPointer(start: bytes + Int(offset), count: Int(length)), as: UTF8.self)
  }
}

/// Reads a whole document, whichever its format, and returns its statements.
package func readStatements(
  _ source: any ByteSource, _ format: RDFFormat, base: String? = nil, file: String = "test",
  limits: SyntaxLimits = SyntaxLimits()
) throws(SyntaxError) -> [TestStatement] {
  var result: [TestStatement] = []
  guard format.isLineBased else {
    try DocumentParser(format: format, file: file, base: base, limits: limits)
      .run(source: source, into: StatementBatch()) { batch in
        result += batch.testStatements()
        return batch
      }
    return result
  }
  let chunker = LineChunker(source: source, file: file, limits: limits)
  let parser = LineChunkParser(format: format, file: file, limits: limits)
  while let chunk = try chunker.next() {
    let batch = StatementBatch(expectedStatements: 64)
    try parser.parse(chunk, into: batch)
    result += batch.testStatements()
    chunker.pool.recycle(chunk)
  }
  return result
}

/// Reads a document from text.
package func readStatements(
  _ text: String, _ format: RDFFormat, base: String? = nil
) throws(SyntaxError) -> [TestStatement] {
  try readStatements(MemorySource(text), format, base: base)
}
