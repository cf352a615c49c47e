import RDFSyntax
import TestSupport
import Testing

/// Runs a manifest of `count` tests and prints the closing line.
///
/// The count is exact: a manifest that is read in part would pass otherwise.
private func run(_ name: String, _ format: RDFFormat, folder: String, count: Int) throws {
  let path = "w3c/rdf/rdf11/\(folder)"
  let base = "https://w3c.github.io/rdf-tests/rdf/rdf11/\(folder)/"
  let tests = try Suites.manifest(path, assumedBase: base)
  var passed = 0
  var failed = 0
  for test in tests {
    if let reason = try failure(of: test, format, path) {
      failed += 1
      Issue.record("\(name) \(test.name): \(reason)")
    } else {
      passed += 1
    }
  }
  print("W3C \(name): \(passed) passed, \(failed) failed, 0 skipped")
  #expect(passed == count)
}

/// Why a test fails, or nil where it passes.
///
/// Each document is also read a byte at a time, so that every
/// token is cut once by the end of what has been read.
private func failure(of test: ManifestTest, _ format: RDFFormat, _ path: String) throws -> String? {
  let bytes = try Suites.bytes("\(path)/\(test.action)")
  let whole = outcome(MemorySource(bytes), format, test.base)
  let pieces = outcome(MemorySource(bytes, step: 1), format, test.base)
  guard whole == pieces else { return "reads otherwise when it comes in pieces" }
  if test.type.contains("Negative") {
    return whole.error == nil ? "is read although it is malformed" : nil
  }
  if let error = whole.error { return "\(error)" }
  guard let result = test.result else { return nil }
  let expected = try readStatements(
    MemorySource(try Suites.bytes("\(path)/\(result)")), format.hasGraphs ? .nquads : .ntriples)
  return GraphIsomorphism.areIsomorphic(whole.statements, expected)
    ? nil : "read \(whole.statements), expected \(expected)"
}

private struct Outcome: Equatable {
  var statements: [TestStatement] = []
  var error: SyntaxError?
}

private func outcome(_ source: MemorySource, _ format: RDFFormat, _ base: String) -> Outcome {
  do throws(SyntaxError) {
    return Outcome(statements: try readStatements(source, format, base: base))
  } catch {
    return Outcome(error: error)
  }
}

@Suite("W3C RDF 1.1 syntax tests", .enabled(if: Suites.isPresent))
struct W3CConformanceTests {
  @Test("N-Triples") func ntriples() throws {
    try run("N-Triples", .ntriples, folder: "rdf-n-triples", count: 70)
  }

  @Test("N-Quads") func nquads() throws {
    try run("N-Quads", .nquads, folder: "rdf-n-quads", count: 87)
  }

  @Test("Turtle") func turtle() throws {
    try run("Turtle", .turtle, folder: "rdf-turtle", count: 313)
  }

  @Test("TriG") func trig() throws { try run("TriG", .trig, folder: "rdf-trig", count: 356) }
}
