import Sluice
import Storage

/// Why a benchmark of queries gave no figures.
public enum BenchmarkError: Error, Hashable, Sendable {
  /// A query failed.
  case query(String, QueryFailure)
  /// The independent evaluation failed; nil is its reading of the store.
  case evaluation(query: String?, PlainEvaluationError)
  /// The store could not be read.
  case store(StorageError)
  /// The store does not have the data that the benchmark's queries are about.
  case otherData(detail: String)
  /// Queries gave wrong numbers of rows; each text is a problem.
  case wrongRows([String])
}

extension BenchmarkError: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .query(let name, let failure): "\(name) failed: \(failure)"
    case .evaluation(let name?, let error): "cannot check \(name): \(error)"
    case .evaluation(nil, let error): "cannot check: \(error)"
    case .store(let error): "\(error)"
    case .otherData(let detail): detail
    case .wrongRows(let problems):
      "wrong numbers of rows:" + problems.map { "\n  " + $0 }.joined()
    }
  }
}
