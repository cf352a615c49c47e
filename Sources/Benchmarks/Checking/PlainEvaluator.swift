// A second opinion on how many rows a query has.
//
// It shares with the engine the parser, what operators and functions make of values, and the ids of
// terms; not the planner, the operators, the statistics or any index but one (see TripleIndex). It
// is written for the queries of benchmarks: basic patterns, OPTIONAL, UNION, FILTER, one level of
// solution modifiers. What it does not know is an error, never a wrong count.
//
// A pattern is evaluated with the bindings of what stands before it. That gives the answers of the
// specification, which evaluates each side by itself, where the pattern is well designed (see
// PatternDesign), and anything else is refused.

import RDF
import SPARQL
import Storage

/// Why the plain evaluator has no answer.
public enum PlainEvaluationError: Error, Hashable, Sendable {
  /// The query has something that the evaluator does not know.
  case unsupported(String)
  /// The store could not be read.
  case store(StorageError)
}

/// Counts the rows of queries by a plain evaluation over triples in memory.
package final class PlainEvaluator {
  private let view: ReadView
  private let decoder: TermDecoder
  let index: TripleIndex
  let context: FunctionContext
  private var terms: [UInt64: Term] = [:]
  /// The ids of the terms that the query in work names; nil where the store does not have one.
  private var ids: [Term: UInt64?] = [:]
  /// The place of each variable of the query in work in its rows.
  private(set) var slots: [Variable: Int] = [:]

  /// Terms that are kept decoded at once.
  private static let keptTerms = 1_000_000

  /// Reads the default graph of the store as of `view` into memory.
  package init(_ view: ReadView) throws(PlainEvaluationError) {
    self.view = view
    decoder = view.decoder()
    guard let now = XSDDateTime(localSeconds: 1_700_000_000, timeZone: .utc) else {
      preconditionFailure("the year 2023 is within the limits")
    }
    context = FunctionContext(FunctionSettings(now: now))
    do throws(StorageError) { index = try TripleIndex(view) } catch { throw .store(error) }
  }

  /// How many rows, or triples of a graph, are the result of `query`.
  package func rowCount(of query: Query) throws(PlainEvaluationError) -> Int {
    guard query.dataset == nil else { throw .unsupported("FROM") }
    var pattern = query.pattern
    var (offset, limit) = (0, Int.max)
    if case .slice(let inner, let first, let most) = pattern {
      (pattern, offset, limit) = (inner, first, most ?? .max)
    }
    var isDistinct = false
    if case .distinct(let inner) = pattern { (pattern, isDistinct) = (inner, true) }
    var projected: [Variable]?
    if case .project(let inner, let variables) = pattern {
      (pattern, projected) = (inner, variables)
    }
    // The order of rows is no matter for their number.
    if case .orderBy(let inner, _) = pattern { pattern = inner }

    let names = pattern.variables
    ids.removeAll(keepingCapacity: true)
    slots = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    try PatternDesign.check(pattern)
    var rows = try solutions(of: pattern, with: Row(repeating: 0, count: names.count))
    if isDistinct {
      let places = (projected ?? names).map { slots[$0] }
      rows = Array(Set(rows.map { row in places.map { $0.map { row[$0] } ?? 0 } }))
    }
    let count = min(max(rows.count - offset, 0), limit)
    switch query.form {
    case .select: return count
    case .ask: return 1
    case .construct(let template):
      guard count == rows.count else { throw .unsupported("CONSTRUCT with LIMIT") }
      return try tripleCount(of: template, rows)
    case .describe(let places):
      guard count == rows.count else { throw .unsupported("DESCRIBE with LIMIT") }
      return try describedCount(of: places, rows)
    }
  }

  // MARK: terms

  /// The id of a term, or nil where the store does not have it.
  func id(of term: Term) throws(PlainEvaluationError) -> UInt64? {
    if let known = ids[term] { return known }
    let id: UInt64?
    do throws(StorageError) { id = try view.id(of: term)?.rawValue } catch { throw .store(error) }
    ids[term] = .some(id)
    return id
  }

  func term(of id: UInt64) throws(PlainEvaluationError) -> Term {
    if let known = terms[id] { return known }
    let term: Term
    do throws(StorageError) {
      term = Term(try decoder.term(TermID(rawValue: id), at: 0))
    } catch { throw .store(error) }
    if terms.count == Self.keptTerms { terms.removeAll(keepingCapacity: true) }
    terms[id] = term
    return term
  }
}

/// The id of each variable of a query, by its slot; 0 is unbound.
typealias Row = [UInt64]

extension PlainEvaluationError: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .unsupported(let what): "the independent evaluation does not know \(what)"
    case .store(let error): "\(error)"
    }
  }
}
