import SPARQL
import Testing

@Suite("errors as text")
struct ErrorDescriptionTests {
  private func description(_ text: String) -> String? {
    do throws(QuerySyntaxError) {
      _ = try testParser.query(text)
      return nil
    } catch {
      return error.description
    }
  }

  @Test("a caret stands under the place, tabs stay")
  func caret() {
    #expect(
      description("ASK {\n\t?s\t?p 1 ?x }\n") == """
        line 2, column 10: expected ".", ";", ",", a pattern such as OPTIONAL or FILTER, \
        or "}", found "?x"
          \t?s\t?p 1 ?x }
          \t  \t     ^
        """)
  }

  @Test("a long line is shortened around the place")
  func longLine() throws {
    let long = String(repeating: "é", count: 200)
    let text = try #require(description("ASK { ?s ?p '\(long)' ?x '\(long)' }"))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasPrefix("line 1, column 216: "))
    #expect(
      lines[1] == "  …" + String(repeating: "é", count: 58) + "' ?x '"
        + String(repeating: "é", count: 56) + "…")
    #expect(lines[2] == String(repeating: " ", count: 63) + "^")
  }

  @Test("an error made by hand takes the whole line as excerpt")
  func madeByHand() {
    let error = QuerySyntaxError(line: 1, column: 3, message: "no", excerpt: "abcd")
    #expect(error.description == "line 1, column 3: no\n  abcd\n    ^")
  }
}
