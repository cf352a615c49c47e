import Testing

/// What is shown is what is compiled, so that a drift of either fails.
@Suite("examples that are shown")
struct ShownExamplesTests {
  @Test("every example is compiled, and every compiled one is shown, word for word")
  func same() throws {
    let (shown, compiled) = (Set(try ShownExamples.shown()), Set(try ShownExamples.compiled()))
    for example in shown.subtracting(compiled) { Issue.record("not compiled, \(example)") }
    for example in compiled.subtracting(shown) { Issue.record("not shown, \(example)") }
    #expect(shown.count == 11)
  }
}
