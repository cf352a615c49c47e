// Reads SPARQL 1.1 queries and update requests. Start here; Grammar/Parser.swift has the parts.

import RDF

/// Reads the text of SPARQL 1.1 queries and update requests into algebra.
///
/// All of the grammar of SPARQL 1.1 Query, Update and Federated Query is read, and what section 18.2 and
/// the notes of the grammar forbid is refused: names that are bound twice, variables that are not grouped,
/// blank nodes across patterns and so on. Costs one pass over the text; limits bound memory and stack.
public struct QueryParser: Sendable {
  private let namespaces: Namespaces
  private let limits: QueryLimits

  /// Makes a parser.
  ///
  /// - Parameters:
  ///   - base: What relative IRIs mean before a `BASE` of the text; without one they are refused.
  ///   - prefixes: Prefixes that a text may use without declaring them; its own replace them.
  ///   - limits: What a text may cost.
  public init(
    base: IRI? = nil, prefixes: [QueryPrefix] = [], limits: QueryLimits = QueryLimits()
  ) {
    namespaces = Namespaces(base: base, prefixes: prefixes)
    self.limits = limits
  }

  /// Reads a query.
  public func query(_ text: String) throws(QuerySyntaxError) -> Query {
    try checkLength(of: text, limits.textBytes, "query")
    let parser = Parser(QueryText(text), namespaces: namespaces, limits: limits)
    do throws(SyntaxFailure) { return try parser.queryUnit() } catch { throw error.error }
  }

  /// Reads an update request: operations with semicolons between them; there may be none.
  public func update(_ text: String) throws(QuerySyntaxError) -> UpdateRequest {
    try checkLength(of: text, limits.updateTextBytes, "update request")
    let parser = Parser(QueryText(text), namespaces: namespaces, limits: limits)
    do throws(SyntaxFailure) { return try parser.updateUnit() } catch { throw error.error }
  }

  private func checkLength(
    of text: String, _ limit: Int, _ name: String
  ) throws(QuerySyntaxError) {
    let count = text.utf8.count
    guard count > limit else { return }
    let excerpt = String(String.UnicodeScalarView(text.unicodeScalars.prefix(60)))
    throw QuerySyntaxError(
      line: 1, column: 1,
      message: "the \(name) has \(count) bytes, more than the limit of \(limit)",
      excerpt: excerpt.split(whereSeparator: \.isNewline).first.map(String.init) ?? "")
  }
}
