// What conformance tests and random tests ask questions of: the reference evaluator, or the engine
// over a store on disk.

import RDF
import SPARQL

/// The data that a test gives to a system.
package struct SystemData: Sendable {
  /// What queries are asked of, and updates change.
  package var dataset: ReferenceDataset
  /// What `SERVICE` reaches.
  package var services: [IRI: ReferenceDataset] = [:]
  /// What `LOAD` reaches.
  package var documents: [IRI: Set<Triple>] = [:]

  package init(
    dataset: ReferenceDataset, services: [IRI: ReferenceDataset] = [:],
    documents: [IRI: Set<Triple>] = [:]
  ) {
    self.dataset = dataset
    self.services = services
    self.documents = documents
  }
}

/// A system under test.
///
/// Each call starts from `data` alone.
package protocol QuerySystem {
  /// The name in what tests print.
  var name: String { get }

  /// The result of a query, whose relative IRIs are resolved against `base`.
  func query(_ text: String, base: IRI, on data: SystemData) throws -> ReferenceResult

  /// The dataset after an update.
  func update(_ text: String, base: IRI, on data: SystemData) throws -> ReferenceDataset
}
