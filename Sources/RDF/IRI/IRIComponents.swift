// The five components of an IRI reference, RFC 3986 appendix B and RFC 3987.
//
//     http://example.org:80/a/b?x=1#top
//     scheme  authority     path query fragment
//
// Any byte string splits into components; nothing is checked here but the characters of the scheme,
// because without them "a b:c" would have one. Components are ranges of the UTF-8 bytes, so splitting
// costs one pass and no memory.

/// Where the components of an IRI reference stand in its UTF-8 bytes.
public struct IRIComponents: Hashable, Sendable {
  /// The scheme without its colon, or nil for a relative reference.
  public let scheme: Range<Int>?
  /// The authority without its two slashes, or nil; may be empty, as in `file:///etc`.
  public let authority: Range<Int>?
  /// The path; may be empty.
  public let path: Range<Int>
  /// The query without its question mark, or nil; may be empty.
  public let query: Range<Int>?
  /// The fragment without its hash, or nil; may be empty.
  public let fragment: Range<Int>?

  /// Splits `bytes`; never fails, and costs one pass.
  public init(utf8 bytes: Span<UInt8>) {
    var position = 0
    if let colon = Self.schemeEnd(of: bytes) {
      scheme = 0..<colon
      position = colon + 1
    } else {
      scheme = nil
    }
    let count = bytes.count
    if position + 1 < count, bytes[position] == ASCII.slash, bytes[position + 1] == ASCII.slash {
      let start = position + 2
      position = Self.skip(bytes, from: start) {
        $0 != ASCII.slash && $0 != ASCII.question && $0 != ASCII.hash
      }
      authority = start..<position
    } else {
      authority = nil
    }
    let pathEnd = Self.skip(bytes, from: position) { $0 != ASCII.question && $0 != ASCII.hash }
    path = position..<pathEnd
    position = pathEnd
    if position < count, bytes[position] == ASCII.question {
      let queryEnd = Self.skip(bytes, from: position + 1) { $0 != ASCII.hash }
      query = (position + 1)..<queryEnd
      position = queryEnd
    } else {
      query = nil
    }
    fragment = position < count ? (position + 1)..<count : nil
  }

  /// Splits the UTF-8 bytes in `bytes`.
  public init(utf8 bytes: UnsafeBufferPointer<UInt8>) { self.init(utf8: bytes.span) }

  /// Where the colon after a well-formed scheme stands, or nil where the reference is relative.
  package static func schemeEnd(of bytes: Span<UInt8>) -> Int? {
    guard !bytes.isEmpty, ASCII.isLetter(bytes[0]) else { return nil }
    let end = skip(bytes, from: 1) {
      ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.plus || $0 == ASCII.minus
        || $0 == ASCII.dot
    }
    return end < bytes.count && bytes[end] == ASCII.colon ? end : nil
  }

  @inline(__always)
  private static func skip(
    _ bytes: Span<UInt8>, from start: Int, while holds: (UInt8) -> Bool
  ) -> Int {
    var position = start
    while position < bytes.count, holds(bytes[position]) { position += 1 }
    return position
  }
}
