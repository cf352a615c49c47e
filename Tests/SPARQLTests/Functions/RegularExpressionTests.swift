import RDF
import Testing

@testable import SPARQL

/// A pattern, its flags, a text, and whether it matches; nil is an error.
struct PatternCase: Sendable, CustomTestStringConvertible {
  let pattern: String
  let flags: String
  let text: String
  let expected: Bool?

  init(_ pattern: String, _ flags: String, _ text: String, _ expected: Bool?) {
    self.pattern = pattern
    self.flags = flags
    self.text = text
    self.expected = expected
  }

  var testDescription: String { "/\(pattern)/\(flags) on \(text.debugDescription)" }
}

@Suite("regular expressions")
struct RegularExpressionTests {
  @Test(
    "matching, as XPath has it",
    arguments: [
      // Plain, anchors, dots, flags
      PatternCase("GHI", "", "ABCdefGHIjkl", true),
      PatternCase("DeFghI", "i", "ABCdefGHIjkl", true),
      PatternCase("ghi", "", "ABCdefGHIjkl", false), PatternCase("", "", "", true),
      PatternCase("", "", "a", true), PatternCase("a", "", "", false),
      PatternCase("^b$", "", "b", true), PatternCase("^b$", "", "a\nb\nc", false),
      PatternCase("^b$", "m", "a\nb\nc", true), PatternCase("^b$", "", "b\n", false),
      PatternCase("^$", "m", "a\n", false), PatternCase("a.c", "", "a\nc", false),
      PatternCase("a.c", "s", "a\nc", true), PatternCase("a.c", "", "a\rc", true),
      PatternCase("É", "i", "é", true), PatternCase("ß", "i", "ẞ", true),
      PatternCase("a", "imsxq", "A", true), PatternCase("a", "ii", "A", true),
      PatternCase("a", "g", "a", nil), PatternCase("a", "I", "a", nil),
      PatternCase("a?+*.{}()[]c", "q", "a?+*.{}()[]c", true),
      PatternCase("a?+*.{}()[]C", "iq", "A?+*.{}()[]c", true), PatternCase(".", "q", "a", false),
      PatternCase("\\d", "q", "\\d", true),
      // White space left out
      PatternCase(" a\n\tc ", "x", "ac", true), PatternCase(" a\n\r\t[\\n]c ", "x", "a\nc", true),
      PatternCase("a[ ]c", "x", "a c", true), PatternCase("a c", "x", "a c", false),
      PatternCase("a # b", "x", "a#b", true), PatternCase("a\\ [b]", "x", "a[b]", true),
      PatternCase("[a-z-[a c]] b", "x", "db", true),
      // Quantifiers
      PatternCase("^ab{2}c$", "", "abbc", true), PatternCase("^ab{1,}c$", "", "abbbc", true),
      PatternCase("^ab{1,2}c$", "", "abbbc", false), PatternCase("a{,2}", "", "a", nil),
      PatternCase("a{2,1}", "", "aa", nil), PatternCase("a{x}", "", "a{x}", nil),
      PatternCase("a{", "", "a{", nil), PatternCase("*a", "", "a", nil),
      PatternCase("a**", "", "a", nil),
      PatternCase("a{70000}", "", "a", nil), PatternCase("^a+?b", "", "aab", true),
      PatternCase("a++a", "", "aaa", false),
      // Escapes
      PatternCase("example\\.com", "", "http://example.com/", true),
      PatternCase("example\\.com", "", "exampleXcom", false),
      PatternCase("\\/\\-\\:", "", "/-:", true),
      PatternCase("a\\nb", "", "a\nb", true), PatternCase("\\\\", "", "\\", true),
      PatternCase("\\", "", "\\", nil), PatternCase("\\e", "", "e", nil),
      PatternCase("\\x41", "", "A", nil),
      PatternCase("\\0", "", "0", nil), PatternCase("\\Q.\\E", "", ".", nil),
      PatternCase("\\R", "", "\n", nil),
      PatternCase("\\K", "", "", nil), PatternCase("\\G", "", "", nil),
      PatternCase("\\h", "", " ", nil),
      PatternCase("]", "", "]", true), PatternCase("}", "", "}", true),
      // Sets
      PatternCase("^\\d+$", "", "12٣", true), PatternCase("\\D", "", "12٣", false),
      PatternCase("^\\w+$", "", "é_1", false), PatternCase("^\\w+$", "", "é1+", true),
      PatternCase("\\W", "", "a b", true), PatternCase("^[\\w ]+$", "", "a b", true),
      PatternCase("^\\s+$", "", " \t\n\r", true), PatternCase("\\s", "", "\u{A0}\u{C}", false),
      PatternCase("^\\S+$", "", "\u{A0}a", true), PatternCase("^[\\S]+$", "", "a b", false),
      PatternCase("^[^\\s]+$", "", "ab", true), PatternCase("^\\i\\c*$", "", "_a-b.c1:ü", true),
      PatternCase("^\\i", "", "1a", false), PatternCase("^\\I", "", "1a", true),
      PatternCase("\\C", "", "a b", true),
      PatternCase("^[\\i-[:]][\\c-[:]]*$", "", "a:b", false),
      PatternCase("^[\\i-[:]][\\c-[:]]*$", "", "ab-1", true),
      PatternCase("^\\p{Lu}\\p{Ll}$", "", "Éé", true), PatternCase("\\P{L}", "", "a", false),
      PatternCase("\\p{IsGreek}", "", "α", true),
      PatternCase("\\p{IsGreekandCoptic}", "", "a", false),
      PatternCase("^\\P{IsBasicLatin}$", "", "é", true),
      PatternCase("^[\\p{IsCyrillic}x]+$", "", "жx", true),
      PatternCase("[^\\P{IsCyrillic}]", "", "x", false),
      PatternCase("\\p{IsLatin-1Supplement}", "", "é", true),
      PatternCase("\\p{IsHighSurrogates}", "", "a", false),
      PatternCase("\\p{IsNowhere}", "", "a", nil),
      PatternCase("\\p{Nowhere}", "", "a", nil), PatternCase("\\p", "", "p", nil),
      PatternCase("\\p{}", "", "p", nil),
      PatternCase("\\p{Lu", "", "p", nil), PatternCase("\\p{^Lu}", "", "a", nil),
      // Classes
      PatternCase("a[b\\n]c", "", "a\nc", true), PatternCase("a[^b]c", "", "a\nc", true),
      PatternCase("a[^b]c", "", "abc", false), PatternCase("^[a-c]$", "", "b", true),
      PatternCase("^[ä-ü]$", "", "ö", true), PatternCase("[-a]", "", "-", true),
      PatternCase("[a-]", "", "-", true),
      PatternCase("^[a^]$", "", "^", true), PatternCase("[\\]]", "", "]", true),
      PatternCase("[\\-]", "", "-", true),
      PatternCase("^[+--]$", "", ",", true), PatternCase("^[a\\-c]$", "", "b", false),
      PatternCase("[a-z-[aeiou]]", "", "aei", false),
      PatternCase("[a-z-[aeiou]]+", "", "aeb", true),
      PatternCase("^[a-z-[aeiou]]{2}$", "", "bc", true),
      PatternCase("^[a-z-[m-z-[x]]]+$", "", "ax", true),
      PatternCase("^[a-z-[m-z-[x]]]+$", "", "am", false),
      PatternCase("^[^a-[b]]$", "", "b", false), PatternCase("^[^a-[b]]$", "", "c", true),
      PatternCase("[]", "", "]", nil), PatternCase("[]a]", "", "]", nil),
      PatternCase("[^]", "", "]", nil),
      PatternCase("[a", "", "a", nil), PatternCase("[a[b]]", "", "a", nil),
      PatternCase("[[:alpha:]]", "", "a", nil),
      PatternCase("[c-a]", "", "b", nil), PatternCase("[a-\\d]", "", "a", nil),
      PatternCase("[\\b]", "", "\u{8}", nil),
      PatternCase("[\\1]", "", "1", nil), PatternCase("[a-z-[b]x]", "", "a", nil),
      // Groups
      PatternCase("^(a|b)+$", "", "abba", true), PatternCase("^(a)\\1$", "", "aa", true),
      PatternCase("^(a)\\10$", "", "aa0", true), PatternCase("\\1", "", "a", nil),
      PatternCase("(a)\\2", "", "aa", nil), PatternCase("^(?:(a)|b)\\1$", "", "b", true),
      PatternCase("^(?:ab)+$", "", "abab", true), PatternCase("a(?=b)", "", "ab", true),
      PatternCase("a(?!b)", "", "ab", false), PatternCase("(?<=a)b", "", "ab", true),
      PatternCase("(?<!a)b", "", "ab", false), PatternCase("^(?<first>a)\\1$", "", "aa", true),
      PatternCase("(?i)A", "", "a", true), PatternCase("(?i:A)B", "", "ab", false),
      PatternCase("(?-i:a)", "i", "A", false), PatternCase("\\bab\\b", "", "x ab y", true),
      PatternCase("(", "", "(", nil), PatternCase(")", "", ")", nil),
      PatternCase("(?#a)", "", "", nil),
      PatternCase("(?R)", "", "", nil), PatternCase("(?C1)", "", "", nil),
      PatternCase("(*ACCEPT)", "", "", nil),
      PatternCase("(*UTF)a", "", "a", nil), PatternCase("(?x)a", "", "a", nil),
      PatternCase("(?", "", "", nil),
      PatternCase("(?P<n>a)", "", "a", nil), PatternCase("(?<1a>a)", "", "a", nil),
      PatternCase("(?|a)", "", "a", nil),
      PatternCase("(?(1)a)", "", "a", nil),
    ])
  func matching(_ test: PatternCase) {
    let expression = RegularExpression(test.pattern, flags: test.flags)
    #expect(expression?.matches(test.text) == test.expected)
    let bytes = Array(test.text.utf8)
    #expect(bytes.withUnsafeBufferPointer { expression?.matches($0) } == test.expected)
  }

  @Test("bytes that are no UTF-8 are an error, and no text matches as empty text")
  func bytes() throws {
    let expression = try #require(RegularExpression("a"))
    for bytes: [UInt8] in [[0xFF, 0x61], [0x61, 0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80]] {
      #expect(bytes.withUnsafeBufferPointer { expression.matches($0) } == nil)
    }
    let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    #expect(expression.matches(none) == false)
    #expect(RegularExpression("^$")?.matches(none) == true)
  }

  @Test(
    "patterns that would take for ever end with an error",
    arguments: [
      "^(a+)+$", "^(a|aa)+$", "^(a|a)*$", "^(.*?,){30}P", "^(([a-z])+.)+[A-Z]([a-z])+$",
      "^(a*)*b$", "(x+x+)+y", "^(\\w+\\s?)*$", "^(?:a?){60}a{60}$",
    ])
  func catastrophes(_ pattern: String) throws {
    let expression = try #require(RegularExpression(pattern))
    let clock = ContinuousClock()
    for text in [
      String(repeating: "a", count: 60) + "!", String(repeating: "x", count: 5_000),
      String(repeating: "1,2,3,4,5,6,7,8,9,10,11,12,", count: 40),
    ] {
      let duration = clock.measure { _ = expression.matches(text) }
      #expect(duration < .seconds(10), "\(text.prefix(20))")
    }
  }

  @Test("random patterns never hang")
  func randomPatterns() {
    var random = testRandom()
    let atoms = ["a", "b", ".", "[ab]", "[^a]", "\\w", "(a|b)", "(a*)", "(ab?)", "(?:a|ab)", "\\s"]
    let quantifiers = ["", "*", "+", "?", "{2,5}", "*?", "+?", "{3}"]
    let clock = ContinuousClock()
    var compiled = 0
    let duration = clock.measure {
      for _ in 0..<300 {
        var pattern = ""
        for _ in 0..<Int.random(in: 1...5, using: &random) {
          pattern += atoms.randomElement(using: &random) ?? ""
          pattern += quantifiers.randomElement(using: &random) ?? ""
          if Int.random(in: 0..<3, using: &random) == 0 { pattern = "(\(pattern))+" }
        }
        guard let expression = RegularExpression(pattern + "c") else { continue }
        compiled += 1
        let text = (0..<40).map { _ in Bool.random(using: &random) ? "a" : "b" }.joined()
        _ = expression.matches(text)
        _ = expression.replacing(in: text, with: "$1")
      }
    }
    #expect(compiled > 200)
    #expect(duration < .seconds(120))
  }

  @Test("groups that repeat over long texts find their match")
  func longTexts() throws {
    let text = String(repeating: "ab", count: 100_000)
    #expect(try #require(RegularExpression("^(a|b)*$")).matches(text) == true)
    let groups = try #require(RegularExpression("^(?:(a)|(b))+$"))
    #expect(groups.matches(String(text.prefix(20_000))) == true)
    #expect(groups.replacing(in: String(text.prefix(20_000)), with: "$1$2") == "ab")
    #expect(try #require(RegularExpression("b+c|xyz")).matches(text) == false)
  }

  @Test("classes nested too deeply are refused")
  func depth() {
    let nested =
      String(repeating: "[a-z-", count: 10_000) + "[a]" + String(repeating: "]", count: 10_000)
    #expect(RegularExpression(nested) == nil)
    let groups = String(repeating: "(", count: 5_000) + String(repeating: ")", count: 5_000)
    #expect(RegularExpression(groups) == nil)
  }
}
