// From terms to values and back, and what is true of either.

import RDF

extension ExpressionValue {
  /// The term: a calculated value in its canonical form of XML Schema 1.1 (`"2"^^xsd:decimal`).
  public var term: Term {
    switch self {
    case .term(let term): term
    case .value(let value): .literal(Literal(value))
    }
  }

  /// The value, read when asked for.
  ///
  /// Nil for IRIs, blank nodes, text with a language, datatypes that are not known and lexical forms that
  /// are not ones of their datatype.
  public var xsdValue: XSDValue? {
    switch self {
    case .value(let value): value
    case .term(.literal(let literal)): literal.quickValue
    case .term: nil
    }
  }

  /// The effective boolean value (section 17.2.2), or nil where there is none.
  ///
  /// Plain text is true unless it is empty, with a language or without; numbers are but for zero and NaN;
  /// an ill-formed number or boolean is false. All else is a type error.
  public var effectiveBooleanValue: Bool? {
    switch self {
    case .value(let value): return value.effectiveBooleanValue
    case .term(.literal(let literal)):
      if literal.language != nil { return !literal.lexicalForm.isEmpty }
      if let value = literal.quickValue { return value.effectiveBooleanValue }
      guard let datatype = XSDDatatype(literal.datatype) else { return nil }
      return datatype == .boolean || datatype.isNumeric ? false : nil
    case .term: return nil
    }
  }

  /// A calculated truth value.
  static func boolean(_ value: Bool) -> ExpressionValue { .value(.boolean(value)) }

  /// A calculated integer.
  static func integer(_ value: Int) -> ExpressionValue { .value(.integer(XSDInteger(value))) }

  /// A calculated string without a language.
  static func string(_ text: String) -> ExpressionValue { .value(.string(ExactString(text))) }
}

extension XSDValue {
  fileprivate var effectiveBooleanValue: Bool? {
    switch self {
    case .boolean(let value): value
    case .string(let text): !text.string.isEmpty
    case .integer(let value): !value.isZero
    case .decimal(let value): !value.isZero
    case .float(let value): !value.isZero && !value.isNaN
    case .double(let value): !value.isZero && !value.isNaN
    default: nil
    }
  }
}

extension Literal {
  /// The same as ``Literal/value``, but a string is handed on as it is instead of being read.
  var quickValue: XSDValue? {
    datatype == XSD.string ? .string(ExactString(lexicalForm)) : value
  }
}
