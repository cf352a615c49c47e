import RDF

extension Term {
  /// A decoded term as a value.
  package init(_ term: DecodedTerm) {
    let value = String(decoding: term.value, as: UTF8.self)
    switch term.form {
    case .iri: self = .iri(IRI(value))
    case .blankNode: self = .blankNode(BlankNode(value))
    case .plainLiteral: self = .literal(Literal(value))
    case .languageLiteral:
      self = .literal(
        Literal(value, language: String(decoding: term.annotation, as: UTF8.self)))
    case .typedLiteral:
      let datatype = IRI(String(decoding: term.annotation, as: UTF8.self))
      self = .literal(Literal(value, datatype: datatype))
    }
  }
}
