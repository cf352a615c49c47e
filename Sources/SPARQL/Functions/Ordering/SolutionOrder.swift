// The order of ORDER BY (section 15.1), which is that of MIN and MAX too.
//
//     no value < blank nodes < IRIs < literals
//     literals: numbers < booleans < dateTimes < dates < times < gYear < gYearMonth < gMonth < gMonthDay
//               < gDay < durations < strings < text with a language < literals not understood
//
// Blank nodes go by label, IRIs, strings and text by code points (text with equal words then by tag, in
// lower case), literals not understood by datatype and then by form. Within numbers, dates and durations
// it is `XSDValue.sortOrder`, which extends `<`: where SPARQL says less, so does this.
//
// There are two strengths. `compareValues` is a weak order: 1 and 1.0 are even, so that the next condition
// of ORDER BY decides. `compare` settles those by datatype and form and so is total: two values that are
// even by it are the same term.
//
// Both are transitive because each is the order of a key: the place of the kind, then the value, then the
// term.

import RDF

/// How two values stand in an order.
public enum SortingOrder: Hashable, Sendable {
  /// The first comes first.
  case ascending
  /// Neither does.
  case even
  /// The second comes first.
  case descending

  /// The order that a difference stands for: negative, zero or positive.
  @inline(__always)
  init(_ difference: Int) {
    self = difference < 0 ? .ascending : difference == 0 ? .even : .descending
  }

  /// The other way round, for `DESC`.
  public var reversed: SortingOrder {
    switch self {
    case .ascending: .descending
    case .even: .even
    case .descending: .ascending
    }
  }
}

/// The order of solutions by a value; nil is unbound, or an error.
public enum SolutionOrder {
  /// A total order: even are only equal terms.
  public static func compare(
    _ left: ExpressionValue?, _ right: ExpressionValue?, implicitTimeZone: XSDTimeZone? = nil
  ) -> SortingOrder {
    let order = compareValues(left, right, implicitTimeZone: implicitTimeZone)
    guard order == .even, let left, let right else { return order }
    return TieBreak.compare(left, right)
  }

  /// A weak order: equal values (1 and 1.0, one instant in two zones, "a"@en and "a"@EN) are even.
  ///
  /// For the conditions of ORDER BY; then ``compare(_:_:implicitTimeZone:)`` makes the whole order total.
  public static func compareValues(
    _ left: ExpressionValue?, _ right: ExpressionValue?, implicitTimeZone: XSDTimeZone? = nil
  ) -> SortingOrder {
    guard let left, let right else {
      return left == nil ? (right == nil ? .even : .ascending) : .descending
    }
    var order: XSDOrder?
    switch (left, right) {
    case (.value(let left), .value(let right)): order = Operators.plainOrder(left, right)
    case (.term(.literal(let left)), .term(.literal(let right))):
      order = Operators.stringOrder(left, right)
    default: break
    }
    switch order {
    case .less: return .ascending
    case .equal: return .even
    case .greater: return .descending
    case .unordered, nil: break
    }
    return compare(Operand(left), Operand(right), implicitTimeZone)
  }

  private static func compare(
    _ left: Operand, _ right: Operand, _ zone: XSDTimeZone?
  ) -> SortingOrder {
    let places = (left.place, right.place)
    if places.0 != places.1 { return SortingOrder(places.0 - places.1) }
    switch (left, right) {
    case (.value(let left), .value(let right)):
      switch left.sortOrder(right, implicitTimeZone: zone) {
      case .less: return .ascending
      case .greater: return .descending
      case .equal, .unordered, nil: return .even
      }
    case (.tagged(let left, let language), .tagged(let right, let other)):
      let order = compareCodePoints(left, right)
      return SortingOrder(order != 0 ? order : LanguageTag.compare(language, other))
    case (.opaque(let left), .opaque(let right)):
      return TieBreak.compare(left, right)
    case (.resource(let left), .resource(let right)):
      return SortingOrder(compareCodePoints(left.name, right.name))
    default:
      // Kinds in one place are of one case.
      return .even
    }
  }
}

extension Operand {
  /// The place of the kind among the others.
  fileprivate var place: Int {
    switch self {
    case .resource(.blankNode): 0
    case .resource: 1
    case .value(let value): 2 + value.kind.rawValue
    case .tagged: 98
    case .opaque: 99
    }
  }
}

extension Term {
  /// The label or the IRI.
  fileprivate var name: String {
    switch self {
    case .blankNode(let node): node.label
    case .iri(let iri): iri.string
    case .literal(let literal): literal.lexicalForm
    }
  }
}

/// The order of terms with equal values.
private enum TieBreak {
  static func compare(_ left: ExpressionValue, _ right: ExpressionValue) -> SortingOrder {
    switch (left, right) {
    // The same value in its canonical form; doubles are not asked, as -0 equals 0 and NaN not itself.
    case (.value(.integer), .value(.integer)), (.value(.string), .value(.string)): return .even
    default: break
    }
    guard case .literal(let left) = left.term, case .literal(let right) = right.term
    else { return .even }
    return compare(left, right)
  }

  static func compare(_ left: Literal, _ right: Literal) -> SortingOrder {
    var order = compareCodePoints(left.datatype.string, right.datatype.string)
    if order == 0 { order = compareCodePoints(left.lexicalForm, right.lexicalForm) }
    if order == 0 { order = compareCodePoints(left.language ?? "", right.language ?? "") }
    return SortingOrder(order)
  }
}
