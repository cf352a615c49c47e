// Literals: strings of four forms with a tag or a datatype, numbers, and the two booleans.

import RDF

extension Parser {
  /// Whether the next token starts a literal.
  var isAtLiteral: Bool {
    switch token.kind {
    case .string, .integer, .decimal, .double: true
    case .word: token.keyword == .true || token.keyword == .false
    default: false
    }
  }

  /// Reads a literal; the caller has looked that one starts here.
  func literal() throws(SyntaxFailure) -> Literal {
    switch token.kind {
    case .string: return try stringLiteral()
    case .integer: return number(XSD.integer)
    case .decimal: return number(XSD.decimal)
    case .double: return number(XSD.double)
    default:
      let isTrue = isAt(.true)
      advance()
      return Literal(isTrue ? "true" : "false", datatype: XSD.boolean)
    }
  }

  /// A number keeps the form that it was written in.
  private func number(_ datatype: IRI) -> Literal {
    let form = tokenText
    advance()
    return Literal(form, datatype: datatype)
  }

  private func stringLiteral() throws(SyntaxFailure) -> Literal {
    let form = try string()
    if isAt(.languageTag) {
      let tag = tokenText(after: 1)
      advance()
      return Literal(form, language: tag)
    }
    guard accept(.doubleCaret) else { return Literal(form) }
    return Literal(form, datatype: try iri("the IRI of a datatype"))
  }

  /// Reads a string and takes its quotes and escapes away.
  func string() throws(SyntaxFailure) -> String {
    guard isAt(.string) else { throw unexpected("a string") }
    let content = stringContent(token)
    let value =
      token.hasEscapes
      ? try decodedString(content) : text.string(content)
    advance()
    return value
  }

  /// What stands between the quotes of a string.
  private func stringContent(_ string: Token) -> Range<Int> {
    let quote = text.bytes[string.start]
    // A short string with three quotes in front does not exist: the empty one has two.
    let isLong =
      string.end - string.start >= 6 && text.bytes[string.start + 1] == quote
      && text.bytes[string.start + 2] == quote
    let margin = isLong ? 3 : 1
    return (string.start + margin)..<(string.end - margin)
  }

  private func decodedString(_ content: Range<Int>) throws(SyntaxFailure) -> String {
    let source = text.bytes
    let bytes = source.span
    var decoded: [UInt8] = []
    decoded.reserveCapacity(content.count)
    var index = content.lowerBound
    while index < content.upperBound {
      guard bytes[index] == UInt8(ascii: "\\") else {
        decoded.append(bytes[index])
        index += 1
        continue
      }
      if let character = Self.stringEscape(bytes.byte(index + 1)) {
        decoded.append(character)
        index += 2
      } else if let (scalar, length) = TextScan.escapedScalar(bytes, index) {
        decoded.append(scalar)
        index += length
      } else {
        throw escapeProblem(at: index, in: bytes, of: "a string")
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// ECHAR: what a letter after a backslash stands for.
  private static func stringEscape(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): letter
    default: nil
    }
  }
}
