// What an expression evaluates to.

import RDF

/// A value of an expression: a term of the data, or a literal that was calculated.
///
/// A type error is no value: functions return nil for it.
public enum ExpressionValue: Hashable, Sendable {
  /// A term, with the form that it was written in.
  case term(Term)
  /// A calculated literal; its lexical form is the canonical one.
  case value(XSDValue)
}
