// Comparisons that ids alone decide: most of them, and at the cost of a few instructions.
//
// Inline payloads sort as their values do, and a string or IRI has one id. What ids cannot decide (a string's
// order, a number that is not inlined, a language tag's case) is nil, and the terms are compared.

import SPARQL
import Storage

enum IDComparison {
  /// What comparing two bound ids says.
  enum Answer {
    case yes, no, error, unknown
  }

  @inline(__always)
  static func compare(_ comparison: Comparison, _ a: UInt64, _ b: UInt64) -> Answer {
    let (left, right) = (TermID(rawValue: a), TermID(rawValue: b))
    switch (left.kind, right.kind) {
    case (.integer, .integer), (.decimal, .decimal), (.boolean, .boolean),
      (.shortString, .shortString):
      return answer(comparison, left.payload, right.payload)
    case (.integer, .decimal):
      return answer(
        comparison, Int128(InlineValue.integerValue(left)) * 1_000_000,
        Int128(InlineValue.decimalMillionths(right)))
    case (.decimal, .integer):
      return answer(
        comparison, Int128(InlineValue.decimalMillionths(left)),
        Int128(InlineValue.integerValue(right)) * 1_000_000)
    case (.iri, .iri), (.blankNode, .blankNode), (.iri, .blankNode), (.blankNode, .iri):
      // IRIs and blank nodes have no order.
      return equality(comparison, a == b, ordered: .error)
    case (.string, .string), (.string, .shortString), (.shortString, .string):
      return equality(comparison, a == b, ordered: .unknown)
    default: return .unknown
    }
  }

  @inline(__always)
  private static func answer<T: Comparable>(_ comparison: Comparison, _ a: T, _ b: T) -> Answer {
    let holds: Bool =
      switch comparison {
      case .equal: a == b
      case .notEqual: a != b
      case .less: a < b
      case .lessOrEqual: a <= b
      case .greater: a > b
      case .greaterOrEqual: a >= b
      }
    return holds ? .yes : .no
  }

  @inline(__always)
  private static func equality(
    _ comparison: Comparison, _ isEqual: Bool, ordered: Answer
  ) -> Answer {
    switch comparison {
    case .equal: isEqual ? .yes : .no
    case .notEqual: isEqual ? .no : .yes
    default: ordered
    }
  }
}
