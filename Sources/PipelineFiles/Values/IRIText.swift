// IRIs in pipeline files: written out (`http://example.org/g`), in angle brackets (`<urn:x:g>`), or
// with a prefix of the file's `prefixes` (`ex:museum`). What stands before the first colon is looked
// up among the prefixes unless `//` follows it; a name that is not a prefix must be a scheme that is
// in use, so that a misspelt prefix is an error and not a new IRI.

import RDF

enum IRIText {
  /// Schemes that are taken without `//` and without angle brackets.
  private static let opaqueSchemes: Set<String> = [
    "urn", "tag", "mailto", "info", "did", "geo", "tel", "file", "data", "doi", "uuid", "ni",
  ]

  /// The IRI that `text` stands for.
  static func resolve(_ text: String, prefixes: [String: IRI]) throws(ValueTextError) -> IRI {
    if text.hasPrefix("<") {
      guard text.hasSuffix(">") else {
        throw ValueTextError("is not an IRI", hint: "it opens with `<` and lacks `>`")
      }
      return try absolute(String(text.dropFirst().dropLast()))
    }
    guard let colon = text.firstIndex(of: ":") else {
      throw ValueTextError(
        "is not an IRI", hint: "write http://..., or prefix:name with a prefix of `prefixes`")
    }
    let head = String(text[..<colon])
    let rest = text[text.index(after: colon)...]
    if rest.hasPrefix("//") { return try absolute(text) }
    if let namespace = prefixes[head] { return try absolute(namespace.string + rest) }
    if opaqueSchemes.contains(head.lowercased()) { return try absolute(text) }
    let close = Suggestion.closest(to: head, among: prefixes.keys)
    throw ValueTextError(
      "has the undefined prefix `\(head)`",
      hint: close.map { "did you mean `\($0):`?" }
        ?? "add it to `prefixes`, or write an IRI in angle brackets")
  }

  /// The IRI `text`, where it has a scheme and only characters that an IRI may have (RFC 3987).
  static func absolute(_ text: String) throws(ValueTextError) -> IRI {
    guard let colon = text.firstIndex(of: ":"), isScheme(text[..<colon]) else {
      throw ValueTextError(
        "is not an absolute IRI", hint: "it must begin with a scheme, such as http://")
    }
    for scalar in text.unicodeScalars where !mayStandInIRI(scalar) {
      let shown = scalar.value > 0x20 && scalar.value < 0x7F ? "`\(scalar)`" : codePoint(scalar)
      throw ValueTextError(
        "is not an IRI: it holds \(shown)", hint: "write it percent-encoded")
    }
    return IRI(text)
  }

  /// Whether a name may stand before the colon of a prefixed name: letters, digits, `_`, `-`, `.`,
  /// a letter first, no `.` last; or nothing at all.
  static func isPrefixName(_ text: String) -> Bool {
    guard let first = text.first else { return true }
    return first.isLetter && text.last != "."
      && text.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
  }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.first, first.isASCII, first.isLetter else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
  }

  private static func mayStandInIRI(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{0}"..."\u{20}", "\u{7F}"..."\u{9F}", "<", ">", "\"", "{", "}", "|", "^", "`", "\\":
      false
    default: true
    }
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
