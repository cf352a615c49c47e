import Testing

@testable import RDF

@Suite("Language tags")
struct LanguageTagTests {
  @Test(
    "well-formed", arguments: ["en", "de-CH", "zh-Hans-CN", "x-1", "EN", "a", "abcdefghijkl-123"])
  func wellFormed(_ tag: String) { #expect(LanguageTag.isWellFormed(tag)) }

  @Test(
    "not well-formed",
    arguments: [
      "", "-", "en-", "-en", "en--us", "1en", "e1", "en_US", "en us", "\u{E9}", "en-\u{E9}",
    ])
  func illFormed(_ tag: String) { #expect(!LanguageTag.isWellFormed(tag)) }

  @Test(
    "tags that match a range",
    arguments: [
      ("en", "en"), ("en-GB", "en"), ("EN-gb", "en-GB"), ("de-DE-1996", "de-de"), ("fr", "*"),
      ("zh-Hant-TW", "zh-hant"),
    ])
  func matching(tag: String, range: String) { #expect(LanguageTag.matches(tag, range: range)) }

  @Test(
    "tags that do not match a range",
    arguments: [
      ("eng", "en"), ("en", "en-GB"), ("de-Deva", "de-de"), ("de-Latn-DE", "de-de"), ("", "*"),
      ("", ""), ("en", ""), ("en", "en-"), ("en", "**"), ("fr-FR", "*-FR"),
    ])
  func notMatching(tag: String, range: String) {
    #expect(!LanguageTag.matches(tag, range: range))
  }
}
