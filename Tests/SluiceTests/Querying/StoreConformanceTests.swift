import TestSupport
import Testing

@Suite("the engine in the W3C's suites", .enabled(if: Suites.isPresent))
struct StoreConformanceTests {
  private let exceptions = [
    ConformanceException(
      "expr-builtin/manifest#dawg-lang-3",
      because: "language tags are kept as written, and terms that differ in them are two")
  ]

  /// The count is exact: a manifest that is read in part would pass otherwise.
  private func run(_ folders: [String], count: Int) throws {
    let tally = try ConformanceRunner(try StoreSystem(), exceptions: exceptions).run(folders)
    for failure in tally.failures { Issue.record("\(failure)") }
    #expect(tally.passed + tally.skipped == count)
  }

  @Test("SPARQL 1.0") func sparql10() throws { try run(ConformanceSuites.sparql10, count: 283) }

  @Test("SPARQL 1.1 Query") func query11() throws { try run(ConformanceSuites.query11, count: 242) }

  @Test("SPARQL 1.1 Update") func update11() throws {
    try run(ConformanceSuites.update11, count: 94)
  }
}
