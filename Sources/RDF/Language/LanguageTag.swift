// Language tags: the form that RDF syntaxes accept, and the matching of `langMatches`.
//
// The grammars of Turtle and N-Triples take `[a-zA-Z]+ ('-' [a-zA-Z0-9]+)*`, which is wider than BCP 47
// (subtags of any length, no registry). That is the rule here too, so that what one syntax reads every
// other can write.

/// Rules about language tags; tags themselves are kept as plain text, exactly as written.
public enum LanguageTag {
  /// Whether `bytes` are a tag by the LANGTAG production of Turtle, without the `@`.
  public static func isWellFormed(utf8 bytes: Span<UInt8>) -> Bool {
    var subtagLength = 0
    var isFirst = true
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == ASCII.minus {
        if subtagLength == 0 { return false }
        subtagLength = 0
        isFirst = false
      } else if ASCII.isLetter(byte) || (!isFirst && ASCII.isDigit(byte)) {
        subtagLength += 1
      } else {
        return false
      }
    }
    return subtagLength > 0
  }

  /// Whether the UTF-8 bytes in `bytes` are a tag by the LANGTAG production of Turtle.
  public static func isWellFormed(utf8 bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    isWellFormed(utf8: bytes.span)
  }

  /// Whether `tag` is a tag by the LANGTAG production of Turtle, without the `@`.
  public static func isWellFormed(_ tag: String) -> Bool {
    tag.withUTF8Span { isWellFormed(utf8: $0) }
  }

  /// Whether `tag` matches a basic language range: SPARQL's `langMatches`.
  ///
  /// Basic filtering of RFC 4647 section 3.3.1: the range is the tag or a prefix of it that ends at a
  /// hyphen, without regard to case of ASCII letters; `*` matches every tag but the empty one.
  public static func matches(_ tag: String, range: String) -> Bool {
    if tag.isEmpty || range.isEmpty { return false }
    return tag.withUTF8Span { tagBytes in
      range.withUTF8Span { rangeBytes in matches(tagBytes, rangeBytes) }
    }
  }

  private static func matches(_ tag: Span<UInt8>, _ range: Span<UInt8>) -> Bool {
    if range.count == 1, range[0] == UInt8(ascii: "*") { return true }
    guard tag.count >= range.count else { return false }
    for index in 0..<range.count
    where ASCII.lowercased(tag[index]) != ASCII.lowercased(range[index]) { return false }
    return tag.count == range.count || tag[range.count] == ASCII.minus
  }
}
