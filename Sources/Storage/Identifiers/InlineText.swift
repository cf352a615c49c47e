// Inline ids back to their lexical forms.

extension InlineValue {
  /// Appends the lexical form of an inline id to `out`.
  package static func appendLexicalForm(of id: TermID, to out: inout [UInt8]) {
    switch id.kind {
    case .integer: appendInteger(integerValue(id), to: &out)
    case .decimal: appendDecimal(decimalMillionths(id), to: &out)
    case .boolean: out.append(contentsOf: id.payload == 1 ? "true".utf8 : "false".utf8)
    case .shortString:
      let count = Int(id.payload & 15)
      for index in 0..<count {
        out.append(UInt8(truncatingIfNeeded: id.payload >> UInt64(52 - 8 * index)))
      }
    case .date: appendDate(id, to: &out)
    case .dateTime: appendDateTime(id, to: &out)
    default: preconditionFailure("an id of kind \(id.kind) has no inline value")
    }
  }

  private static func appendInteger(_ value: Int64, to out: inout [UInt8]) {
    if value < 0 { out.append(UInt8(ascii: "-")) }
    appendDigits(value.magnitude, width: 1, to: &out)
  }

  /// Appends decimal digits, with leading zeros up to `width`.
  private static func appendDigits(_ value: UInt64, width: Int, to out: inout [UInt8]) {
    let start = out.count
    var rest = value
    repeat {
      out.append(48 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    while out.count - start < width { out.append(48) }
    out[start...].reverse()
  }

  private static func appendDecimal(_ millionths: Int64, to out: inout [UInt8]) {
    if millionths < 0 { out.append(UInt8(ascii: "-")) }
    appendDigits(millionths.magnitude / 1_000_000, width: 1, to: &out)
    out.append(UInt8(ascii: "."))
    appendFraction(millionths.magnitude % 1_000_000, digits: 6, minimum: 1, to: &out)
  }

  /// Appends a fraction without its trailing zeros, but at least `minimum` digits.
  private static func appendFraction(
    _ value: UInt64, digits: Int, minimum: Int, to out: inout [UInt8]
  ) {
    var (value, digits) = (value, digits)
    while digits > minimum, value % 10 == 0 {
      value /= 10
      digits -= 1
    }
    appendDigits(value, width: digits, to: &out)
  }

  private static func appendDay(_ dayNumber: Int64, to out: inout [UInt8]) {
    let (year, month, day) = civilDate(dayNumber)
    appendDigits(UInt64(year), width: 4, to: &out)
    out.append(UInt8(ascii: "-"))
    appendDigits(UInt64(month), width: 2, to: &out)
    out.append(UInt8(ascii: "-"))
    appendDigits(UInt64(day), width: 2, to: &out)
  }

  private static func appendZone(_ zone: Int64?, to out: inout [UInt8]) {
    guard let zone else { return }
    if zone == 0 { return out.append(UInt8(ascii: "Z")) }
    out.append(zone < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    appendDigits(zone.magnitude / 60, width: 2, to: &out)
    out.append(UInt8(ascii: ":"))
    appendDigits(zone.magnitude % 60, width: 2, to: &out)
  }

  private static func appendDate(_ id: TermID, to out: inout [UInt8]) {
    let zone = zoneMinutes(id)
    appendDay((timeValue(id) + (zone ?? 0)) / 1440, to: &out)
    appendZone(zone, to: &out)
  }

  private static func appendDateTime(_ id: TermID, to out: inout [UInt8]) {
    let zone = zoneMinutes(id)
    let local = timeValue(id) + (zone ?? 0) * 60_000
    appendDay(local / 86_400_000, to: &out)
    let milliseconds = UInt64(local % 86_400_000)
    out.append(UInt8(ascii: "T"))
    appendDigits(milliseconds / 3_600_000, width: 2, to: &out)
    out.append(UInt8(ascii: ":"))
    appendDigits(milliseconds / 60_000 % 60, width: 2, to: &out)
    out.append(UInt8(ascii: ":"))
    appendDigits(milliseconds / 1000 % 60, width: 2, to: &out)
    if milliseconds % 1000 != 0 {
      out.append(UInt8(ascii: "."))
      appendFraction(milliseconds % 1000, digits: 3, minimum: 1, to: &out)
    }
    appendZone(zone, to: &out)
  }
}
