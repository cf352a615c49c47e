import RDF
import Testing

@testable import SPARQL

@Suite("functions on strings")
struct StringFunctionTests {
  static let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}"

  @Test(
    "length and case",
    arguments: [
      CallCase(.strLen, "\"abc\"", is: "\"3\"^^integer"),
      CallCase(.strLen, "\"\"", is: "\"0\"^^integer"),
      CallCase(.strLen, "\"chat\"@en", is: "\"4\"^^integer"),
      CallCase(.strLen, "\"食べ物\"", is: "\"3\"^^integer"),
      CallCase(.strLen, "\"\(family)\"", is: "\"7\"^^integer"),
      CallCase(.strLen, "\"e\u{301}\"", is: "\"2\"^^integer"), CallCase(.strLen, "1", is: "error"),
      CallCase(.strLen, "<http://a>", is: "error"),
      CallCase(.uCase, "\"aß\u{E9}\"", is: "\"ASS\u{C9}\""),
      CallCase(.uCase, "\"a\"@en", is: "\"A\"@en"),
      CallCase(.lCase, "\"BAZ\"", is: "\"baz\""), CallCase(.lCase, "\"ÀÇ\"@fr", is: "\"àç\"@fr"),
      CallCase(.uCase, "1", is: "error"), CallCase(.lCase, "_:b", is: "error"),
    ])
  func length(_ test: CallCase) { #expect(test.result == test.expected) }

  @Test(
    "SUBSTR",
    arguments: [
      CallCase(.substr, "\"foobar\"", "4", is: "\"bar\""),
      CallCase(.substr, "\"foobar\"@en", "4", is: "\"bar\"@en"),
      CallCase(.substr, "\"foobar\"", "4", "1", is: "\"b\""),
      CallCase(.substr, "\"foobar\"", "1", "1", is: "\"f\""),
      CallCase(.substr, "\"foobar\"", "0", is: "\"foobar\""),
      CallCase(.substr, "\"foobar\"", "0", "2", is: "\"f\""),
      CallCase(.substr, "\"foobar\"", "-5", "7", is: "\"f\""),
      CallCase(.substr, "\"foobar\"", "7", is: "\"\""),
      CallCase(.substr, "\"foobar\"", "6", is: "\"r\""),
      CallCase(.substr, "\"foobar\"", "2", "0", is: "\"\""),
      CallCase(.substr, "\"foobar\"", "2", "-3", is: "\"\""),
      CallCase(.substr, "\"foobar\"", "99999999999999999999", is: "\"\""),
      CallCase(.substr, "\"foobar\"", "2", "99999999999999999999", is: "\"oobar\""),
      CallCase(.substr, "\"12345\"", "1.5", "2.6", is: "\"234\""),
      CallCase(.substr, "\"12345\"", "1.4", "2.4", is: "\"12\""),
      CallCase(.substr, "\"12345\"", "\"NaN\"^^double", "3", is: "\"\""),
      CallCase(.substr, "\"12345\"", "1", "\"NaN\"^^double", is: "\"\""),
      CallCase(.substr, "\"12345\"", "-42", "\"INF\"^^double", is: "\"12345\""),
      CallCase(.substr, "\"12345\"", "\"-INF\"^^double", "\"INF\"^^double", is: "\"\""),
      CallCase(.substr, "\"12345\"", "\"-INF\"^^double", is: "\"12345\""),
      CallCase(.substr, "\"食べ物\"", "2", "1", is: "\"べ\""),
      CallCase(.substr, "\"\(family)\"", "1", "1", is: "\"\u{1F468}\""),
      CallCase(.substr, "\"\"", "1", is: "\"\""), CallCase(.substr, "\"\"", "1", "1", is: "\"\""),
      CallCase(.substr, "1", "1", is: "error"), CallCase(.substr, "\"a\"", "\"1\"", is: "error"),
      CallCase(.substr, "\"a\"", "1", "\"1\"", is: "error"),
    ])
  func substring(_ test: CallCase) { #expect(test.result == test.expected) }

  @Test(
    "searching, and which languages go together",
    arguments: [
      CallCase(.strStarts, "\"foobar\"", "\"foo\"", is: "true"),
      CallCase(.strStarts, "\"foobar\"@en", "\"foo\"@en", is: "true"),
      CallCase(.strStarts, "\"foobar\"@en", "\"foo\"@EN", is: "true"),
      CallCase(.strStarts, "\"foobar\"@en", "\"foo\"", is: "true"),
      CallCase(.strStarts, "\"foobar\"", "\"foo\"@en", is: "error"),
      CallCase(.strStarts, "\"foobar\"@en", "\"foo\"@fr", is: "error"),
      CallCase(.strStarts, "\"foobar\"", "\"\"", is: "true"),
      CallCase(.strStarts, "\"fo\"", "\"foo\"", is: "false"),
      CallCase(.strStarts, "\"\"", "\"\"", is: "true"),
      CallCase(.strStarts, "1", "\"1\"", is: "error"),
      CallCase(.strStarts, "\"\u{E9}a\"", "\"e\"", is: "false"),
      CallCase(.strStarts, "\"e\u{301}a\"", "\"e\"", is: "true"),
      CallCase(.strStarts, "\"e\u{301}a\"", "\"\u{E9}\"", is: "false"),
      CallCase(.strEnds, "\"foobar\"", "\"bar\"", is: "true"),
      CallCase(.strEnds, "\"foobar\"", "\"foo\"", is: "false"),
      CallCase(.strEnds, "\"ar\"", "\"bar\"", is: "false"),
      CallCase(.strEnds, "\"a\"", "\"\"", is: "true"),
      CallCase(.strEnds, "\"ae\u{301}\"", "\"\u{301}\"", is: "true"),
      CallCase(.strEnds, "\"a\"", "\"a\"@en", is: "error"),
      CallCase(.contains, "\"foobar\"", "\"oba\"", is: "true"),
      CallCase(.contains, "\"foobar\"", "\"obb\"", is: "false"),
      CallCase(.contains, "\"foobar\"@en", "\"\"", is: "true"),
      CallCase(.contains, "\"\"", "\"a\"", is: "false"),
      CallCase(.contains, "\"e\u{301}\"", "\"e\"", is: "true"),
      CallCase(.contains, "\"a\"", "1", is: "error"),
      CallCase(.contains, "_:a", "\"a\"", is: "error"),
    ])
  func searching(_ test: CallCase) { #expect(test.result == test.expected) }

  @Test(
    "STRBEFORE and STRAFTER",
    arguments: [
      CallCase(.strBefore, "\"abc\"", "\"b\"", is: "\"a\""),
      CallCase(.strBefore, "\"abc\"@en", "\"bc\"", is: "\"a\"@en"),
      CallCase(.strBefore, "\"abc\"@en", "\"b\"@cy", is: "error"),
      CallCase(.strBefore, "\"abc\"", "\"b\"@en", is: "error"),
      CallCase(.strBefore, "\"abc\"", "\"\"", is: "\"\""),
      CallCase(.strBefore, "\"abc\"@en", "\"\"@en", is: "\"\"@en"),
      CallCase(.strBefore, "\"abc\"", "\"xyz\"", is: "\"\""),
      CallCase(.strBefore, "\"abc\"@en", "\"z\"@en", is: "\"\""),
      CallCase(.strBefore, "\"abcb\"", "\"b\"", is: "\"a\""),
      CallCase(.strBefore, "1", "\"1\"", is: "error"),
      CallCase(.strAfter, "\"abc\"", "\"b\"", is: "\"c\""),
      CallCase(.strAfter, "\"abc\"@en", "\"ab\"", is: "\"c\"@en"),
      CallCase(.strAfter, "\"abc\"@en", "\"b\"@cy", is: "error"),
      CallCase(.strAfter, "\"abc\"", "\"\"", is: "\"abc\""),
      CallCase(.strAfter, "\"abc\"@en", "\"\"@en", is: "\"abc\"@en"),
      CallCase(.strAfter, "\"abc\"@en", "\"z\"", is: "\"\""),
      CallCase(.strAfter, "\"abcb\"", "\"b\"", is: "\"cb\""),
      CallCase(.strAfter, "\"食べ物\"", "\"べ\"", is: "\"物\""),
    ])
  func around(_ test: CallCase) { #expect(test.result == test.expected) }

  @Test(
    "ENCODE_FOR_URI, CONCAT and LANGMATCHES",
    arguments: [
      CallCase(.encodeForURI, "\"Los Angeles\"", is: "\"Los%20Angeles\""),
      CallCase(.encodeForURI, "\"Los Angeles\"@en", is: "\"Los%20Angeles\""),
      CallCase(.encodeForURI, "\"食\"", is: "\"%E9%A3%9F\""),
      CallCase(.encodeForURI, "\"aZ09-_.~\"", is: "\"aZ09-_.~\""),
      CallCase(
        .encodeForURI, "\"!*'()/?#[]@:%\"", is: "\"%21%2A%27%28%29%2F%3F%23%5B%5D%40%3A%25\""),
      CallCase(.encodeForURI, "1", is: "error"),
      CallCase(.concat, is: "\"\""), CallCase(.concat, "\"a\"", is: "\"a\""),
      CallCase(.concat, "\"a\"@en", is: "\"a\"@en"),
      CallCase(.concat, "\"a\"", "\"b\"", is: "\"ab\""),
      CallCase(.concat, "\"a\"@en", "\"b\"@en", "\"c\"@EN", is: "\"abc\"@en"),
      CallCase(.concat, "\"a\"@en", "\"b\"@fr", is: "\"ab\""),
      CallCase(.concat, "\"a\"@en", "\"b\"", "\"c\"@en", is: "\"abc\""),
      CallCase(.concat, "\"a\"", "\"b\"@en", is: "\"ab\""),
      CallCase(.concat, "\"a\"", "1", is: "error"),
      CallCase(.concat, "<http://a>", is: "error"),
      CallCase(.langMatches, "\"en-GB\"", "\"EN\"", is: "true"),
      CallCase(.langMatches, "\"en\"", "\"en-GB\"", is: "false"),
      CallCase(.langMatches, "\"\"", "\"*\"", is: "false"),
      CallCase(.langMatches, "\"de-latn-de\"", "\"de-de\"", is: "false"),
      CallCase(.langMatches, "\"fr\"", "\"*\"", is: "true"),
      CallCase(.langMatches, "\"fr\"@en", "\"*\"", is: "error"),
      CallCase(.langMatches, "1", "\"*\"", is: "error"),
    ])
  func others(_ test: CallCase) { #expect(test.result == test.expected) }

  @Test("a search finds the first place, whatever the text")
  func byteSearch() {
    var random = testRandom()
    var wrong: [String] = []
    for _ in 0..<2_000 {
      // Few letters, so that there are many near misses.
      let text = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        Bool.random(using: &random) ? "a" : "b"
      }.joined()
      let part = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        Bool.random(using: &random) ? "a" : "b"
      }.joined()
      let expected = (0...text.utf8.count).first {
        Array(text.utf8)[$0...].starts(with: part.utf8)
      }
      if text.firstOffset(of: part) != expected { wrong.append("\(part) in \(text)") }
    }
    #expect(wrong.isEmpty)
  }

  @Test("a search in crafted text takes time in proportion to its length")
  func craftedSearch() {
    let text = String(repeating: "a", count: 1_000_000)
    let part = String(repeating: "a", count: 200_000) + "b"
    let clock = ContinuousClock()
    let duration = clock.measure { #expect(text.firstOffset(of: part) == nil) }
    // The product of both lengths would take a minute.
    #expect(duration < .seconds(5))
    #expect((text + "b").firstOffset(of: part) == 800_000)
  }
}
