import RDF
import SPARQL

/// The reference evaluator, with the parser in front.
package struct ReferenceSystem: QuerySystem {
  package let name = "reference"
  private let stepLimit: Int

  package init(stepLimit: Int = .max) { self.stepLimit = stepLimit }

  package func query(_ text: String, base: IRI, on data: SystemData) throws -> ReferenceResult {
    try evaluator(data).evaluate(try QueryParser(base: base).query(text))
  }

  package func update(
    _ text: String, base: IRI, on data: SystemData
  ) throws -> ReferenceDataset {
    try evaluator(data).apply(try QueryParser(base: base).update(text))
  }

  private func evaluator(_ data: SystemData) -> ReferenceEvaluator {
    ReferenceEvaluator(
      data.dataset, services: data.services, documents: data.documents, stepLimit: stepLimit)
  }
}
