import RDF
import RDFSyntax
import SPARQL

/// The data files of tests as datasets.
enum ConformanceData {
  /// What a test gives to the system.
  ///
  /// Graphs that FROM names are documents to the suites, and named graphs of the dataset to us: those
  /// that the manifest does not load are loaded under their IRIs.
  static func data(of test: QueryTest, _ clause: DatasetClause? = nil) throws -> SystemData {
    var data = SystemData(dataset: try dataset(test.dataset))
    for name in (clause?.defaultGraphs ?? []) + (clause?.namedGraphs ?? [])
    where data.dataset.namedGraphs[.iri(name)] == nil {
      data.dataset[.iri(name)] = try graph(try Suites.file(ofIRI: name.string), scope: name.string)
    }
    for endpoint in test.endpoints {
      data.services[IRI(endpoint.iri)] = try dataset(endpoint.data)
    }
    return data
  }

  static func dataset(_ files: TestDataset) throws -> ReferenceDataset {
    var dataset = ReferenceDataset()
    for (index, file) in files.defaultGraph.enumerated() {
      dataset.defaultGraph.formUnion(try graph(file, scope: "default\(index)"))
    }
    for named in files.namedGraphs {
      dataset[.iri(IRI(named.name))].formUnion(try graph(named.file, scope: named.name))
    }
    return dataset
  }

  /// The triples of a file, its blank nodes those of `scope`.
  private static func graph(_ file: TestFile, scope: String) throws -> Set<Triple> {
    Set(
      try quads(file).map { quad in
        Triple(scoped(quad.subject, scope), quad.predicate, scoped(quad.object, scope))
      })
  }

  private static func scoped(_ term: Term, _ scope: String) -> Term {
    guard case .blankNode(let node) = term else { return term }
    // A label of letters and digits, which any format can write.
    let hash = scope.utf8.reduce(UInt64(5381)) { $0 &* 33 &+ UInt64($1) }
    return .blankNode(
      BlankNode(
        "s\(hash)\(node.label.hasPrefix(".") ? "g" : "l")"
          + node.label.replacing(".", with: "")))
  }

  /// The statements of a file in Turtle, N-Triples or RDF/XML.
  static func quads(_ file: TestFile) throws -> [Quad] {
    let bytes = try Suites.bytes(file.path)
    if file.path.hasSuffix(".rdf") { return try readRDFXML(bytes, base: file.iri) }
    // N-Triples is Turtle too.
    return try readQuads(bytes, .turtle, base: file.iri, file: file.path)
  }
}
