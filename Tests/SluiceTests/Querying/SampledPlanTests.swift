import QueryEngine
import RDF
import SPARQL
import Sluice
import Testing

@Suite("plans that are chosen by samples")
struct SampledPlanTests {
  private static let text = """
    SELECT * { ?unit <p:kind> <k:department> . ?unit <p:partOf> ?whole . ?person <p:from> ?whole }
    """

  /// Departments are parts of 10 universities, and groups of a thousand departments: the counts of `p:partOf` do not
  /// tell that a department has so few.
  private static func store(_ fixture: StoreFixture) throws -> Store {
    let store = try Store.open(at: fixture.storePath, options: StoreFixture.options)
    var quads: [Quad] = []
    for department in 0..<1_000 {
      quads.append(.link("d:\(department)", "kind", "k:department"))
      quads.append(.link("d:\(department)", "partOf", "u:\(department % 10)"))
      for group in 0..<4 {
        quads.append(.link("g:\(department)-\(group)", "partOf", "d:\(department)"))
      }
    }
    for person in 0..<2_000 { quads.append(.link("x:\(person)", "from", "u:\(person % 10)")) }
    try store.commitBlocking(inserts: quads, durability: .async)
    try store.compactBlocking()
    return store
  }

  private static func estimatedRows(_ store: Store, _ strain: QueryStrain) throws -> Double {
    let execution = try store.execution(of: text, strain)
    let first = execution.explanation.text.split(separator: "\n")[0]
    let number = try #require(first.split(separator: "estimated ").last?.prefix { $0.isNumber })
    return try #require(Double(number))
  }

  @Test("know what patterns have in common")
  func correlated() throws {
    let fixture = try StoreFixture()
    let store = try Self.store(fixture)
    let actual = 200_000.0
    let plain = try Self.estimatedRows(store, [])
    #expect(plain < actual / 10, "\(plain) by the formula")
    let sampled = try Self.estimatedRows(store, .sample)
    #expect(sampled > actual / 2 && sampled < actual * 2, "\(sampled)")
    withExtendedLifetime(fixture) {}
  }
}
