// Reading and writing durations: -?P(nY)?(nM)?(nD)?(T(nH)?(nM)?(n(.n)?S)?)?
//
// At least one part must be there, and at least one after the T. Counts may have any number of digits as
// long as the sum of months, and that of seconds, fits 64 bits; beyond, a literal has no value.

extension XSDDuration: XSDLexicalValue {
  /// Reads an `xsd:duration`; allocates nothing.
  public static func parse(_ bytes: Span<UInt8>, isCanonical: inout Bool) -> XSDDuration? {
    parse(bytes, kind: .full, isCanonical: &isCanonical)
  }

  /// Reads a duration of the type `kind`.
  public static func parse(
    _ bytes: Span<UInt8>, kind: Kind, isCanonical: inout Bool
  ) -> XSDDuration? {
    guard let value = XSDDuration(utf8: bytes, kind: kind) else { return nil }
    var canonical: [UInt8] = []
    // Durations are rare, and what is canonical (no 12M, no 24H, no zeros) is easier written than told.
    value.appendCanonicalForm(kind: kind, to: &canonical)
    isCanonical = canonical.span.isEqual(to: bytes)
    return value
  }

  /// The value of `bytes` in the type `kind`, or nil where there is none.
  public init?(utf8 bytes: Span<UInt8>, kind: Kind) {
    var reader = DurationReader()
    guard let value = reader.read(bytes, kind: kind) else { return nil }
    self = value
  }

  /// The value of `lexicalForm` in the type `kind`, or nil where there is none.
  public init?(_ lexicalForm: String, kind: Kind) {
    let value = lexicalForm.withUTF8Span { XSDDuration(utf8: $0, kind: kind) }
    guard let value else { return nil }
    self = value
  }

  /// Appends the canonical form of an `xsd:duration`.
  public func appendCanonicalForm(to output: inout [UInt8]) {
    appendCanonicalForm(kind: .full, to: &output)
  }

  /// Appends the canonical form of the type `kind`; the types differ in how zero is written.
  public func appendCanonicalForm(kind: Kind, to output: inout [UInt8]) {
    if months < 0 || attoseconds < 0 { output.append(ASCII.minus) }
    output.append(UInt8(ascii: "P"))
    append(months.magnitude / 12, "Y", to: &output)
    append(months.magnitude % 12, "M", to: &output)
    if attoseconds != 0 {
      appendDayTime(to: &output)
    } else if months == 0 {
      output.append(text: kind == .yearMonth ? "0M" : "T0S")
    }
  }

  private func appendDayTime(to output: inout [UInt8]) {
    let unit = UInt128(attosecondsPerSecond)
    let (whole, rest) = attoseconds.magnitude.quotientAndRemainder(dividingBy: unit)
    // Whole seconds are within 64 bits, see `init`.
    let seconds = UInt(whole)
    append(seconds / 86_400, "D", to: &output)
    if seconds % 86_400 == 0, rest == 0 { return }
    output.append(ASCII.upperT)
    append(seconds / 3600 % 24, "H", to: &output)
    append(seconds / 60 % 60, "M", to: &output)
    if seconds % 60 == 0, rest == 0 { return }
    output.appendDecimal(UInt64(seconds % 60))
    output.appendFraction(attoseconds: UInt64(rest))
    output.append(UInt8(ascii: "S"))
  }

  private func append(_ count: UInt, _ unit: Unicode.Scalar, to output: inout [UInt8]) {
    if count == 0 { return }
    output.appendDecimal(UInt64(count))
    output.append(UInt8(ascii: unit))
  }
}

extension Span where Element == UInt8 {
  /// Whether both hold the same bytes.
  func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }
}

/// Reads a duration part by part; parts come in one order, so the next allowed one only moves on.
private struct DurationReader {
  private var scan = DateTimeReader()
  private var months: Int128 = 0
  private var seconds: Int128 = 0
  private var attoseconds: UInt64 = 0

  init() {}

  mutating func read(_ bytes: Span<UInt8>, kind: XSDDuration.Kind) -> XSDDuration? {
    let isNegative = scan.take(ASCII.minus, bytes)
    guard scan.take(UInt8(ascii: "P"), bytes), let dateParts = readDateParts(bytes, kind: kind)
    else { return nil }
    var timeParts = 0
    if kind != .yearMonth, scan.take(ASCII.upperT, bytes) {
      guard let parts = readTimeParts(bytes), parts > 0 else { return nil }
      timeParts = parts
    }
    guard dateParts + timeParts > 0, scan.position == bytes.count,
      let wholeMonths = Int(exactly: months)
    else { return nil }
    if seconds > Int128(Int.max) { return nil }
    let total = seconds * Int128(attosecondsPerSecond) + Int128(attoseconds)
    return XSDDuration(
      months: isNegative ? -wholeMonths : wholeMonths, attoseconds: isNegative ? -total : total)
  }

  /// How many of years, months and days there are; nil where something else is.
  private mutating func readDateParts(_ bytes: Span<UInt8>, kind: XSDDuration.Kind) -> Int? {
    var parts = 0
    var least = kind == .dayTime ? 2 : 0
    while scan.position < bytes.count, bytes[scan.position] != ASCII.upperT {
      guard let count = readCount(bytes), scan.position < bytes.count else { return nil }
      let place: Int
      switch bytes[scan.position] {
      case UInt8(ascii: "Y"):
        place = 0
        months += count * 12
      case UInt8(ascii: "M"):
        place = 1
        months += count
      case UInt8(ascii: "D"):
        place = 2
        seconds += count * 86_400
      default:
        return nil
      }
      guard place >= least, place < 2 || kind != .yearMonth else { return nil }
      least = place + 1
      parts += 1
      scan.position += 1
    }
    return parts
  }

  /// How many of hours, minutes and seconds there are; nil where something else is.
  private mutating func readTimeParts(_ bytes: Span<UInt8>) -> Int? {
    var parts = 0
    var least = 0
    while scan.position < bytes.count {
      guard let count = readCount(bytes) else { return nil }
      let fractionStart = scan.position
      guard let fraction = scan.fraction(bytes), scan.position < bytes.count else { return nil }
      let hasFraction = scan.position > fractionStart
      let place: Int
      switch bytes[scan.position] {
      case UInt8(ascii: "H"):
        place = 0
        seconds += count * 3600
      case UInt8(ascii: "M"):
        place = 1
        seconds += count * 60
      case UInt8(ascii: "S"):
        place = 2
        seconds += count
        attoseconds = fraction
      default:
        return nil
      }
      guard place >= least, place == 2 || !hasFraction else { return nil }
      least = place + 1
      parts += 1
      scan.position += 1
    }
    return parts
  }

  /// `[0-9]+`; nil also beyond 64 bits, so that sums of a few such counts stay within 128.
  private mutating func readCount(_ bytes: Span<UInt8>) -> Int128? {
    let start = scan.position
    var value: Int128 = 0
    while scan.position < bytes.count, ASCII.isDigit(bytes[scan.position]) {
      value = value * 10 + Int128(bytes[scan.position] - ASCII.zero)
      if value > Int128(Int.max) { return nil }
      scan.position += 1
    }
    return scan.position > start ? value : nil
  }
}
