// What comparisons tell apart: things, text with a language, values, and literals that nobody understands.

import RDF

/// One side of a comparison.
enum Operand {
  /// An IRI or a blank node.
  case resource(Term)
  /// Text with its language.
  case tagged(String, language: String)
  /// A literal whose value is known.
  case value(XSDValue)
  /// A literal of an unknown datatype, or ill-formed: what it stands for cannot be told.
  case opaque(Literal)

  init(_ value: ExpressionValue) {
    switch value {
    case .value(let value): self = .value(value)
    case .term(.literal(let literal)):
      if let language = literal.language {
        self = .tagged(literal.lexicalForm, language: language)
      } else if let value = literal.quickValue {
        self = .value(value)
      } else {
        self = .opaque(literal)
      }
    case .term(let term): self = .resource(term)
    }
  }
}
