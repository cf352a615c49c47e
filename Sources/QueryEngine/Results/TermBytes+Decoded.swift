import RDFSyntax
import Storage

extension TermBytes {
  /// A decoded term as writers take it.
  @inline(__always)
  package init(_ term: DecodedTerm) {
    let kind: TermSyntaxKind =
      switch term.form {
      case .iri: .iri
      case .blankNode: .blankNode
      case .plainLiteral: .plainLiteral
      case .languageLiteral: .languageLiteral
      case .typedLiteral: .typedLiteral
      }
    self.init(kind: kind, value: term.value, annotation: term.annotation)
  }
}
