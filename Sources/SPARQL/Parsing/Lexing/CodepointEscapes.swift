// Codepoint escapes, section 19.2: \uXXXX and \UXXXXXXXX stand for a character anywhere in the text.
//
//     SELECT \u003Fx { ... }      is      SELECT ?x { ... }
//
// Outside of strings and IRIs they are replaced before the text is read, so the lexer never sees them
// and they may stand for punctuation. Inside, they stay and are decoded with the token's other escapes:
// there a character can only be content, so "\u0022" is a string of one quote and not an open one. This
// is what RDF's other syntaxes and SPARQL 1.2 do; section 19.2 leaves such a string without a meaning.
//
// What comes of an escape is never part of another. Comments are left alone. An escape that stands for no
// character stays as it is, and the lexer finds a backslash that starts no token.
//
// Cost: nothing for a text without `\u` and `\U`, else one pass and a copy.

/// A replaced escape: where the character stands now, and where the escape stood.
struct ReplacedEscape {
  var start: Int
  var end: Int
  var originalStart: Int
  var originalEnd: Int
}

struct CodepointEscapes {
  private var output: [UInt8] = []
  private var replaced: [ReplacedEscape] = []

  /// The text with its escapes replaced, or nil where there are none to replace.
  static func replace(in bytes: [UInt8]) -> (bytes: [UInt8], escapes: [ReplacedEscape])? {
    guard mayHaveEscapes(bytes) else { return nil }
    var pass = CodepointEscapes()
    pass.run(bytes.span)
    return pass.replaced.isEmpty ? nil : (pass.output, pass.replaced)
  }

  private static func mayHaveEscapes(_ bytes: [UInt8]) -> Bool {
    var previous: UInt8 = 0
    for byte in bytes {
      if previous == UInt8(ascii: "\\"), byte | 0x20 == UInt8(ascii: "u") { return true }
      previous = byte
    }
    return false
  }

  private mutating func run(_ bytes: Span<UInt8>) {
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        // The lexer will refuse an open string, and read nothing after it.
        copy(bytes, &index, to: TextScan.stringEnd(bytes, index)?.end ?? bytes.count)
      case UInt8(ascii: "<"):
        copy(bytes, &index, to: TextScan.iriEnd(bytes, index)?.end ?? index + 1)
      case UInt8(ascii: "#"):
        copy(bytes, &index, to: Self.lineEnd(bytes, index))
      case UInt8(ascii: "\\"):
        if let (scalar, length) = TextScan.escapedScalar(bytes, index) {
          put(scalar, from: index, to: index + length)
          index += length
        } else {
          // The escape of a local name: neither a quote nor a hash after it opens anything.
          copy(bytes, &index, to: min(index + 2, bytes.count))
        }
      default:
        output.append(bytes[index])
        index += 1
      }
    }
  }

  private static func lineEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return index
  }

  private mutating func copy(_ bytes: Span<UInt8>, _ index: inout Int, to end: Int) {
    output.append(span: bytes.extracting(index..<end))
    index = end
  }

  private mutating func put(_ scalar: Unicode.Scalar, from start: Int, to end: Int) {
    let place = output.count
    output.append(scalar)
    replaced.append(
      ReplacedEscape(
        start: place, end: output.count, originalStart: start, originalEnd: end))
  }
}

extension Array where Element == UInt8 {
  /// Appends the bytes of `span`.
  mutating func append(span: Span<UInt8>) {
    span.withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  /// Appends a character as UTF-8.
  mutating func append(_ scalar: Unicode.Scalar) {
    append(contentsOf: String(scalar).utf8)
  }
}
