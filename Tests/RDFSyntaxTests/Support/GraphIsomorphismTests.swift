import TestSupport
import Testing

@Suite("Graph isomorphism")
struct GraphIsomorphismTests {
  private func cycle(_ names: [String]) -> [TestStatement] {
    names.indices.map {
      TestStatement("_:\(names[$0])", "<p>", "_:\(names[($0 + 1) % names.count])")
    }
  }

  @Test("renamed blank nodes are the same graph")
  func renamed() {
    #expect(GraphIsomorphism.areIsomorphic(cycle(["a", "b", "c"]), cycle(["z", "x", "y"])))
  }

  @Test("six in one ring are not two rings of three, although every node looks alike")
  func rings() {
    let ring = cycle(["a", "b", "c", "d", "e", "f"])
    let pair = cycle(["a", "b", "c"]) + cycle(["d", "e", "f"])
    #expect(!GraphIsomorphism.areIsomorphic(ring, pair))
    #expect(GraphIsomorphism.areIsomorphic(pair, cycle(["1", "2", "3"]) + cycle(["6", "5", "4"])))
  }

  @Test("two blank nodes are not one, and a literal is not another")
  func differences() {
    let one = [TestStatement("_:a", "<p>", "_:a")]
    #expect(!GraphIsomorphism.areIsomorphic(one, [TestStatement("_:a", "<p>", "_:b")]))
    let literal = [TestStatement("_:a", "<p>", "\"1\"")]
    #expect(!GraphIsomorphism.areIsomorphic(literal, [TestStatement("_:a", "<p>", "\"01\"")]))
    let composed = [TestStatement("_:a", "<p>", "\"\u{E9}\"")]
    #expect(
      !GraphIsomorphism.areIsomorphic(composed, [TestStatement("_:a", "<p>", "\"e\u{301}\"")]))
  }
}
