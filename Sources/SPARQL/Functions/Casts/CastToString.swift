// Casts to xsd:string: the canonical form, but for floats and doubles of ordinary size.
//
//     1.0E0  "1"        1.25E2  "125"       1.0E6  "1.0E6"
//     0.0E0  "0"        1.0E-6  "0.000001"  1.0E-7 "1.0E-7"
//
// From a millionth to below a million XPath writes them as decimals; here with the fewest digits that
// read back as the same number, as in the canonical form.

import RDF

enum CastToString {
  static func text(_ value: XSDValue) -> String {
    switch value {
    case .float(let number):
      plain(number.magnitude, Self.isPlain(Double(number)), value.canonicalForm)
    case .double(let number):
      plain(number.magnitude, Self.isPlain(number), value.canonicalForm)
    default: value.canonicalForm
    }
  }

  private static func isPlain(_ value: Double) -> Bool {
    value == 0 || (value.magnitude >= 0.000_001 && value.magnitude < 1_000_000)
  }

  /// `canonical` (a digit, a point, digits, E and an exponent from -6 to 5) without its exponent.
  private static func plain(
    _ magnitude: some BinaryFloatingPoint, _ isPlain: Bool, _ canonical: String
  ) -> String {
    guard isPlain else { return canonical }
    let sign = canonical.utf8.first == UInt8(ascii: "-") ? "-" : ""
    if magnitude.isZero { return sign + "0" }
    let parts = canonical.dropFirst(sign.count).split(separator: "E")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return canonical }
    var digits = parts[0].filter { $0 != "." }
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    if exponent < 0 {
      return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
    }
    let missing = exponent + 1 - digits.count
    if missing >= 0 { return sign + digits + String(repeating: "0", count: missing) }
    return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
  }
}
