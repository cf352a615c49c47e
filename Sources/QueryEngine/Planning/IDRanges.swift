// Conditions as ranges of ids, so that a scan reads no more than it must.
//
//     ?x > 5        integers and decimals above 5, and all numbers that are not inlined
//     ?x = <a>      one id
//
// A range may be wider than the condition, never narrower: the condition is evaluated on what was read. Inline ids
// sort as their values do; numbers and times of other lexical forms have a kind of their own, which is read whole.

import RDF
import SPARQL
import Storage

/// Ids that a variable may have: ascending, apart from one another.
struct IDRanges: Hashable {
  var ranges: [ClosedRange<UInt64>]

  init(_ ranges: [ClosedRange<UInt64>]) {
    var merged: [ClosedRange<UInt64>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  /// The ids that both have.
  func intersection(_ other: IDRanges) -> IDRanges {
    var common: [ClosedRange<UInt64>] = []
    for a in ranges {
      for b in other.ranges where a.overlaps(b) { common.append(a.clamped(to: b)) }
    }
    return IDRanges(common)
  }

  /// The ids that either has.
  func union(_ other: IDRanges) -> IDRanges { IDRanges(ranges + other.ranges) }
}

/// Finds the ranges of conditions.
struct RangeAnalysis {
  let context: EvaluationContext

  /// The variable that a condition restricts, and the ids that it leaves; nil where ids tell nothing.
  func ranges(
    of condition: QueryExpression
  ) throws(QueryError) -> (variable: Variable, ids: IDRanges)? {
    switch condition {
    case .compare(let comparison, .variable(let variable), .term(let term)):
      return try ids(comparison, term).map { (variable, $0) }
    case .compare(let comparison, .term(let term), .variable(let variable)):
      return try ids(comparison.mirrored, term).map { (variable, $0) }
    case .call(.sameTerm, let arguments):
      switch (arguments[0], arguments[1]) {
      case (.variable(let variable), .term(let term)), (.term(let term), .variable(let variable)):
        return (variable, point(try context.id(of: term)))
      default: return nil
      }
    case .isIn(.variable(let variable), let list, isNegated: false):
      var all = IDRanges([])
      for item in list {
        guard case .term(let term) = item, let one = try ids(.equal, term) else { return nil }
        all = all.union(one)
      }
      return (variable, all)
    case .and(let a, let b):
      guard let left = try ranges(of: a) else { return try ranges(of: b) }
      guard let right = try ranges(of: b), right.variable == left.variable else { return left }
      return (left.variable, left.ids.intersection(right.ids))
    case .or(let a, let b):
      guard let left = try ranges(of: a), let right = try ranges(of: b),
        left.variable == right.variable
      else { return nil }
      return (left.variable, left.ids.union(right.ids))
    default: return nil
    }
  }

  /// The ids of which `id comparison term` may be true.
  private func ids(_ comparison: Comparison, _ term: Term) throws(QueryError) -> IDRanges? {
    if comparison == .notEqual { return nil }
    switch term {
    case .iri: return comparison == .equal ? point(try context.id(of: term)) : IDRanges([])
    case .blankNode: return nil
    case .literal(let literal):
      guard let value = literal.value else { return nil }
      switch value {
      case .string: return comparison == .equal ? point(try context.id(of: term)) : strings
      case .integer:
        return value.asDouble.flatMap { numbers(comparison, $0, precision: 0) }
      // A double tells a decimal nearly.
      case .decimal, .double:
        return value.asDouble.flatMap { numbers(comparison, $0, precision: 1e-14) }
      // Whole numbers are compared with a float as floats, of 24 bits.
      case .float: return value.asDouble.flatMap { numbers(comparison, $0, precision: 0x1p-22) }
      case .date, .dateTime: return times(comparison, term)
      default: return nil
      }
    }
  }

  private func point(_ id: TermID) -> IDRanges { IDRanges([id.rawValue...id.rawValue]) }

  private var strings: IDRanges { IDRanges([whole(.string), whole(.shortString)]) }

  private func whole(_ kind: TermKind) -> ClosedRange<UInt64> {
    TermID(kind: kind, payload: 0)
      .rawValue...TermID(kind: kind, payload: TermID.payloadMask)
      .rawValue
  }

  /// Ids of numbers on one side of a value, and of those that are nearer to it than the precision of the comparison; 0
  /// is an exact one.
  private func numbers(
    _ comparison: Comparison, _ value: Double, precision: Double
  ) -> IDRanges? {
    guard value.isFinite else { return nil }
    func inline(_ kind: TermKind, _ value: Double) -> [ClosedRange<UInt64>] {
      // Whole numbers below 2^53 are what they are as doubles.
      let isWhole = precision == 0 && value.magnitude < Double(1 << 53)
      return self.inline(
        kind, comparison, value, slack: isWhole ? 0 : 1 + value.magnitude * max(precision, 1e-14))
    }
    return IDRanges(
      inline(.integer, value) + inline(.decimal, value * 1e6) + [whole(.numericLiteral)])
  }

  /// Ids of dates or dateTimes on one side of an inlined one, and a day more: where one has a zone and the other
  /// has none, they may be 14 hours apart from how their ids sort.
  private func times(_ comparison: Comparison, _ term: Term) -> IDRanges? {
    guard case .inline(let id) = TermEncoding(term), id.kind == .date || id.kind == .dateTime
    else { return nil }
    let day = InlineValue.timeUnitsADay(id.kind) << InlineValue.zoneBits
    let (low, high) =
      (id.payload > day ? id.payload - day : 0, min(id.payload + day, TermID.payloadMask))
    let payloads: ClosedRange<UInt64> =
      switch comparison {
      case .equal, .notEqual: low...high
      case .less, .lessOrEqual: 0...high
      case .greater, .greaterOrEqual: low...TermID.payloadMask
      }
    let first = TermID(kind: id.kind, payload: payloads.lowerBound).rawValue
    let last = TermID(kind: id.kind, payload: payloads.upperBound).rawValue
    return IDRanges([first...last, whole(.temporalLiteral)])
  }

  /// The inline ids of a kind on one side of a value; with `slack`, so much more on that side.
  private func inline(
    _ kind: TermKind, _ comparison: Comparison, _ value: Double, slack: Double
  ) -> [ClosedRange<UInt64>] {
    let limit = Double(1 << 59)
    func payload(_ value: Double) -> UInt64 {
      // No double is 2^59 - 1, the last value.
      if value >= limit { return TermID.payloadMask }
      return UInt64(Int64(max(-limit, value)) + (1 << 59))
    }
    // Payloads are whole: behind a value that is whole and exact stands the next one.
    let step = slack == 0 ? 1.0 : 0
    var (low, high) = (-limit, limit)
    switch comparison {
    case .equal: (low, high) = (value - slack, value + slack)
    case .less: high = value + slack - step
    case .lessOrEqual: high = value + slack
    case .greater: low = value - slack + step
    case .greaterOrEqual: low = value - slack
    case .notEqual: break
    }
    guard low <= high, low < limit, high >= -limit else { return [] }
    return [
      TermID(kind: kind, payload: payload(low))
        .rawValue...TermID(kind: kind, payload: payload(high)).rawValue
    ]
  }
}

extension Comparison {
  /// The comparison that says the same with its sides exchanged.
  var mirrored: Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
