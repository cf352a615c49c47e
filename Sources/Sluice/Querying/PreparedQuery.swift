import QueryEngine
import RDF
import SPARQL
import Storage

/// A query that was read once and can be run often, with other values of its variables each time.
///
/// ```swift
/// let query = try PreparedQuery(
///   "SELECT (COUNT(*) AS ?works) { ?work <http://example.org/title> ?title }")
/// var counts: [Int] = []
/// for title in titles {
///   let options = QueryOptions().binding(["title": .literal(Literal(title))])
///   for try await row in try await store.select(query, options: options) {
///     counts.append(row.integer("works") ?? 0)
///   }
/// }
/// ```
public struct PreparedQuery: Sendable {
  let query: Query

  /// The names of the variables that a SELECT query gives, without `?`; none for other forms.
  public var variables: [String] {
    if case .select(let variables) = query.form { variables.map(\.name) } else { [] }
  }

  /// Reads a query.
  ///
  /// - Throws: ``QueryFailure/syntax(_:)``.
  public init(_ text: String, prefixes: [String: String] = [:]) throws(QueryFailure) {
    let declarations = prefixes.sorted { $0.key < $1.key }
      .map { QueryPrefix(name: $0.key, namespace: IRI($0.value)) }
    do throws(QuerySyntaxError) {
      query = try QueryParser(prefixes: declarations).query(text)
    } catch { throw .syntax(error) }
  }
}

extension QueryOptions {
  /// The same options with values of variables, by name without `?`.
  public func binding(_ values: [String: Term]) -> QueryOptions {
    var options = self
    for (name, term) in values { options.bindings[Variable(name)] = term }
    return options
  }
}
