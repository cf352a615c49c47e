import QueryEngine
import RDF
import SPARQL
import TestSupport

/// Endpoints of a test: data sets that the reference evaluator answers for.
final class EvaluatedServices: ServiceClient {
  private let datasets: [IRI: ReferenceDataset]

  init(_ datasets: [IRI: ReferenceDataset]) { self.datasets = datasets }

  func solutions(
    of query: String, at endpoint: IRI, limits: RequestLimits
  ) throws(ServiceError) -> ResultsDocument {
    guard let dataset = datasets[endpoint] else { throw ServiceError("no such endpoint") }
    do {
      let result = try ReferenceSystem().query(
        query, base: endpoint, on: SystemData(dataset: dataset, services: datasets))
      guard case .rows(let variables, let rows) = result else {
        throw ServiceError("the answer has no rows")
      }
      return .rows(variables: variables.map(\.name), rows)
    } catch { throw ServiceError("\(error)") }
  }
}
