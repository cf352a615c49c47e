import RDF
import SPARQL
import TestSupport
import Testing

/// Why a request is not treated as its test wants, or nil.
private func failure(of test: QueryTest) throws -> String? {
  let file = try #require(test.request)
  let text = try Suites.text(file.path)
  let parser = QueryParser(base: IRI(file.iri))
  do {
    if test.isUpdate { _ = try parser.update(text) } else { _ = try parser.query(text) }
    return test.isNegative ? "is read although it is malformed" : nil
  } catch {
    return test.isNegative ? nil : "\(error)"
  }
}

@Suite("W3C SPARQL syntax tests", .enabled(if: Suites.isPresent))
struct W3CSyntaxTests {
  /// The counts are exact: a manifest that is read in part would pass otherwise.
  @Test(
    "each request is read or refused as its test says",
    arguments: [
      ("sparql10/syntax-sparql1", 81), ("sparql10/syntax-sparql2", 53),
      ("sparql10/syntax-sparql3", 51), ("sparql10/syntax-sparql4", 12),
      ("sparql10/syntax-sparql5", 2), ("sparql11/syntax-query", 94),
      ("sparql11/syntax-update-1", 54), ("sparql11/syntax-update-2", 1),
      ("sparql11/syntax-fed", 3),
    ])
  func syntax(suite: String, count: Int) throws {
    let tests = try Suites.queryTests("w3c/sparql/\(suite)/manifest.ttl")
    try run(tests, "W3C \(suite)", count: count)
  }

  @Test(
    "each request of the evaluation tests is read, or refused where it is a negative syntax test",
    arguments: [("sparql10/manifest.ttl", 283), ("sparql11/manifest-all.ttl", 423)])
  func evaluation(manifest: String, count: Int) throws {
    let suites = ["syntax-sparql", "syntax-query", "syntax-update", "syntax-fed"]
    let tests = try Suites.queryTests("w3c/sparql/\(manifest)").filter { test in
      test.request != nil && !suites.contains { test.folder.contains($0) }
    }
    try run(tests, "W3C requests of \(manifest)", count: count)
  }

  private func run(_ tests: [QueryTest], _ name: String, count: Int) throws {
    var tally = SuiteTally()
    for test in tests {
      if let reason = try failure(of: test) { tally.fail(test.iri, reason) } else { tally.pass() }
    }
    tally.report(name)
    #expect(tally.failures.isEmpty, "\(tally.failures.joined(separator: "\n"))")
    #expect(tally.passed == count)
  }
}
