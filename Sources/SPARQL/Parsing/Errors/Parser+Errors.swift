// What the parser says where the text is wrong.

import RDF

extension Parser {
  /// The error that `message` is wrong at `offset`.
  func failure(_ message: String, at offset: Int) -> SyntaxFailure {
    SyntaxFailure(text.failure(message, at: offset))
  }

  /// The error that `expected`, in words, should stand where the next token is.
  ///
  /// The keywords and names are those that could stand there too: one of them may be misspelt.
  func unexpected(
    _ expected: String, among keywords: [Keyword] = [], names: [String] = []
  ) -> SyntaxFailure {
    if let problem = lexicalProblem() { return problem }
    var message = "expected \(expected), found \(found)"
    if token.kind == .word,
      let close = Suggestion.closest(
        to: text.slice(token.start, token.end), among: keywords.map(\.rawValue) + names),
      token.keyword?.rawValue != close
    {
      message += "; did you mean \(close)?"
    }
    // Where something is missing at the end, the last line that holds something is the one to show.
    return failure(message, at: token.kind == .end ? previousEnd : token.start)
  }

  /// The next token as an error shows it.
  var found: String {
    switch token.kind {
    case .end: "the end of the text"
    case .string: "a string"
    case .iri: Self.shortened(text.slice(token.start, token.end))
    default: "\"\(Self.shortened(text.slice(token.start, token.end)))\""
    }
  }

  private static func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return scalars.count <= 60 ? text : String(scalars.prefix(59)) + "…"
  }

  /// What is wrong with the next token itself, or nil where it is sound.
  private func lexicalProblem() -> SyntaxFailure? {
    let source = text.bytes
    let bytes = source.span
    switch token.kind {
    case .unclosedString:
      return unclosedString(bytes)
    case .less:
      return brokenIRI(bytes)
    case .unknown:
      return unknownCharacter(bytes)
    default:
      return nil
    }
  }

  private func unclosedString(_ bytes: Span<UInt8>) -> SyntaxFailure {
    let quote = bytes[token.start] == UInt8(ascii: "'") ? "'" : "\""
    let triple = quote + quote + quote
    let isLong = bytes.byte(token.start + 1) == bytes[token.start]
    return failure(
      isLong
        ? "the string that starts here has no \(triple) at its end"
        : "the string that starts here has no \(quote) at the end of its line; "
          + "one of several lines stands between \(triple)",
      at: token.start)
  }

  /// An IRI that is none because of one of its characters; nil where `<` may well be an operator.
  private func brokenIRI(_ bytes: Span<UInt8>) -> SyntaxFailure? {
    let start = token.start + 1
    let first = bytes.byte(start)
    guard ByteClass.isLetter(first) || first == UInt8(ascii: "/") || first == UInt8(ascii: "#")
    else { return nil }
    let unclosed = "the IRI that starts here has no \">\" at its end"
    guard let length = IRI.firstForbiddenByte(in: bytes.extracting(start...)) else {
      return failure(unclosed, at: token.start)
    }
    let place = start + length
    let byte = bytes[place]
    if byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "<") {
      return failure(unclosed, at: token.start)
    }
    if byte == UInt8(ascii: "\\") { return escapeProblem(at: place, in: bytes, of: "an IRI") }
    return failure("\(Self.inIRI(byte)) cannot stand in an IRI; percent-encode it", at: place)
  }

  /// A byte that no IRI holds, as an error shows it.
  static func inIRI(_ byte: UInt8) -> String {
    switch byte {
    case 0x20: "a space"
    case 0x21...0x7E: "\"\(Unicode.Scalar(byte))\""
    default:
      "the control character U+00" + (byte < 16 ? "0" : "")
        + String(byte, radix: 16, uppercase: true)
    }
  }

  private func unknownCharacter(_ bytes: Span<UInt8>) -> SyntaxFailure {
    switch bytes[token.start] {
    case UInt8(ascii: "\\"):
      return escapeProblem(at: token.start, in: bytes, of: "a name")
    case UInt8(ascii: "_"):
      return failure("a blank node is written _: and a label, such as _:b1", at: token.start)
    case UInt8(ascii: "@"):
      return failure(
        "a language tag is letters after the @, such as @en or @pt-BR", at: token.start)
    case UInt8(ascii: "$"):
      return failure("a variable is written with a name, such as $x", at: token.start)
    case UInt8(ascii: "&"):
      return failure("\"and\" is written &&", at: token.start)
    default:
      return failure("unexpected character \(found)", at: token.start)
    }
  }

  /// Why the backslash at `offset` is no escape in `container`.
  func escapeProblem(
    at offset: Int, in bytes: Span<UInt8>, of container: String
  ) -> SyntaxFailure {
    let letter = bytes.byte(offset + 1)
    guard letter == UInt8(ascii: "u") || letter == UInt8(ascii: "U") else {
      let hint = container == "a string" ? "; write \\\\ for a backslash" : ""
      let shown =
        offset + 1 < bytes.count ? text.slice(offset, offset + 1) + escaped(at: offset + 1) : "\\"
      return failure("\(shown) is no escape of \(container)\(hint)", at: offset)
    }
    guard let length = TextScan.escapeLength(bytes, offset) else {
      let digits = letter == UInt8(ascii: "u") ? "four" : "eight"
      return failure(
        "\\\(Unicode.Scalar(letter)) needs \(digits) hexadecimal digits after it", at: offset)
    }
    let shown = text.slice(offset, offset + length)
    guard TextScan.escapedScalar(bytes, offset) == nil else {
      return failure("\(shown) cannot stand in \(container)", at: offset)
    }
    return failure(
      "\(shown) stands for no character: "
        + (letter == UInt8(ascii: "u") || shown.hasPrefix("\\U0000")
          ? "half of a UTF-16 pair; write the character as \\U and eight digits"
          : "the last one is \\U0010FFFF"),
      at: offset)
  }

  private func escaped(at offset: Int) -> String {
    let source = text.bytes
    let bytes = source.span
    return text.slice(offset, offset + bytes.scalar(at: offset).length)
  }
}
