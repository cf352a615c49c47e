// String literals as arguments: section 17.4.3.1.

import RDF

/// A string literal: text with a language or without.
struct StringArgument {
  let text: String
  let language: String?

  /// Nil for what is no string literal.
  init?(_ value: ExpressionValue) {
    switch value {
    case .value(.string(let text)):
      self.text = text.string
      language = nil
    case .term(.literal(let literal)):
      guard literal.language != nil || literal.datatype == XSD.string else { return nil }
      text = literal.lexicalForm
      language = literal.language
    default: return nil
    }
  }

  /// The text of a string without a language, or nil.
  static func simple(_ value: ExpressionValue) -> String? {
    guard let argument = StringArgument(value), argument.language == nil else { return nil }
    return argument.text
  }

  /// Both, where they are compatible: the second has no language, or that of the first.
  static func compatible(_ values: [ExpressionValue]) -> (StringArgument, StringArgument)? {
    guard let first = StringArgument(values[0]), let second = StringArgument(values[1])
    else { return nil }
    guard let language = second.language else { return (first, second) }
    guard let own = first.language, LanguageTag.areEqual(own, language) else { return nil }
    return (first, second)
  }

  /// A result of the same kind: with the language of this one.
  func with(_ text: String) -> ExpressionValue {
    guard let language else { return .string(text) }
    return .term(.literal(Literal(text, language: language)))
  }
}
