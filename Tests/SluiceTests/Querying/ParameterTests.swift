import Sluice
import Testing

@Suite("parameters of queries")
struct ParameterTests {
  private static let data = """
    <http://a/1> <http://a/t> "One" .
    <http://a/2> <http://a/t> "Two" .
    <http://a/3> <http://a/t> "Two" .

    """

  @Test(
    "a parameter counts whether or not it is selected, under every modifier",
    arguments: [
      ("SELECT ?w { ?w <http://a/t> ?x }", 2), ("SELECT ?w ?x { ?w <http://a/t> ?x }", 2),
      ("SELECT * { ?w <http://a/t> ?x }", 2), ("SELECT DISTINCT ?p { ?w ?p ?x }", 1),
      ("SELECT REDUCED ?w { ?w ?p ?x } ORDER BY ?w LIMIT 5", 2),
      ("SELECT ?w { ?w ?p ?x } ORDER BY ?w LIMIT 1", 1),
      ("SELECT ?n { { SELECT (COUNT(*) AS ?n) ?x { ?w ?p ?x } GROUP BY ?x } }", 1),
      // Another variable of the same name.
      ("SELECT ?n { { SELECT ?n { ?n ?p ?x } } }", 3),
    ])
  func parameters(_ text: String, _ rows: Int) async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: Self.data)
    let options = QueryOptions().binding(["x": .literal(Literal("Two"))])
    #expect(try await store.select(text, options: options).all().count == rows)
    await store.close()
  }

  @Test("a count of what has the parameter's value is of that alone")
  func counts() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: Self.data)
    let query = try PreparedQuery("SELECT (COUNT(*) AS ?n) { ?w <http://a/t> ?x }")
    for (value, count) in [("One", 1), ("Two", 2), ("Three", 0)] {
      let options = QueryOptions().binding(["x": .literal(Literal(value))])
      let rows = try await store.select(query, options: options).all()
      #expect(rows.map { $0.integer("n") } == [count])
    }
    await store.close()
  }
}
