/// A query of a benchmark with its parameters filled in.
public struct BenchmarkQuery: Hashable, Sendable {
  /// The benchmark and the query's number, as `bsbm-4`.
  public let name: String
  /// The query in SPARQL.
  public let text: String
  /// Whether no answer at all is a right answer.
  ///
  /// False where the data has been looked at and there is one: then an empty answer is an error of
  /// whoever gives it.
  public let mayBeEmpty: Bool

  /// Makes a query.
  ///
  /// - Parameters:
  ///   - name: The benchmark and the query's number.
  ///   - text: The query in SPARQL.
  ///   - mayBeEmpty: Whether no answer at all is a right answer.
  public init(name: String, text: String, mayBeEmpty: Bool) {
    self.name = name
    self.text = text
    self.mayBeEmpty = mayBeEmpty
  }
}
