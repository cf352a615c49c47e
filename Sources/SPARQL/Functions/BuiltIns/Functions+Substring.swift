// SUBSTR, which is fn:substring: code points whose position p, from one, is
//
//     round(start) <= p < round(start) + round(length)
//
// in doubles, halves going up; so a NaN selects nothing, and a length may be infinite.

import RDF

extension Functions {
  static func substring(_ arguments: [ExpressionValue]) -> ExpressionValue? {
    guard let source = StringArgument(arguments[0]),
      let start = arguments[1].xsdValue?.asDouble?.roundedHalfUp
    else { return nil }
    var end = Double.infinity
    if arguments.count == 3 {
      guard let length = arguments[2].xsdValue?.asDouble?.roundedHalfUp else { return nil }
      end = start + length
    }
    return source.with(substring(of: source.text, from: start, to: end))
  }

  /// The code points at positions from `start` on and below `end`, both whole or no finite numbers.
  private static func substring(of text: String, from start: Double, to end: Double) -> String {
    // False also where one is NaN.
    guard start < end, end > 1, start <= Double(text.utf8.count) else { return "" }
    let first = start > 1 ? Int(start) - 1 : 0
    return text.withUTF8Bytes { bytes in
      let from = UTF8Text.offset(ofCodePoint: first, in: bytes)
      // Beyond the number of bytes lie no code points, so the conversion below is in range.
      guard end <= Double(bytes.count) else { return UTF8Text.string(bytes[from...]) }
      let count = Int(end) - 1 - first
      let rest = UTF8Bytes(rebasing: bytes[from...])
      return UTF8Text.string(rest[..<UTF8Text.offset(ofCodePoint: count, in: rest)])
    }
  }
}
