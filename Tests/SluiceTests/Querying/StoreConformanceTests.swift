import TestSupport
import Testing

@Suite("the engine in the W3C's suites", .enabled(if: Suites.isPresent))
struct StoreConformanceTests {
  private let exceptions = [
    ConformanceException(
      "expr-builtin/manifest#dawg-lang-3",
      because: "language tags are kept as written, and terms that differ in them are two")
  ]

  private func run(_ folders: [String]) throws -> SuiteTally {
    let tally = try ConformanceRunner(try StoreSystem(), exceptions: exceptions).run(folders)
    for failure in tally.failures { Issue.record("\(failure)") }
    return tally
  }

  @Test("SPARQL 1.0") func sparql10() throws { _ = try run(ConformanceSuites.sparql10) }

  @Test("SPARQL 1.1 Query") func query11() throws { _ = try run(ConformanceSuites.query11) }

  @Test("SPARQL 1.1 Update") func update11() throws { _ = try run(ConformanceSuites.update11) }
}
