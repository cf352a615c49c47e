import RDF
import RDFSyntax

extension StatementBatch {
  /// The statements as values.
  package func quads() -> [Quad] {
    (0..<statementCount).map { index in
      let statement = statements[index]
      return Quad(
        subject: term(statement.subject), predicate: term(statement.predicate),
        object: term(statement.object),
        graph: statement.graph == StatementSpan.defaultGraph ? nil : term(statement.graph))
    }
  }

  private func term(_ index: UInt32) -> Term {
    let span = terms[Int(index)]
    let value = text(span.offset, span.length)
    let annotation = text(span.annotationOffset, span.annotationLength)
    switch TermSyntaxKind(rawValue: span.kind) {
    case .iri: return .iri(IRI(value))
    case .blankNode: return .blankNode(BlankNode(value))
    case .plainLiteral: return .literal(Literal(value))
    case .languageLiteral: return .literal(Literal(value, language: annotation))
    case .typedLiteral: return .literal(Literal(value, datatype: IRI(annotation)))
    case nil: preconditionFailure("\(span.kind) is no kind of term")
    }
  }

  private func text(_ offset: UInt32, _ length: UInt32) -> String {
    String(
      decoding: UnsafeBufferPointer(start: bytes + Int(offset), count: Int(length)), as: UTF8.self)
  }
}

/// The quads of a Turtle or TriG document.
package func readQuads(
  _ bytes: [UInt8], _ format: RDFFormat, base: String, file: String
) throws(SyntaxError) -> [Quad] {
  var quads: [Quad] = []
  try DocumentParser(format: format, file: file, base: base, limits: SyntaxLimits())
    .run(source: MemorySource(bytes), into: StatementBatch()) { batch in
      quads += batch.quads()
      return batch
    }
  return quads
}
