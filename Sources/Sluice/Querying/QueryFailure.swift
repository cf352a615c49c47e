import QueryEngine
import RDFSyntax
import SPARQL
import Storage

/// Why a query or update gave no result.
public enum QueryFailure: Error, Hashable, Sendable {
  /// The text is not SPARQL.
  case syntax(QuerySyntaxError)
  /// The query could not be run to its end.
  case query(QueryError)
  /// The update could not be done; the store is as before.
  case update(UpdateError)
  /// The result could not be written.
  case output(WriteError)
}

extension QueryFailure: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .syntax(let error): "\(error)"
    case .query(let error): "\(error)"
    case .update(let error): "\(error)"
    case .output(let error): "\(error)"
    }
  }

  package init(_ error: QueryOutputError) {
    switch error {
    case .query(let error): self = .query(error)
    case .output(let error): self = .output(error)
    }
  }
}
