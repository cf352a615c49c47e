import RDF
import RDFSyntax

// Terms as users write them on a command line or in a test: in the syntax of N-Triples, or an IRI alone.

/// Reads single terms.
public enum TermText {
  /// Reads a term in the syntax of N-Triples, or an absolute IRI without its brackets.
  ///
  ///     <http://ex/a>   http://ex/a   _:b12   "text"   "Text"@de   "7"^^<http://www.w3.org/2001/XMLSchema#byte>
  ///
  /// - Throws: ``SyntaxError`` with the column in `text`.
  public static func parse(_ text: String) throws(SyntaxError) -> Term {
    let name = "term \(text)"
    let isBare = !["<", "_", "\""].contains { text.hasPrefix($0) }
    let form = isBare ? "<\(text)>" : text
    // In the object's place any term may stand; what comes before it is taken off the column.
    let front = "<x:s> <x:p> "
    let batch = StatementBatch(expectedStatements: 4)
    do throws(SyntaxError) { try read(front + form + " .\n", into: batch) } catch {
      throw moved(error, name: name, by: front.utf8.count + (isBare ? 1 : 0))
    }
    guard batch.statementCount == 1 else {
      throw .malformed(
        file: name, at: SourcePosition(line: 1, column: 0, byteOffset: 0),
        message: "it is not one term", hint: nil)
    }
    return Term(batch.terms[Int(batch.statements[0].object)], in: batch)
  }

  private static func read(_ line: String, into batch: StatementBatch) throws(SyntaxError) {
    let chunker = LineChunker(
      source: MemoryByteSource(Array(line.utf8)), file: "", pool: LineChunkPool(chunkBytes: 4_096))
    let parser = LineChunkParser(format: .ntriples, file: "")
    while let chunk = try chunker.next() { try parser.parse(chunk, into: batch) }
  }

  private static func moved(_ error: SyntaxError, name: String, by bytes: Int) -> SyntaxError {
    guard case .malformed(_, let at, let message, let hint) = error else { return error }
    let position = SourcePosition(
      line: at.line, column: max(at.column - bytes, 1), byteOffset: max(at.byteOffset - bytes, 0))
    return .malformed(file: name, at: position, message: message, hint: hint)
  }
}

extension Term {
  /// A term of a batch as a value.
  init(_ span: TermSpan, in batch: StatementBatch) {
    func text(_ offset: UInt32, _ length: UInt32) -> String {
      String(
        decoding: UnsafeBufferPointer(start: batch.bytes + Int(offset), count: Int(length)),
        as: UTF8.self)
    }
    let value = text(span.offset, span.length)
    switch TermSyntaxKind(rawValue: span.kind) {
    case .iri: self = .iri(IRI(value))
    case .blankNode: self = .blankNode(BlankNode(value))
    case .plainLiteral: self = .literal(Literal(value))
    case .languageLiteral:
      let tag = text(span.annotationOffset, span.annotationLength)
      self = .literal(Literal(value, language: tag))
    case .typedLiteral:
      let datatype = text(span.annotationOffset, span.annotationLength)
      self = .literal(Literal(value, datatype: IRI(datatype)))
    case nil: preconditionFailure("\(span.kind) is no kind of term")
    }
  }
}
