// xsd:double and xsd:float: the lexical rules of XML Schema 1.1 around the machine's numbers.
//
//     (\+|-)? ([0-9]+(\.[0-9]*)? | \.[0-9]+) ([Ee](\+|-)?[0-9]+)?   |   (\+|-)?INF   |   NaN
//
// A number of few digits and a small power of ten is one exact multiplication or division of two exact
// floating-point numbers, and so correctly rounded; all others go to the standard library, which rounds
// correctly at any length. The canonical form takes the shortest digits that read back as the same
// number, which the standard library finds.

/// Lexical forms of `xsd:double` and `xsd:float`.
public enum XSDFloatingPoint {
  /// The nearest double of the lexical form in `bytes`, or nil where there is none.
  public static func parseDouble(_ bytes: Span<UInt8>) -> Double? {
    switch FloatingPointForm(bytes) {
    case .invalid: return nil
    case .special(let special): return special.value()
    case .number(let number):
      // 10^15 < 2^53, and 5^22 < 2^53, so 10^22 is exact too.
      if let fast: Double = number.exactProduct(mantissaBelow: 1_000_000_000_000_000, powers: 22) {
        return fast
      }
      return Double(String(copying: bytes))
    }
  }

  /// The nearest float of the lexical form in `bytes`, rounded once, or nil where there is none.
  public static func parseFloat(_ bytes: Span<UInt8>) -> Float? {
    switch FloatingPointForm(bytes) {
    case .invalid: return nil
    case .special(let special): return special.value()
    case .number(let number):
      // 10^7 < 2^24, and 5^10 < 2^24, so 10^10 is exact.
      if let fast: Float = number.exactProduct(mantissaBelow: 10_000_000, powers: 10) {
        return fast
      }
      return Float(String(copying: bytes))
    }
  }

  /// The double of `text`, or nil where it is not in the lexical space.
  public static func parseDouble(_ text: String) -> Double? {
    text.withUTF8Span { parseDouble($0) }
  }

  /// The float of `text`, or nil where it is not in the lexical space.
  public static func parseFloat(_ text: String) -> Float? {
    text.withUTF8Span { parseFloat($0) }
  }

  /// The canonical form: `1.5E0`, `-0.0E0`, `INF`, `-INF`, `NaN`.
  public static func canonicalForm(_ value: Double) -> String {
    var output: [UInt8] = []
    appendCanonicalForm(value, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// The canonical form: `1.5E0`, `-0.0E0`, `INF`, `-INF`, `NaN`.
  public static func canonicalForm(_ value: Float) -> String {
    var output: [UInt8] = []
    appendCanonicalForm(value, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends the canonical form to `output`.
  public static func appendCanonicalForm(_ value: Double, to output: inout [UInt8]) {
    append(value, shortest: value.magnitude.description, to: &output)
  }

  /// Appends the canonical form to `output`.
  public static func appendCanonicalForm(_ value: Float, to output: inout [UInt8]) {
    append(value, shortest: value.magnitude.description, to: &output)
  }

  private static func append<Value: BinaryFloatingPoint>(
    _ value: Value, shortest: String, to output: inout [UInt8]
  ) {
    if value.isNaN { return output.append(text: "NaN") }
    if value.sign == .minus { output.append(ASCII.minus) }
    if value.isInfinite { return output.append(text: "INF") }
    if value.isZero { return output.append(text: "0.0E0") }
    let (digits, exponent) = shortest.withUTF8Span { significantDigits($0) }
    output.append(digits[0])
    output.append(ASCII.dot)
    if digits.count == 1 { output.append(ASCII.zero) }
    output += digits[1...]
    output.append(ASCII.upperE)
    if exponent < 0 { output.append(ASCII.minus) }
    output.appendDecimal(UInt64(exponent.magnitude))
  }

  /// The digits of a positive number like `120.5` or `1.2e-05` without zeros around them, and the
  /// power of ten of the first.
  private static func significantDigits(_ text: Span<UInt8>) -> (digits: [UInt8], exponent: Int) {
    var digits: [UInt8] = []
    var exponent = 0
    var sawPoint = false
    var index = 0
    while index < text.count, text[index] != ASCII.lowerE {
      if text[index] == ASCII.dot {
        sawPoint = true
      } else {
        let isLeadingZero = digits.isEmpty && text[index] == ASCII.zero
        if !isLeadingZero { digits.append(text[index]) }
        // The first digit stands for the ones, so the exponent is one less than the digits before it.
        if !sawPoint, !isLeadingZero { exponent += 1 }
        if sawPoint, isLeadingZero { exponent -= 1 }
      }
      index += 1
    }
    while digits.last == ASCII.zero { digits.removeLast() }
    let written = index < text.count ? Int(String(copying: text.extracting((index + 1)...))) : nil
    return (digits, exponent - 1 + (written ?? 0))
  }
}
