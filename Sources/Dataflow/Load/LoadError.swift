import RDFSyntax
import Storage

/// Why a load ended without a commit.
public enum LoadError: Error, Sendable, Hashable {
  /// Input could not be read.
  case input(SyntaxError)
  /// The store could not take it.
  case store(StorageError)
  /// More was refused than allowed.
  case tooManyErrors(count: Int, allowed: Int, last: String)
  /// The work could not begin: each line names a fact and a way out.
  case preflight([String])
  /// The folder for rejects could not be written.
  case rejects(String)
  /// Stopped on request.
  case cancelled

  /// The same error of the store as one of the load.
  init(_ error: StorageError) { self = error == .cancelled ? .cancelled : .store(error) }
}

extension LoadError: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .input(let error): "\(error)"
    case .store(let error): "\(error)"
    case .tooManyErrors(let count, let allowed, let last):
      "rejects: \(count), allowed: \(allowed), so nothing was loaded; "
        + "last: \(last)"
    case .preflight(let problems): problems.joined(separator: "\n")
    case .rejects(let problem): problem
    case .cancelled: "stopped on request; the store is as before"
    }
  }
}
