// Reading and writing decimals.

extension XSDDecimal: XSDLexicalValue {
  /// Reads `(\+|-)?([0-9]+(\.[0-9]*)?|\.[0-9]+)`; allocates only beyond 38 digits.
  ///
  /// The canonical form is that of XML Schema 1.1: a whole number has no point ("1", not "1.0").
  public static func parse(_ bytes: Span<UInt8>, isCanonical: inout Bool) -> XSDDecimal? {
    let count = bytes.count
    guard count > 0 else { return nil }
    let isNegative = bytes[0] == ASCII.minus
    let hasPlus = bytes[0] == ASCII.plus
    let wholeStart = isNegative || hasPlus ? 1 : 0
    var wholeEnd = wholeStart
    while wholeEnd < count, ASCII.isDigit(bytes[wholeEnd]) { wholeEnd += 1 }
    let hasPoint = wholeEnd < count
    if hasPoint, bytes[wholeEnd] != ASCII.dot { return nil }
    let fractionStart = hasPoint ? wholeEnd + 1 : count
    for index in fractionStart..<count where !ASCII.isDigit(bytes[index]) { return nil }
    if wholeStart == wholeEnd, fractionStart == count { return nil }

    var firstDigit = wholeStart
    while firstDigit < wholeEnd, bytes[firstDigit] == ASCII.zero { firstDigit += 1 }
    var fractionEnd = count
    while fractionEnd > fractionStart, bytes[fractionEnd - 1] == ASCII.zero { fractionEnd -= 1 }

    let hasFraction = fractionEnd > fractionStart
    let isZero = firstDigit == wholeEnd && !hasFraction
    // One zero stands before the point where nothing else does.
    let leadingZeros = firstDigit == wholeEnd ? 1 : 0
    isCanonical =
      !hasPlus && !(isZero && isNegative) && firstDigit - wholeStart == leadingZeros
      && hasPoint == hasFraction && fractionEnd == count
    return make(
      isNegative: isNegative, whole: bytes.extracting(firstDigit..<wholeEnd),
      fraction: bytes.extracting(fractionStart..<fractionEnd))
  }

  /// Takes digits without leading zeros in `whole` and without trailing zeros in `fraction`.
  @inline(__always)
  private static func make(
    isNegative: Bool, whole: Span<UInt8>, fraction: Span<UInt8>
  ) -> XSDDecimal {
    let digits = whole.count + fraction.count
    // 18 digits are below 10^18 < 2^63: nothing wraps.
    if digits <= 18 {
      var magnitude: Int64 = 0
      for index in whole.indices {
        magnitude = magnitude &* 10 &+ Int64(whole[index] &- ASCII.zero)
      }
      for index in fraction.indices {
        magnitude = magnitude &* 10 &+ Int64(fraction[index] &- ASCII.zero)
      }
      let coefficient = Int128(isNegative ? -magnitude : magnitude)
      return XSDDecimal(small: coefficient, scale: fraction.count)
    }
    if digits <= smallDigits {
      var magnitude: Int128 = 0
      for index in whole.indices { magnitude = magnitude * 10 + Int128(whole[index] - ASCII.zero) }
      for index in fraction.indices {
        magnitude = magnitude * 10 + Int128(fraction[index] - ASCII.zero)
      }
      return XSDDecimal(small: isNegative ? -magnitude : magnitude, scale: fraction.count)
    }
    let big = BigInteger(isNegative: isNegative, digits: whole, followedBy: fraction)
    return XSDDecimal(normalising: big, scale: fraction.count)
  }

  @inline(__always)
  private init(small coefficient: Int128, scale: Int) {
    storage = .small(coefficient: coefficient, scale: scale)
  }

  /// Coefficient and scale of the number whose canonical form `bytes` are, or nil where they are not
  /// canonical or the coefficient does not fit: the store's test for inlining.
  package static func canonicalScaled64(
    _ bytes: Span<UInt8>
  ) -> (coefficient: Int64, scale: Int)? {
    var isCanonical = false
    guard bytes.count <= 21, let value = parse(bytes, isCanonical: &isCanonical), isCanonical,
      let coefficient = value.coefficient64
    else { return nil }
    return (coefficient, value.fractionDigitCount)
  }

  /// Appends the digits; with a point only where there is a fraction.
  public func appendCanonicalForm(to output: inout [UInt8]) {
    if isNegative { output.append(ASCII.minus) }
    let start = output.count
    switch storage {
    case .small(let coefficient, _): output.appendDecimal(coefficient.magnitude)
    case .big(let coefficient, _): coefficient.appendDigits(to: &output)
    }
    let scale = fractionDigitCount
    if scale == 0 { return }
    let missing = scale + 1 - (output.count - start)
    if missing > 0 {
      output.insert(contentsOf: repeatElement(ASCII.zero, count: missing), at: start)
    }
    output.insert(ASCII.dot, at: output.count - scale)
  }
}

extension XSDDecimal: CustomStringConvertible {
  /// The canonical form.
  public var description: String { canonicalForm }
}
