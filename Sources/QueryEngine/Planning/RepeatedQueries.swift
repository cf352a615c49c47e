// Subqueries that a query has several times: planned once, run once, their rows read by each that has them.
//
//     { SELECT ?d (COUNT(*) AS ?n) ... }  ┐
//     ... MAX(?n) of the same ...         ┴─► one plan node, one table
//
// Two are the same if their algebra is, but for the names that the parser has made up: those of blank nodes, ends of
// paths, aggregates and keys. What differs each time it is calculated (RAND, UUID, BNODE) is run each time.

import SPARQL

/// The subqueries that stand several times in a query.
struct RepeatedQueries {
  private var counts: [String: Int] = [:]
  /// Whether there is any.
  private(set) var isEmpty = true

  /// Finds those in a pattern.
  init(_ pattern: Algebra) { count(pattern, isInside: true) }

  /// What tells a subquery from others, or nil where it stands once, or is none, or is not to be shared.
  func key(_ algebra: Algebra) -> String? {
    guard !isEmpty, algebra.isSubquery, let key = algebra.normalText, counts[key, default: 0] > 1
    else { return nil }
    return key
  }

  /// `isInside` a subquery is its modifiers, up to what it selects.
  private mutating func count(_ algebra: Algebra, isInside: Bool) {
    if !isInside, algebra.isSubquery, let key = algebra.normalText {
      let count = counts[key, default: 0] + 1
      counts[key] = count
      if count > 1 { isEmpty = false }
      // What is in it again is shared with it.
      if count > 1 { return }
    }
    switch algebra {
    case .basic, .path, .values, .service: return
    case .join(let a, let b), .leftJoin(let a, let b, _), .union(let a, let b),
      .minus(let a, let b):
      count(a, isInside: false)
      count(b, isInside: false)
    case .filter(_, let a), .graph(_, let a), .extend(let a, _, _), .group(let a, _, _),
      .orderBy(let a, _):
      count(a, isInside: false)
    case .project(let a, _): count(a, isInside: false)
    case .distinct(let a), .reduced(let a), .slice(let a, _, _): count(a, isInside: true)
    }
  }
}

extension Algebra {
  /// Whether it is a query with its modifiers.
  fileprivate var isSubquery: Bool {
    switch self {
    case .project: true
    case .distinct(let a), .reduced(let a), .slice(let a, _, _): a.isSubquery
    default: false
    }
  }

  /// The algebra as text in which names that the parser has made up are numbers; nil where it is volatile.
  fileprivate var normalText: String? {
    var text = ""
    var names: [String: Int] = [:]
    return symbolic.append(to: &text, &names) ? text : nil
  }
}

extension SymbolicExpression {
  private static let volatile = Set(
    BuiltIn.allCases.filter(\.isVolatile).map { $0.rawValue.lowercased() })

  /// False where a call is volatile.
  fileprivate func append(to text: inout String, _ names: inout [String: Int]) -> Bool {
    switch self {
    case .word(let word):
      if word.hasPrefix("?.") {
        let number = names[word] ?? names.count
        names[word] = number
        text += "?.\(number) "
      } else {
        text += word + " "
      }
    case .list(let members):
      if case .word(let name)? = members.first, Self.volatile.contains(name) { return false }
      text += "("
      for member in members where !member.append(to: &text, &names) { return false }
      text += ")"
    }
    return true
  }
}
