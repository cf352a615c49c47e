import Testing

@Suite("graphs of lines")
struct LineGraphTests {
  private func look(_ one: String, _ other: String) throws -> Bool {
    try LineGraph(one).looksLike(try LineGraph(other))
  }

  private let list = "_:a <p> _:b .\n_:b <p> _:c .\n_:c <p> \"end \\\" \\\\\"@en <g> .\n"

  @Test("renamed, reordered and repeated lines are the same graph")
  func same() throws {
    let other = "_:x <p> \"end \\\" \\\\\"@en <g> .\n_:y <p> _:x .\n_:z <p> _:y .\n_:y <p> _:x .\n"
    #expect(try look(list, other))
    let typed = "<s> <p> \"x\"^^<http://www.w3.org/2001/XMLSchema#string> .\n"
    #expect(try look(typed, "<s> <p> \"x\" .\n"))
    #expect(try look("<s> <p> \"\\t\\\\\" .\n", "<s> <p> \"\t\\\\\" .\n"))
    #expect(!(try look("<s> <p> \"\\\\t\" .\n", "<s> <p> \"\\t\" .\n")))
  }

  @Test(
    "another form, tag, graph, direction or number of nodes is another graph",
    arguments: [
      "_:a <p> _:b .\n_:b <p> _:c .\n_:c <p> \"end \\\" \\\\\"@EN <g> .\n",
      "_:a <p> _:b .\n_:b <p> _:c .\n_:c <p> \"end \\\" \\\\ \"@en <g> .\n",
      "_:a <p> _:b .\n_:b <p> _:c .\n_:c <p> \"end \\\" \\\\\"@en <h> .\n",
      "_:b <p> _:a .\n_:b <p> _:c .\n_:c <p> \"end \\\" \\\\\"@en <g> .\n",
      "_:a <p> _:b .\n_:b <p> _:b .\n_:c <p> \"end \\\" \\\\\"@en <g> .\n",
      "_:a <p> _:b .\n_:b <p> _:c .\n_:d <p> \"end \\\" \\\\\"@en <g> .\n",
      "_:a <p> _:b .\n_:b <p> _:c .\n",
    ])
  func different(_ other: String) throws { #expect(!(try look(list, other))) }

  @Test("a text that is no lines is refused", arguments: ["<s> <p> <o>\n", "<s> <p> .\n", "<s>"])
  func malformed(_ text: String) {
    #expect(throws: LineGraph.Malformed.self) { try LineGraph(text) }
  }
}
