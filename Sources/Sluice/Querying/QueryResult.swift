import RDF

/// The result of a query, by its form.
public enum QueryResult: Sendable {
  /// The rows of SELECT.
  case solutions(SolutionSequence)
  /// The answer of ASK.
  case boolean(Bool)
  /// The triples of CONSTRUCT or DESCRIBE.
  case graph([Quad])
}
