// What can go wrong with a query that is written right.

import Storage

/// Why a query or update failed.
public enum QueryError: Error, Hashable, Sendable {
  /// The store could not be read or written.
  case store(StorageError)
  /// The query took longer than it may.
  case timedOut(seconds: Double)
  /// The query needs more memory than it may take, where nothing can be spilled.
  case memoryExceeded(limitBytes: Int)
  /// The caller gave the query up.
  case cancelled
  /// An endpoint of SERVICE has given no solutions.
  case service(ServiceError)
  /// A part of SPARQL that is not built or not allowed here.
  case unsupported(String)
}

extension QueryError: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .store(let error): "\(error)"
    case .timedOut(let seconds): "the query took longer than its limit of \(seconds) s"
    case .memoryExceeded(let limitBytes):
      "the query needs more memory than its limit of \(limitBytes >> 20) MiB "
        + "(on the command line, half of --memory)"
    case .cancelled: "stopped on request"
    case .service(let error): "\(error)"
    case .unsupported(let what): what
    }
  }
}
