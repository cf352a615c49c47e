// The lexical form of a floating-point literal, split without allocating.

/// What the bytes of an `xsd:double` or `xsd:float` say.
enum FloatingPointForm {
  case invalid
  case special(Special)
  case number(Number)

  enum Special {
    case infinity, negativeInfinity, notANumber

    func value<Value: BinaryFloatingPoint>() -> Value {
      switch self {
      case .infinity: .infinity
      case .negativeInfinity: -.infinity
      case .notANumber: .nan
      }
    }
  }

  /// `mantissa * 10^exponent`, where `isExact`; else the digits were too many to keep.
  struct Number {
    var isNegative = false
    var mantissa: UInt64 = 0
    var exponent = 0
    var isExact = true

    /// The number by one correctly rounded operation, where mantissa and power are exact in `Value`.
    @inline(__always)
    func exactProduct<Value: BinaryFloatingPoint>(
      mantissaBelow bound: UInt64, powers: Int
    ) -> Value? {
      guard isExact, mantissa < bound, exponent >= -powers, exponent <= powers else { return nil }
      var power: Value = 1
      // Each step is exact, because the power stays within the significand.
      for _ in 0..<exponent.magnitude { power *= 10 }
      let digits = Value(mantissa)
      let magnitude = exponent < 0 ? digits / power : digits * power
      return isNegative ? -magnitude : magnitude
    }
  }

  init(_ bytes: Span<UInt8>) {
    guard !bytes.isEmpty else {
      self = .invalid
      return
    }
    var number = Number()
    number.isNegative = bytes[0] == ASCII.minus
    let start = number.isNegative || bytes[0] == ASCII.plus ? 1 : 0
    let rest = bytes.extracting(start...)
    if rest.equals("INF") {
      self = .special(number.isNegative ? .negativeInfinity : .infinity)
    } else if bytes.equals("NaN") {
      self = .special(.notANumber)
    } else if let position = number.readMantissa(rest), number.readExponent(rest, from: position) {
      self = .number(number)
    } else {
      self = .invalid
    }
  }
}

extension FloatingPointForm.Number {
  /// Where the mantissa ends, or nil where there is none.
  fileprivate mutating func readMantissa(_ bytes: Span<UInt8>) -> Int? {
    var digits = 0
    var position = 0
    var fractionDigits = 0
    var sawPoint = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == ASCII.dot, !sawPoint {
        sawPoint = true
      } else if ASCII.isDigit(byte) {
        digits += 1
        if sawPoint { fractionDigits += 1 }
        // Below 10^18 one more digit fits 64 bits.
        if mantissa < 1_000_000_000_000_000_000 {
          mantissa = mantissa * 10 + UInt64(byte - ASCII.zero)
        } else {
          isExact = false
        }
      } else {
        break
      }
      position += 1
    }
    exponent = -fractionDigits
    return digits > 0 ? position : nil
  }

  /// Whether the rest is nothing, or an exponent.
  fileprivate mutating func readExponent(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    if start == bytes.count { return true }
    guard bytes[start] | 0x20 == ASCII.lowerE else { return false }
    var position = start + 1
    let isMinus = position < bytes.count && bytes[position] == ASCII.minus
    if position < bytes.count, isMinus || bytes[position] == ASCII.plus { position += 1 }
    guard position < bytes.count else { return false }
    var written = 0
    while position < bytes.count {
      guard ASCII.isDigit(bytes[position]) else { return false }
      if written < 1_000_000 {
        written = written * 10 + Int(bytes[position] - ASCII.zero)
      } else {
        isExact = false
      }
      position += 1
    }
    exponent += isMinus ? -written : written
    return true
  }
}

extension String {
  /// Makes a string of UTF-8 `bytes`.
  init(copying bytes: Span<UInt8>) {
    self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
