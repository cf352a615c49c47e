// Literals that Turtle writes without quotes: `42`, `4.2`, `4.2e0`, `true`. The grammar gives each
// form its datatype, so a literal is bare only where its datatype is the one its form would be read
// as.

import RDF

/// Tells whether a typed literal may stand without quotes.
package enum BareLiteral {
  private static let namespace: StaticString = "http://www.w3.org/2001/XMLSchema#"

  /// Whether `form` read by Turtle's grammar gives back this very form with `datatype`.
  package static func isBare(
    _ form: UnsafeBufferPointer<UInt8>, datatype: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let name = localName(of: datatype) else { return false }
    return isNumber(form, named: name)
      || equals(name, "boolean") && (equals(form, "true") || equals(form, "false"))
  }

  /// Whether the same holds of a number; a boolean is none.
  package static func isBareNumber(
    _ form: UnsafeBufferPointer<UInt8>, datatype: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    localName(of: datatype).map { isNumber(form, named: $0) } ?? false
  }

  /// The datatype that Turtle's grammar gives to the bare number `form`, or nil where it is none.
  package static func datatype(ofNumber form: UnsafeBufferPointer<UInt8>) -> IRI? {
    switch number(form) {
    case .integer: XSD.integer
    case .decimal: XSD.decimal
    case .double: XSD.double
    case nil: nil
    }
  }

  private enum Form { case integer, decimal, double }

  /// What is behind the namespace of XML Schema, or nil.
  private static func localName(
    of datatype: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8>? {
    guard begins(datatype, with: namespace) else { return nil }
    return UnsafeBufferPointer(rebasing: datatype[namespace.utf8CodeUnitCount...])
  }

  private static func isNumber(
    _ form: UnsafeBufferPointer<UInt8>, named name: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let wanted: Form
    if equals(name, "integer") {
      wanted = .integer
    } else if equals(name, "decimal") {
      wanted = .decimal
    } else if equals(name, "double") {
      wanted = .double
    } else {
      return false
    }
    return number(form) == wanted
  }

  /// INTEGER, DECIMAL or DOUBLE: sign, digits, a dot with digits, an exponent.
  private static func number(_ form: UnsafeBufferPointer<UInt8>) -> Form? {
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
    if place == form.count { return whole > 0 ? .integer : nil }
    var fraction = 0
    if form[place] == UInt8(ascii: ".") {
      place += 1
      fraction = skipDigits()
      if place == form.count { return fraction > 0 ? .decimal : nil }
    }
    guard whole + fraction > 0, form[place] | 0x20 == UInt8(ascii: "e") else { return nil }
    place += 1
    skipSign()
    return skipDigits() > 0 && place == form.count ? .double : nil
  }

  private static func equals(_ bytes: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
    bytes.count == text.utf8CodeUnitCount && begins(bytes, with: text)
  }
}
