// Which byte strings an RDF document may use as an IRI.
//
// The grammars of N-Triples and Turtle exclude controls, the space and <>"{}|^`\ from IRIs, and an RDF
// IRI is absolute. More of RFC 3987 is not checked, as RDF 1.1 Concepts section 3.2 leaves it open:
// real dumps hold IRIs with odd escapes and ports, and the standard's own tests accept them.

/// Why a string cannot be an IRI of an RDF term.
public enum IRIProblem: Error, Hashable, Sendable {
  /// There is no scheme, so the reference is relative.
  case noScheme
  /// A byte that no IRI may hold, and where it stands.
  case forbiddenByte(UInt8, offset: Int)
}

extension IRIProblem: CustomStringConvertible {
  /// The message for users.
  public var description: String {
    switch self {
    case .noScheme:
      return "the IRI is relative: it has no scheme such as \"http:\""
    case .forbiddenByte(let byte, let offset):
      let isVisible = byte > ASCII.space && byte < 0x7F
      let shown =
        isVisible ? "\"\(Character(UnicodeScalar(byte)))\"" : "U+00" + hexadecimal(byte)
      return "the IRI holds \(shown) at byte \(offset), which must be percent-encoded"
    }
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}

extension IRI {
  /// What keeps the UTF-8 `bytes` from being an absolute IRI, or nil where nothing does.
  public static func problem(utf8 bytes: Span<UInt8>) -> IRIProblem? {
    if let offset = firstForbiddenByte(in: bytes) {
      return .forbiddenByte(bytes[offset], offset: offset)
    }
    return IRIComponents.schemeEnd(of: bytes) == nil ? .noScheme : nil
  }

  /// What keeps the UTF-8 `bytes` from being an absolute IRI, or nil where nothing does.
  public static func problem(utf8 bytes: UnsafeBufferPointer<UInt8>) -> IRIProblem? {
    problem(utf8: bytes.span)
  }

  /// Makes an IRI of `string` after checking that it is absolute and has no forbidden characters.
  public init(checking string: String) throws(IRIProblem) {
    if let problem = string.withUTF8Span({ Self.problem(utf8: $0) }) { throw problem }
    self.init(string)
  }

  /// Whether the IRI is absolute and has no forbidden characters.
  public var isValid: Bool { string.withUTF8Span { Self.problem(utf8: $0) } == nil }

  /// Where the first byte stands that the IRIREF of Turtle and N-Triples excludes, or nil.
  public static func firstForbiddenByte(in bytes: Span<UInt8>) -> Int? {
    for index in bytes.indices where isForbidden(bytes[index]) { return index }
    return nil
  }

  @inline(__always)
  private static func isForbidden(_ byte: UInt8) -> Bool {
    if byte <= ASCII.space { return true }
    if byte >= 0x80 { return false }
    // A bit a character; `byte & 63` keeps the shift below 64.
    let mask = byte < 64 ? forbiddenBelow64 : forbiddenFrom64
    return (mask &>> UInt64(byte & 63)) & 1 == 1
  }

  private static let forbiddenBelow64: UInt64 = 1 << 0x22 | 1 << 0x3C | 1 << 0x3E  // " < >
  private static let forbiddenFrom64: UInt64 =  // \ ^ ` { | }
    1 << (0x5C - 64) | 1 << (0x5E - 64) | 1 << (0x60 - 64)
    | 1 << (0x7B - 64) | 1 << (0x7C - 64) | 1 << (0x7D - 64)
}
