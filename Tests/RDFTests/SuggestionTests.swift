import RDF
import Testing

@Suite("suggestions")
struct SuggestionTests {
  @Test(
    "suggestions are near words only",
    arguments: [
      ("inclde", "include"), ("INCLUDE", "include"), ("on-error", "on_error"),
      ("maxerrors", "max_errors"), ("fromat", "format"), ("bse", "base"), ("x", nil),
      ("watch", nil), ("", nil), (String(repeating: "a", count: 1_000), nil),
    ])
  func suggestions(word: String, expected: String?) {
    let known = ["include", "exclude", "format", "base", "graph", "on_error", "max_errors"]
    #expect(Suggestion.closest(to: word, among: known) == expected)
  }

  @Test("of two words as near, the one that starts alike is suggested")
  func startsAlike() {
    #expect(Suggestion.closest(to: "strlength", among: ["STRLANG", "STRLEN"]) == "STRLEN")
    #expect(Suggestion.closest(to: "strlength", among: ["STRLEN", "STRLANG"]) == "STRLEN")
  }

  @Test(
    "edits are counted, a swap as one",
    arguments: [
      ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1),
      ("kitten", "sitting", 3),
    ])
  func distances(left: String, right: String, edits: Int) {
    #expect(Suggestion.distance(Array(left.unicodeScalars), Array(right.unicodeScalars)) == edits)
  }
}
