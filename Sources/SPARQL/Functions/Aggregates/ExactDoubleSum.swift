// Sums of doubles that do not depend on the order of the summands: exact inside, rounded once at the end.
//
//     sum = high + low + rest[0] + rest[1] + ...        each addition's rounding error is a summand again
//
// The error of adding two doubles is a double (Knuth's two-sum), so nothing is lost. A query may then read
// its rows by any index and on any number of threads, and gives the same sum to the last bit. Ordinary
// columns never leave `high` and `low` and cost some nanoseconds a row.
//
// What would overflow goes to an exact decimal; NaN and the infinities are noted beside. All that is rare
// lies in a box, copied when it is written and shared, so that a sum is small: there is one a group.

import RDF

struct ExactDoubleSum: Sendable {
  private var high = 0.0
  private var low = 0.0
  private var rare: Rare?

  /// Summands beyond two are put together when there are so many.
  private static let restLimit = 64

  /// What ordinary columns have none of.
  ///
  /// Unchecked, because it is written only while one sum alone refers to it.
  private final class Rare: @unchecked Sendable {
    var rest: [Double] = []
    /// What doubles could not hold on the way.
    var huge: XSDDecimal?
    var special: Double?

    init() {}

    init(_ other: Rare) {
      rest = other.rest
      huge = other.huge
      special = other.special
    }
  }

  private mutating func ownRare() -> Rare {
    // Asked before it is bound to a name, which would be a second reference.
    if isKnownUniquelyReferenced(&rare), let rare { return rare }
    let own = rare.map { Rare($0) } ?? Rare()
    rare = own
    return own
  }

  @inline(__always)
  mutating func add(_ value: Double) {
    let sum = high + value
    // False for NaN too. Below, no step of `error` can overflow.
    guard sum.magnitude < 0x1p1022 else { return addBeyond(value) }
    let error = Self.error(high, value, sum)
    high = sum
    if error == 0 { return }
    let lowSum = low + error
    let lowError = Self.error(low, error, lowSum)
    low = lowSum
    if lowError != 0 { keep(lowError) }
  }

  /// What `sum` is short of the exact sum.
  @inline(__always)
  private static func error(_ left: Double, _ right: Double, _ sum: Double) -> Double {
    let rightPart = sum - left
    let leftPart = sum - rightPart
    return (left - leftPart) + (right - rightPart)
  }

  private mutating func keep(_ error: Double) {
    let rare = ownRare()
    rare.rest.append(error)
    if rare.rest.count >= Self.restLimit { rare.rest = DoublePartials.partials(of: rare.rest) }
  }

  private mutating func addBeyond(_ value: Double) {
    let rare = ownRare()
    guard value.isFinite else {
      // Infinities of both signs make a NaN, and a NaN stays.
      rare.special = rare.special.map { $0 + value } ?? value
      return
    }
    let exact = [high, value].compactMap { XSDDecimal(exactly: $0) }
    rare.huge = exact.reduce(rare.huge ?? XSDDecimal(0), +)
    high = 0
  }

  mutating func add(_ other: ExactDoubleSum) {
    add(other.high)
    add(other.low)
    guard let others = other.rare else { return }
    for summand in others.rest { add(summand) }
    if let beyond = others.huge {
      let rare = ownRare()
      rare.huge = (rare.huge ?? XSDDecimal(0)) + beyond
    }
    if let value = others.special { addBeyond(value) }
  }

  /// The sum with an exact number added, rounded once; NaN or an infinity where one was added.
  func rounded(adding offset: XSDDecimal) -> Double {
    if let special = rare?.special { return special }
    if rare?.huge == nil, let integer = offset.exactInteger?.int64, integer.magnitude <= 1 << 53 {
      let parts = DoublePartials.partials(of: [Double(integer), high, low] + (rare?.rest ?? []))
      if let sum = DoublePartials.roundedSum(of: parts) { return sum }
    }
    return XSDValue.decimal(exact + offset).asDouble ?? .nan
  }

  /// The sum with an exact number added, rounded once to a float.
  func roundedToFloat(adding offset: XSDDecimal) -> Float {
    if let special = rare?.special { return Float(special) }
    return XSDValue.decimal(exact + offset).asFloat ?? .nan
  }

  private var exact: XSDDecimal {
    ([high, low] + (rare?.rest ?? [])).compactMap { XSDDecimal(exactly: $0) }
      .reduce(rare?.huge ?? XSDDecimal(0), +)
  }
}
