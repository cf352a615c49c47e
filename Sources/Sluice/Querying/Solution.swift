import RDF

/// A row of a SELECT query's result.
public struct Solution: Hashable, Sendable {
  /// The names of the query's variables, without `?`, in the order of the query.
  public let variables: [String]
  /// Their terms; nil is unbound.
  public let terms: [Term?]

  /// The term of a variable, or nil where it is unbound or not selected.
  public subscript(_ variable: String) -> Term? {
    variables.firstIndex(of: variable).flatMap { terms[$0] }
  }

  /// The text of a variable: an IRI, a blank node's label or a lexical form.
  public func string(_ variable: String) -> String? {
    switch self[variable] {
    case .iri(let iri)?: iri.string
    case .blankNode(let node)?: node.label
    case .literal(let literal)?: literal.lexicalForm
    case nil: nil
    }
  }

  /// The whole number of a variable, or nil where it is none or does not fit.
  public func integer(_ variable: String) -> Int? {
    guard case .integer(let value)? = value(variable) else { return nil }
    return value.int64.map(Int.init)
  }

  /// The number of a variable as the nearest double, or nil where it is none.
  public func double(_ variable: String) -> Double? { value(variable)?.asDouble }

  /// The truth value of a variable, or nil where it is none.
  public func boolean(_ variable: String) -> Bool? {
    guard case .boolean(let value)? = value(variable) else { return nil }
    return value
  }

  /// The value of a variable's literal, or nil where it has none.
  public func value(_ variable: String) -> XSDValue? {
    guard case .literal(let literal)? = self[variable] else { return nil }
    return literal.value
  }
}
