/// Makes tests of the statements of one SPARQL manifest.
struct QueryManifestReader {
  let graph: ManifestGraph
  let path: String

  private static let manifest = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
  private static let query = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
  private static let update = "http://www.w3.org/2009/sparql/tests/test-update#"
  private static let description = "http://www.w3.org/ns/sparql-service-description#"
  private static let schema = "http://www.w3.org/2000/01/rdf-schema#"
  private static let type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

  /// The manifests that this one includes.
  func includedManifests() throws -> [TestFile] {
    try graph.values(ofAny: Self.manifest + "include").flatMap { try graph.members($0) }
      .map { try file($0) }
  }

  /// The entries, in order; an entry that is listed and not described is an error.
  func tests() throws -> [QueryTest] {
    try graph.values(ofAny: Self.manifest + "entries").flatMap { try graph.members($0) }
      .map { try test($0) }
  }

  private func test(_ entry: TestTerm) throws -> QueryTest {
    guard let type = graph.value(entry, Self.type) else {
      throw SuiteError(description: "\(path) lists \(entry), but does not say what it is")
    }
    let kind = Self.kind(localName(type))
    var test = QueryTest(
      iri: plain(entry), folder: path.split(separator: "/").dropLast().joined(separator: "/"),
      name: graph.value(entry, Self.manifest + "name").map(plain) ?? localName(entry),
      comment: graph.value(entry, Self.schema + "comment").map(plain) ?? "", kind: kind)
    test.hasLaxCardinality =
      graph.value(entry, Self.manifest + "resultCardinality").map(localName) == "LaxCardinality"
    test.features =
      (graph.values(entry, Self.manifest + "requires")
      + graph.values(entry, Self.manifest + "notable")).map(localName)
    if case .other = kind { return test }
    guard let action = graph.value(entry, Self.manifest + "action") else {
      throw SuiteError(description: "\(entry) of \(path) has no action")
    }
    try addAction(action, to: &test)
    if let result = graph.value(entry, Self.manifest + "result") {
      if test.isUpdate {
        test.resultDataset = try dataset(result, vocabulary: Self.update)
      } else {
        test.result = try file(result)
      }
    }
    return test
  }

  private func addAction(_ action: TestTerm, to test: inout QueryTest) throws {
    // A syntax test's action is the file itself.
    guard graph.describes(action) else {
      let request = try file(action)
      test.request = request
      // Some manifests say of an update that it is a negative syntax test, and no more.
      if case .syntax(isUpdate: false, let isNegative) = test.kind, request.path.hasSuffix(".ru") {
        test.kind = .syntax(isUpdate: true, isNegative: isNegative)
      }
      return
    }
    let vocabulary = test.isUpdate ? Self.update : Self.query
    let property = vocabulary + (test.isUpdate ? "request" : "query")
    guard let request = graph.value(action, property) else {
      throw SuiteError(description: "the action of \(test.iri) has no request")
    }
    test.request = try file(request)
    test.dataset = try dataset(action, vocabulary: vocabulary)
    test.endpoints = try graph.values(action, Self.query + "serviceData").map { node in
      guard let endpoint = graph.value(node, Self.query + "endpoint") else {
        throw SuiteError(description: "service data of \(test.iri) have no endpoint")
      }
      return TestEndpoint(
        iri: plain(endpoint), data: try dataset(node, vocabulary: Self.query))
    }
    test.entailmentRegimes = try localNames(action, Self.description + "entailmentRegime")
    test.entailmentProfiles = try localNames(action, Self.description + "EntailmentProfile")
  }

  private func dataset(_ node: TestTerm, vocabulary: String) throws -> TestDataset {
    TestDataset(
      defaultGraph: try graph.values(node, vocabulary + "data").map { try file($0) },
      namedGraphs: try graph.values(node, vocabulary + "graphData").map { term in
        // Either the file itself, or a node with the file and a label that names the graph.
        guard let inner = graph.value(term, vocabulary + "graph") else {
          return TestGraph(name: plain(term), file: try file(term))
        }
        let label = graph.value(term, Self.schema + "label").map(plain)
        return TestGraph(name: label ?? plain(inner), file: try file(inner))
      })
  }

  private static func kind(_ type: String) -> QueryTest.Kind {
    switch type {
    case "PositiveSyntaxTest", "PositiveSyntaxTest11", "PositiveSyntaxTest12":
      .syntax(isUpdate: false, isNegative: false)
    case "NegativeSyntaxTest", "NegativeSyntaxTest11", "NegativeSyntaxTest12":
      .syntax(isUpdate: false, isNegative: true)
    case "PositiveUpdateSyntaxTest", "PositiveUpdateSyntaxTest11":
      .syntax(isUpdate: true, isNegative: false)
    case "NegativeUpdateSyntaxTest", "NegativeUpdateSyntaxTest11":
      .syntax(isUpdate: true, isNegative: true)
    case "QueryEvaluationTest": .queryEvaluation
    case "CSVResultFormatTest": .csvResultFormat
    case "UpdateEvaluationTest": .updateEvaluation
    default: .other(type)
    }
  }

  private func file(_ term: TestTerm) throws -> TestFile { try Suites.file(ofIRI: plain(term)) }

  private func localNames(_ node: TestTerm, _ property: String) throws -> [String] {
    try graph.values(node, property).flatMap { try graph.members($0) }.map(localName)
  }

  private func localName(_ term: TestTerm) -> String {
    String(plain(term).split(whereSeparator: { $0 == "/" || $0 == "#" }).last ?? "")
  }

  /// The text of a term without its brackets, or a literal's without quotes, tag and datatype.
  private func plain(_ term: TestTerm) -> String {
    if term.hasPrefix("<") { return String(term.dropFirst().dropLast()) }
    guard term.hasPrefix("\""), let end = term.lastIndex(of: "\"") else { return term }
    return String(term[term.index(after: term.startIndex)..<end])
  }
}
