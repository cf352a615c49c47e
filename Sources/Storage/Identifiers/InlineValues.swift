// Canonical lexical forms to inline ids and back.
//
// Encoding runs once for each distinct literal of a chunk while loading, on raw bytes; it never
// allocates. Each encoder accepts exactly the forms that its decoder prints, which is what makes an
// inline id give back its literal byte for byte. Anything else returns nil and goes to the dictionary.

/// Encodes and decodes the inline kinds of ``TermID``.
package enum InlineValue {
  package typealias Bytes = UnsafeBufferPointer<UInt8>

  static let bias: Int64 = 1 << 59
  static let decimalDigits = 6
  /// Time zone field of dateTime and date: 0 is "none", else the offset in minutes plus 841.
  package static let zoneBits: UInt64 = 11
  static let zoneBias: Int64 = 841

  // MARK: integer

  /// `-?[1-9][0-9]*` or `0`, within ±2^59.
  package static func integer(_ text: Bytes) -> TermID? {
    canonicalDigits(text, maximum: 18).flatMap { integer($0) }
  }

  /// The id of a value, within ±2^59.
  package static func integer(_ value: Int64) -> TermID? {
    guard value >= -bias, value < bias else { return nil }
    return TermID(kind: .integer, payload: UInt64(bitPattern: value &+ bias))
  }

  /// The integer of an inline id.
  package static func integerValue(_ id: TermID) -> Int64 {
    Int64(bitPattern: id.payload) - bias
  }

  /// The value of a canonical integer of at most `maximum` digits.
  private static func canonicalDigits(_ text: Bytes, maximum: Int) -> Int64? {
    var index = 0
    let negative = text.count > 1 && text[0] == UInt8(ascii: "-")
    if negative { index = 1 }
    let digits = text.count - index
    guard digits >= 1, digits <= maximum else { return nil }
    if text[index] == UInt8(ascii: "0") { return digits == 1 && !negative ? 0 : nil }
    var value: Int64 = 0
    while index < text.count {
      let digit = text[index] &- 48
      guard digit < 10 else { return nil }
      // At most 18 digits: no overflow.
      value = value &* 10 &+ Int64(digit)
      index += 1
    }
    return negative ? -value : value
  }

  // MARK: decimal

  /// `-?(0|[1-9][0-9]*)\.[0-9]{1,6}` without a trailing zero (but `.0`) and without `-0.0`.
  package static func decimal(_ text: Bytes) -> TermID? {
    guard let point = text.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    let fraction = text.count - point - 1
    guard fraction >= 1, fraction <= decimalDigits, text.count <= 20 else { return nil }
    if fraction > 1 && text[text.count - 1] == UInt8(ascii: "0") { return nil }
    let negative = text[0] == UInt8(ascii: "-")
    let start = negative ? 1 : 0
    guard point > start else { return nil }
    if text[start] == UInt8(ascii: "0") && point > start + 1 { return nil }
    var value: Int64 = 0
    for index in start..<text.count where index != point {
      let digit = text[index] &- 48
      guard digit < 10 else { return nil }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow, scaled <= Int64.max - 9 else { return nil }
      value = scaled + Int64(digit)
    }
    for _ in fraction..<decimalDigits {
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = scaled
    }
    if negative {
      guard value != 0 else { return nil }
      value = -value
    }
    guard value >= -bias, value < bias else { return nil }
    return TermID(kind: .decimal, payload: UInt64(bitPattern: value &+ bias))
  }

  /// The decimal of an inline id, times 10^6.
  package static func decimalMillionths(_ id: TermID) -> Int64 {
    Int64(bitPattern: id.payload) - bias
  }

  // MARK: boolean and short strings

  /// `true` or `false`; `1` and `0` are other lexical forms.
  package static func boolean(_ text: Bytes) -> TermID? {
    if text.elementsEqual("true".utf8) { return TermID(kind: .boolean, payload: 1) }
    if text.elementsEqual("false".utf8) { return TermID(kind: .boolean, payload: 0) }
    return nil
  }

  /// Longest string that is inlined, in bytes.
  package static let shortStringBytes = 7

  /// A string of at most seven bytes: the bytes from the top, the length in the low four bits.
  package static func shortString(_ text: Bytes) -> TermID? {
    guard text.count <= shortStringBytes else { return nil }
    var payload: UInt64 = 0
    for (index, byte) in text.enumerated() { payload |= UInt64(byte) << UInt64(52 - 8 * index) }
    return TermID(kind: .shortString, payload: payload | UInt64(text.count))
  }
}
