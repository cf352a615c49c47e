import RDF
import Sluice
import Testing

/// Conditions on numbers become ranges of ids: what they leave out must be what the condition leaves out.
@Suite("ranges of numbers")
struct NumericRangeTests {
  /// Numbers around borders: of whole numbers, of what a double tells exactly, of what is inlined.
  private static let integers = [
    "0", "1", "-1", "2", "5", "-5", "24", "25", "26", "007", "+3",
    "67108863", "67108864", "67108867", "67108868", "67108870",
    "9007199254740991", "9007199254740992", "9007199254740993", "-9007199254740993",
    "576460752303423486", "576460752303423487", "576460752303423488", "-576460752303423488",
    "-576460752303423489", "1000000000000000000000000000000",
  ]
  private static let others = [
    "\"0.5\"^^xsd:decimal", "\"1.0\"^^xsd:decimal", "\"-1.000001\"^^xsd:decimal",
    "\"24.999999\"^^xsd:decimal", "\"25.000001\"^^xsd:decimal", "\"24.9999999999\"^^xsd:decimal",
    "\"9007199254.740993\"^^xsd:decimal", "\"6.7108864E7\"^^xsd:float",
    "\"-1.5\"^^xsd:float", "25e0", "2.5e1", "1e30", "-1e30", "\"INF\"^^xsd:double",
    "\"-INF\"^^xsd:double", "\"NaN\"^^xsd:double", "\"25\"^^xsd:float", "\"25\"^^xsd:byte",
    "\"25\"",
    "\"x\"^^xsd:integer", "true", "\"2024-01-01\"^^xsd:date",
  ]

  @Test("leave exactly what the condition is true of")
  func borders() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let terms = Self.integers.map { "\"\($0)\"^^xsd:integer" } + Self.others
    let prefix = "PREFIX xsd: <\(XSD.namespace)> "
    try await store.update(
      prefix + "INSERT DATA { "
        + terms.enumerated().map { "<s:\($0)> <p:value> \($1) ." }.joined(separator: " ") + " }")
    for comparison in ["<", "<=", ">", ">=", "="] {
      for term in terms {
        func count(_ condition: String) async throws -> Int {
          try await store.select(prefix + "SELECT ?s { ?s <p:value> ?v FILTER(\(condition)) }")
            .all().count
        }
        // COALESCE hides the comparison from whoever looks for ranges.
        let expected = try await count("COALESCE(?v \(comparison) \(term), false)")
        #expect(try await count("?v \(comparison) \(term)") == expected, "?v \(comparison) \(term)")
        #expect(
          try await count("?v \(comparison) \(term) && ?v = ?v") == expected,
          "\(comparison) \(term), twice")
      }
    }
    withExtendedLifetime(fixture) {}
  }
}
