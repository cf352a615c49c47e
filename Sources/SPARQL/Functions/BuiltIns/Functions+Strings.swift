// Functions on strings (section 17.4.3) but for patterns. All count code points and compare them exactly.

import RDF

extension Functions {
  static func callOnStrings(
    _ function: BuiltIn, _ arguments: [ExpressionValue]
  ) -> ExpressionValue? {
    switch function {
    case .strLen: return StringArgument(arguments[0]).map { .integer($0.text.codePointCount) }
    case .substr: return substring(arguments)
    case .uCase: return StringArgument(arguments[0]).map { $0.with($0.text.uppercased()) }
    case .lCase: return StringArgument(arguments[0]).map { $0.with($0.text.lowercased()) }
    case .strStarts:
      return compare(arguments) { $0.startsExactly(with: $1) }
    case .strEnds:
      return compare(arguments) { $0.endsExactly(with: $1) }
    case .contains:
      return compare(arguments) { $0.firstOffset(of: $1) != nil }
    case .strBefore: return around(arguments) { bytes, match in bytes[..<match.lowerBound] }
    case .strAfter: return around(arguments) { bytes, match in bytes[match.upperBound...] }
    case .encodeForURI: return StringArgument(arguments[0]).map { .string(encoded($0.text)) }
    case .concat: return concatenation(arguments)
    case .langMatches:
      guard let tag = StringArgument.simple(arguments[0]),
        let range = StringArgument.simple(arguments[1])
      else { return nil }
      return .boolean(LanguageTag.matches(tag, range: range))
    default: return nil
    }
  }

  private static func compare(
    _ arguments: [ExpressionValue], _ test: (String, String) -> Bool
  ) -> ExpressionValue? {
    guard let (text, other) = StringArgument.compatible(arguments) else { return nil }
    return .boolean(test(text.text, other.text))
  }

  /// The part before or after the first match, with the text's language; where there is no match the
  /// empty string, without one.
  private static func around(
    _ arguments: [ExpressionValue],
    _ part: (UTF8Bytes, Range<Int>) -> UTF8Bytes.SubSequence
  ) -> ExpressionValue? {
    guard let (text, other) = StringArgument.compatible(arguments) else { return nil }
    guard let start = text.text.firstOffset(of: other.text) else { return .string("") }
    let match = start..<(start + other.text.utf8.count)
    return text.with(text.text.withUTF8Bytes { UTF8Text.string(part($0, match)) })
  }

  /// The language of all where it is the same, else none.
  private static func concatenation(_ arguments: [ExpressionValue]) -> ExpressionValue? {
    guard let first = arguments.first else { return .string("") }
    guard let head = StringArgument(first) else { return nil }
    var text = head.text
    var language = head.language
    for argument in arguments.dropFirst() {
      guard let next = StringArgument(argument) else { return nil }
      text += next.text
      let isSame = language.flatMap { own in next.language.map { LanguageTag.areEqual(own, $0) } }
      if isSame != true { language = nil }
    }
    guard let language else { return .string(text) }
    return .term(.literal(Literal(text, language: language)))
  }

  /// All but the unreserved characters of RFC 3986 as percent escapes of their UTF-8 bytes.
  private static func encoded(_ text: String) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "~"):
        output.append(byte)
      default:
        output.append(UInt8(ascii: "%"))
        output.append(Hexadecimal.upper[Int(byte >> 4)])
        output.append(Hexadecimal.upper[Int(byte & 15)])
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
