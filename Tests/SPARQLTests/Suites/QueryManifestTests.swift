import TestSupport
import Testing

@Suite("manifests of SPARQL tests", .enabled(if: Suites.isPresent))
struct QueryManifestTests {
  @Test("every test of SPARQL 1.0 is listed, and its files are there")
  func sparql10() throws {
    let tests = try Suites.queryTests("w3c/sparql/sparql10/manifest.ttl")
    #expect(tests.count(where: { if case .syntax = $0.kind { true } else { false } }) == 199)
    #expect(tests.count(where: { $0.kind == .queryEvaluation }) == 283)
    try expectFiles(tests)
  }

  @Test("every test of SPARQL 1.1 is listed, and its files are there")
  func sparql11() throws {
    let tests = try Suites.queryTests("w3c/sparql/sparql11/manifest-all.ttl")
    #expect(tests.count(where: { $0.kind == .csvResultFormat }) == 3)
    #expect(tests.count(where: { $0.kind == .updateEvaluation }) == 94)
    #expect(tests.count(where: { !$0.endpoints.isEmpty }) == 6)
    #expect(tests.count(where: { $0.entailmentRegimes == ["RIF"] }) == 4)
    try expectFiles(tests)
  }

  @Test("a labelled graph has its label as name, another the IRI of its file")
  func graphNames() throws {
    let updates = try Suites.queryTests("w3c/sparql/sparql11/clear/manifest.ttl")
    let clear = try #require(updates.first)
    #expect(clear.request?.path == "w3c/sparql/sparql11/clear/clear-default-01.ru")
    #expect(
      clear.dataset.defaultGraph.map(\.path) == ["w3c/sparql/sparql11/clear/clear-default.ttl"])
    #expect(
      clear.dataset.namedGraphs.map(\.name) == ["http://example.org/g1", "http://example.org/g2"])
    #expect(
      clear.resultDataset?.defaultGraph.map(\.path) == ["w3c/sparql/sparql11/clear/empty.ttl"])
    #expect(clear.resultDataset?.namedGraphs.count == 2)

    let queries = try Suites.queryTests("w3c/sparql/sparql10/graph/manifest.ttl")
    let graph = try #require(queries.first { $0.name == "graph-02" })
    #expect(graph.dataset.defaultGraph.isEmpty)
    #expect(
      graph.dataset.namedGraphs.map(\.name) == [
        "https://w3c.github.io/rdf-tests/sparql/sparql10/graph/data-g1.ttl"
      ])
    #expect(graph.result?.path == "w3c/sparql/sparql10/graph/graph-02.ttl")
  }

  private func expectFiles(_ tests: [QueryTest]) throws {
    for test in tests {
      let graphs = test.dataset.namedGraphs + (test.resultDataset?.namedGraphs ?? [])
      var files = test.dataset.defaultGraph + (test.resultDataset?.defaultGraph ?? [])
      files += graphs.map(\.file) + test.endpoints.flatMap(\.data.defaultGraph)
      files += [test.request, test.result].compactMap { $0 }
      for file in files {
        #expect(throws: Never.self, "\(test.iri)") { try Suites.bytes(file.path) }
      }
    }
  }
}
