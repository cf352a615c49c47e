import RDF
import SPARQL

/// Asks SPARQL endpoints: what stands behind SERVICE.
public protocol ServiceClient: AnyObject, Sendable {
  /// The solutions of a SELECT query at an endpoint.
  ///
  /// Called on the query's thread, which waits; it is to return soon after ``RequestLimits/isOver`` is true.
  ///
  /// - Throws: ``ServiceError`` where the endpoint may not be asked or gives no answer.
  func solutions(
    of query: String, at endpoint: IRI, limits: RequestLimits
  ) throws(ServiceError) -> ResultsDocument
}
