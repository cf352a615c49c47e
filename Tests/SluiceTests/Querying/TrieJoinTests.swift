import QueryEngine
import RDF
import SPARQL
import Sluice
import Testing

@Suite("joins a variable at a time")
struct TrieJoinTests {
  /// A graph of so many edges of each of two kinds, in which some nodes have many.
  private static func store(
    _ fixture: StoreFixture, edges: Int
  ) throws -> (store: Store, knows: Set<[Int]>, likes: Set<[Int]>) {
    var state: UInt64 = 5
    /// Few of the nodes are taken often.
    func node() -> Int {
      func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
      }
      return next(next(60) + 1)
    }
    var (knows, likes) = (Set<[Int]>(), Set<[Int]>())
    while knows.count < edges { knows.insert([node(), node()]) }
    while likes.count < edges { likes.insert([node(), node()]) }
    func quads(_ edges: Set<[Int]>, _ predicate: String) -> [Quad] {
      edges.map { .link("n:\($0[0])", predicate, "n:\($0[1])") }
    }
    let store = try Store.open(at: fixture.storePath, options: StoreFixture.options)
    try store.commitBlocking(
      inserts: quads(knows, "knows") + quads(likes, "likes"), durability: .async)
    return (store, knows, likes)
  }

  private static let triangle = """
    SELECT ?x ?y ?z { ?x <p:knows> ?y . ?y <p:knows> ?z . ?x <p:likes> ?z }
    """

  @Test(
    "find the triangles that three loops find", arguments: [QueryStrain.trie, [.trie, .divide]])
  func triangles(strain: QueryStrain) throws {
    let fixture = try StoreFixture()
    let (store, knows, likes) = try Self.store(fixture, edges: 700)
    var expected: [String] = []
    for first in knows {
      for second in knows where second[0] == first[1] && likes.contains([first[0], second[1]]) {
        expected.append(
          [first[0], first[1], second[1]].map { "\(Term.iri(IRI("n:\($0)")))" }
            .joined(separator: "\t"))
      }
    }
    let plan = try store.execution(of: Self.triangle, strain).explanation.text
    #expect(plan.contains("trie join"))
    let found = try store.rowTexts(Self.triangle, strain).sorted()
    #expect(found == expected.sorted(), "\(found.count) instead of \(expected.count)")
    withExtendedLifetime(fixture) {}
  }

  @Test(
    "find what joins of pairs find, whatever hangs together",
    arguments: [
      "?a <p:knows> ?b . ?b <p:knows> ?c . ?c <p:knows> ?a",
      "?a <p:knows> ?b . ?b <p:likes> ?c . ?c <p:knows> ?d . ?d <p:likes> ?a",
      "?a <p:knows> ?b . ?a <p:likes> ?c . ?b <p:likes> ?c . ?c <p:knows> ?d FILTER(?a != ?d)",
      "?a <p:knows> ?b . ?a <p:knows> ?c . ?a <p:likes> ?d FILTER(?b = <n:3> || ?c = <n:4>)",
      "?a ?p ?b . ?b ?p ?c . ?a <p:likes> ?c", "<n:1> <p:knows> ?b . ?b <p:likes> ?c . ?c ?p <n:2>",
      "?a <p:knows> ?b . ?b <p:knows> <n:5> . ?a <p:likes> <n:7>",
    ])
  func shapes(pattern: String) throws {
    let fixture = try StoreFixture()
    let (store, _, _) = try Self.store(fixture, edges: 250)
    for head in ["SELECT *", "SELECT DISTINCT ?a", "SELECT (COUNT(*) AS ?n)"] {
      let text = "\(head) { \(pattern) }"
      let expected = try store.rowTexts(text).sorted()
      for strain in [QueryStrain.trie, [.trie, .divide]] {
        #expect(try store.rowTexts(text, strain).sorted() == expected, "\(text)")
      }
    }
    withExtendedLifetime(fixture) {}
  }

  @Test(
    "are left for joins of pairs where the patterns do not fit into memory",
    arguments: [QueryStrain([.trie, .spill]), [.trie, .spill, .divide]])
  func memory(strain: QueryStrain) throws {
    let fixture = try StoreFixture()
    let (store, _, _) = try Self.store(fixture, edges: 700)
    let expected = try store.rowTexts(Self.triangle).sorted()
    let plan = try store.execution(of: Self.triangle, strain).explanation.text
    #expect(plan.contains("trie join"))
    #expect(try store.rowTexts(Self.triangle, strain).sorted() == expected)
    withExtendedLifetime(fixture) {}
  }

  @Test("are chosen for cycles through nodes with many edges, and not for what pairs do as well")
  func choice() throws {
    let fixture = try StoreFixture()
    let store = try Store.open(at: fixture.storePath, options: StoreFixture.options)
    var quads: [Quad] = []
    // All know the hub and are known by it: each two of them are two steps apart, and few know one another.
    for a in 1...2_000 {
      quads.append(.link("n:0", "knows", "n:\(a)"))
      quads.append(.link("n:\(a)", "knows", "n:0"))
    }
    for a in 1...50 { quads.append(.link("n:\(2 * a)", "knows", "n:\(2 * a + 1)")) }
    try store.commitBlocking(inserts: quads, durability: .async)
    try store.compactBlocking()
    let cycle = "{ ?a <p:knows> ?b . ?b <p:knows> ?c . ?c <p:knows> ?a }"
    let chosen = try store.execution(of: "SELECT (COUNT(*) AS ?n) \(cycle)", .sample)
    #expect(chosen.explanation.text.contains("trie join"), "\(chosen.explanation.text)")
    #expect(
      try chosen.allRows() == [[.literal(Literal("150", datatype: XSD.integer))]])
    let star = "{ ?a <p:knows> ?b . ?a <p:knows> <n:2> . ?a <p:knows> <n:3> }"
    let plain = try store.execution(of: "SELECT * \(star)", .sample)
    #expect(!plain.explanation.text.contains("trie join"), "\(plain.explanation.text)")
    withExtendedLifetime(fixture) {}
  }
}
