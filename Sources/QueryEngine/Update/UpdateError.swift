import Storage

/// Why an update failed; nothing of it is kept.
public enum UpdateError: Error, Hashable, Sendable {
  /// A pattern could not be evaluated, or the store failed.
  case query(QueryError)
  /// An operation names a graph that is not there, or is there already.
  case graph(String)
  /// `LOAD` names a document that may not or cannot be read.
  case load(String)
}

extension UpdateError {
  /// No documents may be loaded: ``QueryOptions/documents`` is nil.
  public static let documentsNotAllowed = UpdateError.load("LOAD is not allowed here")
}

extension UpdateError: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .query(let error): "\(error)"
    case .graph(let message), .load(let message): message
    }
  }
}
