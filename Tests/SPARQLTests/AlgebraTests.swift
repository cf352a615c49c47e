import Testing

@testable import SPARQL

@Suite("algebra")
struct AlgebraTests {
  @Test("variables that the parser makes are told by their dot")
  func generatedVariables() {
    #expect(Variable(".b1").isGenerated)
    #expect(!Variable("b1").isGenerated)
  }
}
