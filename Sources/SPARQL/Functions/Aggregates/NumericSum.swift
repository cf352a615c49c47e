// The sum of SUM and AVG: exact for integers and decimals, and for floats and doubles exact until it is
// rounded at the end. So it is the same in any order and for any division into parts.
//
//     integers and short decimals     coefficient / 10^scale, in 128 bits
//     others that are exact           `beyond`, in a box of its own, as it is rare
//     floats and doubles              `binary`

import RDF

struct NumericSum: Sendable {
  /// The type that all summands are promoted to.
  enum Kind: UInt8, Sendable { case integer, decimal, float, double }

  private static let scaleLimit = 38

  /// A number that does not change; a sum has a new one instead.
  private final class Box: Sendable {
    let number: XSDDecimal
    init(_ number: XSDDecimal) { self.number = number }
  }

  private var coefficient: Int128 = 0
  private var binary = ExactDoubleSum()
  private var beyond: Box?
  private var scale: Int16 = 0
  private var kind = Kind.integer

  /// Adds a number; false, and nothing added, where it is none.
  @inline(__always)
  mutating func add(_ value: XSDValue) -> Bool {
    switch value {
    case .integer(let integer):
      if let word = integer.int64, addScaled(Int128(word), 0) { return true }
      addExact(XSDDecimal(integer))
    case .decimal(let decimal):
      kind = Self.wider(kind, .decimal)
      if let word = decimal.coefficient64, addScaled(Int128(word), decimal.fractionDigitCount) {
        return true
      }
      addExact(decimal)
    case .float(let number):
      kind = Self.wider(kind, .float)
      binary.add(Double(number))
    case .double(let number):
      kind = .double
      binary.add(number)
    default:
      return false
    }
    return true
  }

  private static func wider(_ left: Kind, _ right: Kind) -> Kind {
    left.rawValue < right.rawValue ? right : left
  }

  /// Adds `word` over ten to the power of `digits`; false where that does not fit.
  @inline(__always)
  private mutating func addScaled(_ word: Int128, _ digits: Int) -> Bool {
    if digits == Int(scale) {
      let (sum, overflowed) = coefficient.addingReportingOverflow(word)
      if !overflowed { coefficient = sum }
      return !overflowed
    }
    return addRescaled(word, digits)
  }

  private mutating func addRescaled(_ word: Int128, _ digits: Int) -> Bool {
    let target = max(Int(scale), digits)
    // Numbers with more fraction digits than 128 bits can count are not short.
    guard target <= Self.scaleLimit, let own = Self.scaled(coefficient, by: target - Int(scale)),
      let other = Self.scaled(word, by: target - digits)
    else { return false }
    let (sum, overflowed) = own.addingReportingOverflow(other)
    if overflowed { return false }
    coefficient = sum
    scale = Int16(target)
    return true
  }

  private static func scaled(_ value: Int128, by digits: Int) -> Int128? {
    var result = value
    for _ in 0..<digits {
      let (product, overflowed) = result.multipliedReportingOverflow(by: 10)
      if overflowed { return nil }
      result = product
    }
    return result
  }

  private mutating func addExact(_ value: XSDDecimal) {
    beyond = Box(beyond.map { $0.number + value } ?? value)
  }

  /// Adds all that `other` has.
  mutating func add(_ other: NumericSum) {
    kind = Self.wider(kind, other.kind)
    if !addScaled(other.coefficient, Int(other.scale)) { addExact(other.decimalPart) }
    if let more = other.beyond { addExact(more.number) }
    binary.add(other.binary)
  }

  private var decimalPart: XSDDecimal { XSDDecimal(coefficient: coefficient, scale: Int(scale)) }

  private var exactTotal: XSDDecimal { beyond.map { $0.number + decimalPart } ?? decimalPart }

  /// The sum in the type of its widest summand; of none, the integer zero.
  var total: XSDValue {
    switch kind {
    case .integer: exactTotal.exactInteger.map { .integer($0) } ?? .decimal(exactTotal)
    case .decimal: .decimal(exactTotal)
    case .float: .float(binary.roundedToFloat(adding: exactTotal))
    case .double: .double(binary.rounded(adding: exactTotal))
    }
  }
}
