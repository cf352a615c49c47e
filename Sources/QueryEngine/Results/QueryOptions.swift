import RDF
import SPARQL

/// How a query is to be run.
public struct QueryOptions: Sendable {
  /// Seconds after which the query ends with ``QueryError/timedOut(seconds:)``; nil, the default, is never.
  public var timeoutSeconds: Double?
  /// Bytes that the query's tables may hold; default 1 GiB.
  public var memoryBytes = 1 << 30
  /// Folder for what does not fit into that memory; nil, the default, is that of the process's temporary files.
  public var temporaryFolder: String?
  /// The default graph where the query names none; default the quads that stand in no named graph.
  public var defaultGraph = DefaultGraph.default
  /// Whether derived facts are seen; default true.
  public var includesDerived = true
  /// Values of variables, as if the query had the terms in their place; default none.
  public var bindings: [Variable: Term] = [:]
  /// Asks the endpoints of SERVICE; nil, the default, refuses them.
  public var services: (any ServiceClient)?
  /// Reads the documents of LOAD; nil, the default, refuses them.
  public var documents: (any DocumentLoader)?
  /// Where random functions start, for tests; nil, the default, is anywhere.
  public var seed: UInt64?

  /// Makes the default options.
  public init() {}
}
