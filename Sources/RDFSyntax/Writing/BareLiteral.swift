// Literals that Turtle writes without quotes: `42`, `4.2`, `4.2e0`, `true`. The grammar gives each
// form its datatype, so a literal is bare only where its datatype is the one its form would be read
// as.

import RDF

/// Tells whether a typed literal may stand without quotes.
enum BareLiteral {
  private static let namespace: StaticString = "http://www.w3.org/2001/XMLSchema#"

  /// Whether `form` read by Turtle's grammar gives back this very form with `datatype`.
  static func isBare(
    _ form: UnsafeBufferPointer<UInt8>, datatype: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard begins(datatype, with: namespace) else { return false }
    let name = UnsafeBufferPointer(rebasing: datatype[namespace.utf8CodeUnitCount...])
    if equals(name, "integer") { return isNumber(form, as: .integer) }
    if equals(name, "decimal") { return isNumber(form, as: .decimal) }
    if equals(name, "double") { return isNumber(form, as: .double) }
    return equals(name, "boolean") && (equals(form, "true") || equals(form, "false"))
  }

  private enum Form { case integer, decimal, double }

  /// INTEGER, DECIMAL and DOUBLE: sign, digits, a dot with digits, an exponent.
  private static func isNumber(_ form: UnsafeBufferPointer<UInt8>, as wanted: Form) -> Bool {
    var place = 0
    func skipSign() {
      if place < form.count, form[place] == UInt8(ascii: "+") || form[place] == UInt8(ascii: "-") {
        place += 1
      }
    }
    func skipDigits() -> Int {
      let start = place
      while place < form.count, NameCharacters.isDigit(form[place]) { place += 1 }
      return place - start
    }
    skipSign()
    let whole = skipDigits()
    if wanted == .integer { return whole > 0 && place == form.count }
    var fraction = 0
    let hasDot = place < form.count && form[place] == UInt8(ascii: ".")
    if hasDot {
      place += 1
      fraction = skipDigits()
    }
    if wanted == .decimal { return hasDot && fraction > 0 && place == form.count }
    guard whole + fraction > 0, place < form.count, form[place] | 0x20 == UInt8(ascii: "e") else {
      return false
    }
    place += 1
    skipSign()
    return skipDigits() > 0 && place == form.count
  }

  private static func equals(_ bytes: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
    bytes.count == text.utf8CodeUnitCount && begins(bytes, with: text)
  }
}
