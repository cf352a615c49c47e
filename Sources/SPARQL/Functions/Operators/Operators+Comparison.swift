// `=`, `!=`, `<`, `<=`, `>` and `>=` (section 17.3).
//
// Equality of two literals that are not understood is an error unless they are the same term, because
// they may stand for one value; but two known values of different kinds (a date and a dateTime, a number
// and a string) are known to differ, as the W3C's tests of open worlds have it.
//
// Cost: two machine integers, two doubles or two strings compare without any memory.

import RDF

extension Operators {
  /// Whether the comparison holds, or nil where that is a type error or cannot be told.
  ///
  /// A date or time without a zone has `implicitTimeZone`; where that is nil too, its order to one with a
  /// zone is an error unless they are more than 14 hours apart.
  public static func compare(
    _ comparison: Comparison, _ left: ExpressionValue, _ right: ExpressionValue,
    implicitTimeZone: XSDTimeZone? = nil
  ) -> Bool? {
    switch (left, right) {
    case (.value(let left), .value(let right)):
      if let order = plainOrder(left, right) { return comparison.holds(order) }
    case (.term(.literal(let left)), .term(.literal(let right))):
      if let order = stringOrder(left, right) { return comparison.holds(order) }
    default: break
    }
    switch comparison {
    case .equal: return equals(left, right, implicitTimeZone: implicitTimeZone)
    case .notEqual: return not(equals(left, right, implicitTimeZone: implicitTimeZone))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let left = left.xsdValue, let right = right.xsdValue else { return nil }
      let order = plainOrder(left, right) ?? left.compare(right, implicitTimeZone: implicitTimeZone)
      return order.map { comparison.holds($0) }
    }
  }

  /// Whether both stand for the same, or nil where that cannot be told: `=` (RDFterm-equal for terms).
  public static func equals(
    _ left: ExpressionValue, _ right: ExpressionValue, implicitTimeZone: XSDTimeZone? = nil
  ) -> Bool? {
    switch (Operand(left), Operand(right)) {
    case (.value(let left), .value(let right)):
      if let order = plainOrder(left, right) { return order == .equal }
      guard left.kind == right.kind else { return false }
      return left.equals(right, implicitTimeZone: implicitTimeZone)
    case (.resource(let left), .resource(let right)): return left == right
    case (.tagged(let left, let language), .tagged(let right, let other)):
      return compareCodePoints(left, right) == 0 && LanguageTag.areEqual(language, other)
    case (.opaque(let left), .opaque(let right)): return left == right ? true : nil
    case (.opaque, .value), (.value, .opaque): return nil
    case (.resource, _), (_, .resource), (.tagged, _), (_, .tagged): return false
    }
  }

  /// The order of two strings, or nil where one is something else.
  static func stringOrder(_ left: Literal, _ right: Literal) -> XSDOrder? {
    guard left.datatype == XSD.string, right.datatype == XSD.string else { return nil }
    let order = compareCodePoints(left.lexicalForm, right.lexicalForm)
    return order < 0 ? .less : order == 0 ? .equal : .greater
  }

  /// The order of two values of the most common types, or nil for all others.
  @inline(__always)
  static func plainOrder(_ left: XSDValue, _ right: XSDValue) -> XSDOrder? {
    switch (left, right) {
    case (.integer(let left), .integer(let right)):
      guard let left = left.int64, let right = right.int64 else { return nil }
      return left < right ? .less : left == right ? .equal : .greater
    case (.double(let left), .double(let right)):
      return left < right ? .less : left == right ? .equal : left > right ? .greater : .unordered
    case (.string(let left), .string(let right)):
      let order = compareCodePoints(left.string, right.string)
      return order < 0 ? .less : order == 0 ? .equal : .greater
    default:
      return nil
    }
  }
}

extension Comparison {
  /// Whether two values in this order compare so; NaN is unequal to all and has no order.
  public func holds(_ order: XSDOrder) -> Bool {
    switch self {
    case .equal: order == .equal
    case .notEqual: order != .equal
    case .less: order == .less
    case .lessOrEqual: order == .less || order == .equal
    case .greater: order == .greater
    case .greaterOrEqual: order == .greater || order == .equal
    }
  }
}
