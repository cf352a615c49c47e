// Between ids and values, for one thread of a query.

import RDF
import SPARQL
import Storage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What expressions need beside their rows: terms of ids, ids of terms, functions' state; one thread.
final class EvaluationContext {
  let view: ReadView
  let local: LocalTerms
  let control: QueryControl
  let functions: FunctionContext
  /// Asks endpoints, or nil where none may be asked.
  let services: (any ServiceClient)?
  private let decoder: TermDecoder
  /// Ids of terms that were calculated before.
  private var known: [Term: TermID] = [:]

  /// Terms that `known` holds at most: enough for constants and repeated results.
  private static let knownTerms = 65_536

  init(
    view: ReadView, local: LocalTerms, control: QueryControl, functions: FunctionContext,
    services: (any ServiceClient)? = nil
  ) {
    self.services = services
    self.view = view
    self.local = local
    self.control = control
    self.functions = functions
    decoder = view.decoder(positions: 2)
  }

  /// A context for another thread of the same query.
  func forked(_ number: Int, control other: QueryControl? = nil) -> EvaluationContext {
    EvaluationContext(
      view: view, local: local, control: other ?? control,
      functions: FunctionContext(functions.settings, stream: UInt64(number)), services: services)
  }

  // MARK: ids to values

  /// The term of an id.
  func term(of id: UInt64) throws(QueryError) -> Term {
    let id = TermID(rawValue: id)
    if id.isLocal { return local.term(of: id) }
    return try reading { () throws(StorageError) in Term(try decoder.term(id, at: 0)) }
  }

  /// The value of an id; nil where it is 0, which is unbound.
  @inline(__always)
  func value(of raw: UInt64) throws(QueryError) -> ExpressionValue? {
    if raw == 0 { return nil }
    let id = TermID(rawValue: raw)
    switch id.kind {
    case .integer: return .value(.integer(XSDInteger(Int(InlineValue.integerValue(id)))))
    case .boolean: return .value(.boolean(id.payload == 1))
    default: return .term(try term(of: raw))
    }
  }

  /// The bytes of a stored term, valid until the next call for the same position, of which there are two; nil where
  /// the query has made it.
  func bytes(of raw: UInt64, at position: Int = 0) throws(QueryError) -> DecodedTerm? {
    let id = TermID(rawValue: raw)
    if id.isLocal { return nil }
    return try reading { () throws(StorageError) in try decoder.term(id, at: position) }
  }

  /// The order of two stored strings by code points: negative, zero or positive; nil where the query has made one.
  func compareStrings(_ a: UInt64, _ b: UInt64) throws(QueryError) -> Int? {
    guard let left = try bytes(of: a, at: 0)?.value, let right = try bytes(of: b, at: 1)?.value
    else { return nil }
    if let start = left.baseAddress, let other = right.baseAddress {
      let difference = memcmp(start, other, min(left.count, right.count))
      if difference != 0 { return Int(difference) }
    }
    return left.count - right.count
  }

  // MARK: values to ids

  /// The id of a value, 0 where there is none.
  func id(of value: ExpressionValue?) throws(QueryError) -> UInt64 {
    guard let value else { return 0 }
    if case .value(.boolean(let truth)) = value {
      return TermID(kind: .boolean, payload: truth ? 1 : 0).rawValue
    }
    if case .value(.integer(let integer)) = value, let word = integer.int64,
      let id = InlineValue.integer(word)
    {
      return id.rawValue
    }
    return try id(of: value.term).rawValue
  }

  /// The id of a term: the store's where it has it, else the query's own.
  func id(of term: Term) throws(QueryError) -> TermID {
    if case .inline(let id) = TermEncoding(term) { return id }
    if let id = known[term] { return id }
    let id = try find(term)
    if known.count < Self.knownTerms { known[term] = id }
    return id
  }

  private func find(_ term: Term) throws(QueryError) -> TermID {
    if let id = try stored(term) { return id }
    switch TermEncoding(term) {
    case .inline(let id): return id
    case .blankNode: return local.id(of: term, kind: .blankNode)
    case .stored(let kind, _): return local.id(of: term, kind: kind)
    }
  }

  /// The id that the store has for a term, or nil.
  func stored(_ term: Term) throws(QueryError) -> TermID? {
    if let id = known[term], !id.isLocal { return id }
    let id = try reading { () throws(StorageError) in try view.id(of: term) }
    if let id, known.count < Self.knownTerms { known[term] = id }
    return id
  }
}
