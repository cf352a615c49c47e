import RDF
import SPARQL

extension Algebra {
  /// The pattern of a whole query with terms in place of parameters.
  ///
  /// A subquery hides the variables that it does not select, see ``substituting(_:)``; the query itself does not: its
  /// caller names them.
  func substitutingParameters(_ values: [Variable: Term]) -> Algebra {
    switch self {
    case .slice(let a, let offset, let limit):
      .slice(a.substitutingParameters(values), offset: offset, limit: limit)
    case .distinct(let a): .distinct(a.substitutingParameters(values))
    case .reduced(let a): .reduced(a.substitutingParameters(values))
    case .project(let a, let list): .project(a.substituting(values), list)
    default: substituting(values)
    }
  }
}
