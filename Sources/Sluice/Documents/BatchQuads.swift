import QueryEngine
import RDF
import RDFSyntax

extension StatementBatch {
  /// Gives each statement as a quad to `take`; a term that several share is made once.
  func forEachQuad(_ take: (Quad) throws(UpdateError) -> Void) throws(UpdateError) {
    let terms = (0..<termCount).map { term(self.terms[$0]) }
    for index in 0..<statementCount {
      let statement = statements[index]
      let graph: Term? =
        statement.graph == StatementSpan.defaultGraph ? nil : terms[Int(statement.graph)]
      try take(
        Quad(
          subject: terms[Int(statement.subject)], predicate: terms[Int(statement.predicate)],
          object: terms[Int(statement.object)], graph: graph))
    }
  }

  private func term(_ span: TermSpan) -> Term {
    let text = text(span.offset, span.length)
    switch TermSyntaxKind(rawValue: span.kind) {
    case .iri: return .iri(IRI(text))
    case .blankNode: return .blankNode(BlankNode(text))
    case .plainLiteral: return .literal(Literal(text))
    case .languageLiteral:
      return .literal(
        Literal(text, language: self.text(span.annotationOffset, span.annotationLength)))
    case .typedLiteral:
      return .literal(
        Literal(text, datatype: IRI(self.text(span.annotationOffset, span.annotationLength))))
    case nil: preconditionFailure("\(span.kind) is no kind of term")
    }
  }

  private func text(_ offset: UInt32, _ length: UInt32) -> String {
    String(
      decoding: UnsafeBufferPointer(start: bytes + Int(offset), count: Int(length)),
      as: UTF8.self)
  }
}
