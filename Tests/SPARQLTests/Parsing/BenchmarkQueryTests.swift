import Foundation
import RDF
import SPARQL
import TestSupport
import Testing

/// The queries of benchmarks are what users write, more than those of the syntax suites.
@Suite("queries of benchmarks", .enabled(if: Suites.isPresent))
struct BenchmarkQueryTests {
  /// The texts of the files in a folder whose names pass; places to be filled in become IRIs.
  private func texts(_ folder: String, where passes: (String) -> Bool) throws -> [(String, String)]
  {
    let url = try Suites.url(folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
    return try names.filter(passes).sorted().map { name in
      let text = try Suites.text("\(folder)/\(name)")
      return (name, text.replacing(/%[A-Za-z0-9]+%/, with: "<x:filled>"))
    }
  }

  @Test("LUBM")
  func lubm() throws {
    let queries = try texts("lubm/queries") { $0.hasSuffix(".rq") }
    for (name, text) in queries { #expect(queryError(text) == nil, "\(name)") }
    #expect(queries.count == 14)
  }

  @Test("BSBM", arguments: [("explore", 12), ("bi", 8)])
  func bsbm(folder: String, count: Int) throws {
    let queries = try texts("bsbm/queries/\(folder)") {
      $0.hasPrefix("query") && !$0.contains("desc") && !$0.contains("valid") && !$0.contains("mix")
    }
    for (name, text) in queries { #expect(queryError(text) == nil, "\(name)") }
    #expect(queries.count == count)
  }

  @Test("WatDiv")
  func watdiv() throws {
    let names = ["wsdbm", "gr", "sorg", "rev", "foaf", "og", "gn", "dc", "mo", "rdf", "rdfs"]
    let parser = QueryParser(
      prefixes: names.map { QueryPrefix(name: $0, namespace: IRI("x:\($0)/")) })
    let queries = try texts("watdiv/templates") { $0.hasSuffix(".txt") }
    for (name, text) in queries { #expect(queryError(text, parser) == nil, "\(name)") }
    #expect(queries.count >= 20)
  }
}
