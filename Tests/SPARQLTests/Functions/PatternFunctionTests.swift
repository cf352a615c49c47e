import RDF
import Testing

@testable import SPARQL

@Suite("REGEX and REPLACE")
struct PatternFunctionTests {
  @Test(
    "REGEX",
    arguments: [
      CallCase(.regex, "\"abc\"", "\"b\"", is: "true"),
      CallCase(.regex, "\"abc\"@en", "\"B\"", "\"i\"", is: "true"),
      CallCase(.regex, "\"abc\"", "\"x\"", is: "false"),
      CallCase(.regex, "<http://b>", "\"b\"", is: "error"),
      CallCase(.regex, "1", "\"1\"", is: "error"),
      CallCase(.regex, "\"abc\"", "\"b\"@en", is: "error"),
      CallCase(.regex, "\"abc\"", "1", is: "error"),
      CallCase(.regex, "\"abc\"", "\"b\"", "\"g\"", is: "error"),
      CallCase(.regex, "\"abc\"", "\"b\"", "\"i\"@en", is: "error"),
      CallCase(.regex, "\"abc\"", "\"(\"", is: "error"),
      CallCase(.regex, "\"abc\"", "\"b\"", "\"\"", is: "true"),
    ])
  func regex(_ test: CallCase) { #expect(test.result == test.expected) }

  @Test(
    "REPLACE",
    arguments: [
      CallCase(.replace, "\"abcd\"", "\"b\"", "\"Z\"", is: "\"aZcd\""),
      CallCase(.replace, "\"abab\"", "\"B\"", "\"Z\"", "\"i\"", is: "\"aZaZ\""),
      CallCase(.replace, "\"abab\"", "\"B.\"", "\"Z\"", "\"i\"", is: "\"aZb\""),
      CallCase(.replace, "\"banana\"", "\"ana\"", "\"*\"", is: "\"b*na\""),
      CallCase(.replace, "\"abcd\"", "\"(ab)|(a)\"", "\"[1=$1][2=$2]\"", is: "\"[1=ab][2=]cd\""),
      CallCase(.replace, "\"日本語\"@ja", "\"[^a-z0-9]\"", "\"-\"", is: "\"---\"@ja"),
      CallCase(.replace, "\"abracadabra\"", "\"bra\"", "\"*\"", is: "\"a*cada*\""),
      CallCase(.replace, "\"abracadabra\"", "\"a.*a\"", "\"*\"", is: "\"*\""),
      CallCase(.replace, "\"abracadabra\"", "\"a.*?a\"", "\"*\"", is: "\"*c*bra\""),
      CallCase(.replace, "\"abracadabra\"", "\"a\"", "\"\"", is: "\"brcdbr\""),
      CallCase(.replace, "\"abracadabra\"", "\"a(.)\"", "\"a$1$1\"", is: "\"abbraccaddabbra\""),
      CallCase(.replace, "\"darted\"", "\"^(.*?)d(.*)$\"", "\"$1c$2\"", is: "\"carted\""),
      CallCase(.replace, "\"AAAA\"", "\"A+\"", "\"b\"", is: "\"b\""),
      CallCase(.replace, "\"AAAA\"", "\"A+?\"", "\"b\"", is: "\"bbbb\""),
      CallCase(.replace, "\"abc\"", "\"b\"", "\"[$0]\"", is: "\"a[b]c\""),
      CallCase(.replace, "\"abc\"", "\"b\"", "\"\\$\\\\\"", is: "\"a$\\c\""),
      CallCase(.replace, "\"abc\"", "\"(b)\"", "\"$12\"", is: "\"ab2c\""),
      CallCase(.replace, "\"abc\"", "\"(b)\"", "\"$2\"", is: "\"ac\""),
      CallCase(.replace, "\"abc\"", "\"b\"", "\"$1\"", is: "\"ac\""),
      CallCase(.replace, "\"a.c\"", "\".\"", "\"$0\\n\"", "\"q\"", is: "\"a$0\\nc\""),
      CallCase(.replace, "\"abc\"", "\"(?=b)\"", "\"-\"", is: "\"a-bc\""),
      CallCase(.replace, "\"éb\"", "\"(?=b)|(?=é)\"", "\"-\"", is: "\"-é-b\""),
      CallCase(.replace, "\"abc\"", "\"x\"", "\"-\"", is: "\"abc\""),
      CallCase(.replace, "\"\"", "\"x\"", "\"-\"", is: "\"\""),
      // Errors of fn:replace
      CallCase(.replace, "\"abc\"", "\"x*\"", "\"-\"", is: "error"),
      CallCase(.replace, "\"abc\"", "\"\"", "\"-\"", is: "error"),
      CallCase(.replace, "\"abc\"", "\"^\"", "\"-\"", is: "error"),
      CallCase(.replace, "\"abc\"", "\"b\"", "\"$\"", is: "error"),
      CallCase(.replace, "\"abc\"", "\"b\"", "\"$x\"", is: "error"),
      CallCase(.replace, "\"abc\"", "\"b\"", "\"\\\"", is: "error"),
      CallCase(.replace, "\"abc\"", "\"b\"", "\"\\n\"", is: "error"),
      CallCase(.replace, "\"abc\"", "\"(\"", "\"-\"", is: "error"),
      CallCase(.replace, "1", "\"1\"", "\"2\"", is: "error"),
      CallCase(.replace, "\"a\"", "\"a\"", "\"b\"@en", is: "error"),
      CallCase(.replace, "\"a\"", "\"a\"@en", "\"b\"", is: "error"),
      CallCase(.replace, "\"a\"", "\"a\"", "\"b\"", "\"k\"", is: "error"),
    ])
  func replace(_ test: CallCase) { #expect(test.result == test.expected) }

  @Test("replacements that alternate are each read as they are")
  func alternating() throws {
    let expression = try #require(RegularExpression("(b)"))
    for _ in 0..<3 {
      #expect(expression.replacing(in: "abc", with: "[$1]") == "a[b]c")
      #expect(expression.replacing(in: "abc", with: "-") == "a-c")
      #expect(expression.replacing(in: "abc", with: "$") == nil)
    }
  }

  @Test("a context keeps patterns, the wrong ones too, and not without limit")
  func cache() throws {
    let context = testContext()
    let first = try #require(context.regularExpression("a+"))
    #expect(context.regularExpression("a+") === first)
    #expect(context.regularExpression("a+", flags: "i") !== first)
    #expect(context.regularExpression("(") == nil)
    #expect(context.regularExpression("(") == nil)
    #expect(context.regularExpression("a+") === first)
    var cache = RegularExpressionCache()
    for number in 0..<1_000 { _ = cache.expression("a\(number)", flags: "") }
    #expect(cache.count <= RegularExpressionCache.capacity)
    // Patterns that are one text to the eye are two by code points.
    #expect(cache.expression("^\u{E9}$", flags: "")?.matches("\u{E9}") == true)
    #expect(cache.expression("^e\u{301}$", flags: "")?.matches("\u{E9}") == false)
  }
}
