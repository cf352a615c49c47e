// xsd:integer: exact, of any size.
//
// Nearly every integer is a machine word, so that is the fast path: reading one allocates nothing.
// Invariant: `big` holds only what `small` cannot, so equality is memberwise.

/// A value of `xsd:integer` or of a type derived from it.
public struct XSDInteger: Hashable, Sendable {
  enum Storage: Hashable, Sendable {
    case small(Int64)
    case big(BigInteger)
  }

  let storage: Storage

  /// Makes an integer of a machine word.
  public init(_ value: Int) { storage = .small(Int64(value)) }

  /// Makes an integer of up to 128 bits.
  public init(_ value: Int128) {
    if let word = Int64(exactly: value) {
      storage = .small(word)
    } else {
      storage = .big(BigInteger(value))
    }
  }

  init(_ big: BigInteger) {
    if let wide = big.int128, let word = Int64(exactly: wide) {
      storage = .small(word)
    } else {
      storage = .big(big)
    }
  }

  /// The value as a machine word, or nil where it does not fit.
  public var int64: Int64? {
    if case .small(let word) = storage { return word }
    return nil
  }

  /// Whether the value is less than zero.
  public var isNegative: Bool {
    switch storage {
    case .small(let word): word < 0
    case .big(let big): big.isNegative
    }
  }

  /// Whether the value is zero.
  public var isZero: Bool { storage == .small(0) }

  var big: BigInteger {
    switch storage {
    case .small(let word): BigInteger(Int128(word))
    case .big(let big): big
    }
  }
}

extension XSDInteger: XSDLexicalValue {
  /// Reads `[\-+]?[0-9]+`.
  public static func parse(_ bytes: Span<UInt8>, isCanonical: inout Bool) -> XSDInteger? {
    let count = bytes.count
    guard count > 0 else { return nil }
    let isSigned = bytes[0] == ASCII.minus || bytes[0] == ASCII.plus
    let isNegative = bytes[0] == ASCII.minus
    let start = isSigned ? 1 : 0
    guard start < count else { return nil }
    // 18 digits are below 10^18 < 2^63, so the wrapping operators below do not wrap.
    if count - start <= 18 {
      var magnitude: Int64 = 0
      for index in start..<count {
        let byte = bytes[index]
        guard ASCII.isDigit(byte) else { return nil }
        magnitude = magnitude &* 10 &+ Int64(byte &- ASCII.zero)
      }
      isCanonical =
        bytes[start] == ASCII.zero ? count == 1 : bytes[0] != ASCII.plus
      return XSDInteger(small: isNegative ? -magnitude : magnitude)
    }
    for index in start..<count where !ASCII.isDigit(bytes[index]) { return nil }
    isCanonical = bytes[start] != ASCII.zero && bytes[0] != ASCII.plus
    let digits = bytes.extracting(start..<count)
    return XSDInteger(BigInteger(isNegative: isNegative, digits: digits, followedBy: Span()))
  }

  @inline(__always)
  private init(small: Int64) { storage = .small(small) }

  /// The machine word whose canonical form `bytes` are, or nil: the store's test for inlining.
  ///
  /// The same as `init(canonicalUTF8:)` and then ``int64``, without the big numbers.
  package static func canonicalInt64(_ bytes: Span<UInt8>) -> Int64? {
    let count = bytes.count
    guard count > 0, count <= 20 else { return nil }
    let isNegative = bytes[0] == ASCII.minus
    let start = isNegative ? 1 : 0
    guard start < count else { return nil }
    if bytes[start] == ASCII.zero { return count == 1 ? 0 : nil }
    // At most 20 digits: below 10^20 < 2^67, so 19 are safe and the last is checked.
    var magnitude: UInt64 = 0
    for index in start..<min(count, start + 19) {
      let byte = bytes[index]
      guard ASCII.isDigit(byte) else { return nil }
      magnitude = magnitude &* 10 &+ UInt64(byte &- ASCII.zero)
    }
    // 20 digits without a leading zero are beyond 64 bits.
    if count - start > 19 { return nil }
    if !isNegative { return Int64(exactly: magnitude) }
    return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
  }

  /// Appends the digits, with a minus sign where negative.
  public func appendCanonicalForm(to output: inout [UInt8]) {
    switch storage {
    case .small(let word):
      if word < 0 { output.append(ASCII.minus) }
      output.appendDecimal(word.magnitude)
    case .big(let big):
      if big.isNegative { output.append(ASCII.minus) }
      big.appendDigits(to: &output)
    }
  }
}

extension XSDInteger: CustomStringConvertible {
  /// The canonical form.
  public var description: String { canonicalForm }
}
