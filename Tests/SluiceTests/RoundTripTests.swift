// Load, dump, compare: what goes into a store comes out of it, blank nodes up to their names and lexical
// forms byte for byte.

import Foundation
import Sluice
import TestSupport
import Testing

@Suite("round trip of the suites", .enabled(if: Suites.isPresent), .serialized)
struct RoundTripTests {
  @Test("each well-formed document of the W3C comes out of a store as the quads it stands for")
  func w3c() async throws {
    var passed = 0
    var failed = 0
    var skipped = 0
    for suite in SyntaxSuite.all {
      for test in try Suites.manifest(suite.path, assumedBase: suite.base) {
        // A malformed document has no quads.
        if test.isNegative {
          skipped += 1
        } else if let reason = try await failure(of: test, suite) {
          failed += 1
          Issue.record("\(suite.path) \(test.name): \(reason)")
        } else {
          passed += 1
        }
      }
    }
    print("Round trip W3C: \(passed) passed, \(failed) failed, \(skipped) skipped (malformed)")
    // Exact: a manifest that is read in part would pass otherwise.
    #expect(passed == 554)
  }

  /// Why a document is another one after its way through a store, or nil.
  private func failure(of test: ManifestTest, _ suite: SyntaxSuite) async throws -> String? {
    let document = "\(suite.path)/\(test.action)"
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    try await store.load([
      LoadInput(path: try Suites.url(document).path, format: suite.format, base: test.base)
    ])
    // A test of syntax alone names no result: what the reader makes of the document is expected then.
    let expected =
      if let result = test.result {
        try readStatements(
          MemorySource(try Suites.bytes("\(suite.path)/\(result)")), suite.resultFormat)
      } else {
        try readStatements(
          MemorySource(try Suites.bytes(document)), suite.format, base: test.base)
      }
    for format in suite.dumpFormats {
      var options = DumpOptions()
      options.format = format
      let result = try await store.dump(to: .file(fixture.folder + "/dump"), options: options)
      let found = try readStatements(try fixture.read("dump"), format)
      guard GraphIsomorphism.areIsomorphic(found, expected), result.quads == found.count else {
        return "the dump as \(format) has \(found), expected \(expected)"
      }
    }
    await store.close()
    return nil
  }

  @Test(
    "each real file comes out of a store with the lines it had",
    arguments: ["dbpedia-schema.nt", "fibo.nq", "italia.nt", "sweet.nt"])
  func real(_ name: String) async throws { try await expectSame(name) }
}

/// A suite of its own, so that it runs beside the others: a minute without the optimiser.
@Suite("round trip of a large file", .enabled(if: Suites.isPresent))
struct LargeRoundTripTests {
  @Test("1.36 million quads with deep blank nodes come out of a store with the lines they had")
  func large() async throws { try await expectSame("obo-multi.nq") }
}

/// Loads a real file into a store, dumps it, and compares.
private func expectSame(_ name: String) async throws {
  let path = try Suites.url("real/\(name).gz").path
  let fixture = try StoreFixture()
  var options = StoreFixture.options
  options.memoryBytes = 512 << 20
  let store = try await Store.open(at: fixture.storePath, options: options)
  let loaded = try await store.load([LoadInput(path: path)])
  let result = try await store.dump(to: .file(fixture.folder + "/dump.nq"))
  await store.close()

  let before = try LineGraph(path: path)
  let after = try LineGraph(path: fixture.folder + "/dump.nq")
  #expect(before.statementCount > 20_000)
  #expect(loaded.quadsAdded == before.statementCount)
  #expect(result.quads == after.lineCount && after.lineCount == after.statementCount)
  let isSame = before.looksLike(after)
  #expect(isSame, "\(name) is another graph after its way through a store")
  print(
    "Round trip \(name): \(after.statementCount) quads, \(after.nodeCount) blank nodes,",
    isSame ? "same" : "different")
}

/// A suite of the W3C's syntax tests.
private struct SyntaxSuite {
  var folder: String
  var format: RDFFormat

  static let all = [
    SyntaxSuite(folder: "rdf-n-triples", format: .ntriples),
    SyntaxSuite(folder: "rdf-n-quads", format: .nquads),
    SyntaxSuite(folder: "rdf-turtle", format: .turtle),
    SyntaxSuite(folder: "rdf-trig", format: .trig),
  ]

  var path: String { "w3c/rdf/rdf11/\(folder)" }
  var base: String { "https://w3c.github.io/rdf-tests/rdf/rdf11/\(folder)/" }
  /// The syntax of the files with the expected quads.
  var resultFormat: RDFFormat { format.hasGraphs ? .nquads : .ntriples }
  /// The syntaxes that can hold what the documents say.
  var dumpFormats: [RDFFormat] {
    format.hasGraphs ? [.nquads, .trig] : [.nquads, .ntriples, .turtle, .trig]
  }
}
