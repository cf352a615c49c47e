import RDF
import SPARQL

/// Asks SPARQL endpoints: what stands behind SERVICE.
public protocol ServiceClient: AnyObject, Sendable {
  /// The solutions of a SELECT query at an endpoint.
  ///
  /// Called on the query's thread, which waits. `deadlineSeconds` is what the query has left, or nil.
  ///
  /// - Throws: ``ServiceError`` where the endpoint may not be asked or gives no answer.
  func solutions(
    of query: String, at endpoint: IRI, deadlineSeconds: Double?
  ) throws(ServiceError) -> ResultsDocument
}

/// Why an endpoint has given no solutions.
public struct ServiceError: Error, Hashable, Sendable {
  /// What is wrong.
  public var message: String

  /// Makes an error.
  public init(_ message: String) { self.message = message }
}
