// Queries (rules QueryUnit to WhereClause).

import RDF

extension Parser {
  private static let forms: [Keyword] = [.select, .construct, .ask, .describe]
  private static let updates: [Keyword] = [
    .insert, .delete, .load, .clear, .drop, .create, .add, .move, .copy, .with,
  ]

  /// Reads a whole text as a query.
  func queryUnit() throws(SyntaxFailure) -> Query {
    try prologue()
    let query: Query
    switch token.keyword {
    case .select: query = try selectQuery()
    case .construct: query = try constructQuery()
    case .ask: query = try askQuery()
    case .describe: query = try describeQuery()
    case .some(let keyword) where Self.updates.contains(keyword):
      throw failure("this is an update, and a query is expected here", at: token.start)
    default:
      throw unexpected(
        "a query: SELECT, CONSTRUCT, ASK or DESCRIBE", among: Self.forms + [.prefix, .base])
    }
    guard isAt(.end) else { throw notAtEnd() }
    return query
  }

  private func notAtEnd() -> SyntaxFailure {
    unexpected(
      "the end of the query, or GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET or VALUES in this order",
      among: [.group, .having, .order, .limit, .offset, .values])
  }

  /// Reads declarations of the base and of prefixes; there may be none.
  func prologue() throws(SyntaxFailure) {
    while true {
      if accept(.base) {
        guard isAt(.iri) else { throw unexpected("an IRI in angle brackets: BASE <...>") }
        namespaces.setBase(try iri())
      } else if accept(.prefix) {
        guard isAt(.prefixedName), token.end == token.localStart else {
          throw unexpected("a prefix that ends with a colon: PREFIX name: <...>")
        }
        let name = text.string(token.start..<(token.end - 1))
        advance()
        guard isAt(.iri) else { throw unexpected("an IRI in angle brackets") }
        namespaces.declare(name, try iri())
      } else {
        return
      }
    }
  }

  /// Reads `FROM` and `FROM NAMED`, or `USING` and `USING NAMED`; nil where there are none.
  func datasetClauses(
    _ keyword: Keyword
  ) throws(SyntaxFailure) -> DatasetClause? {
    guard isAt(keyword) else { return nil }
    var dataset = DatasetClause()
    while accept(keyword) {
      if accept(.named) {
        dataset.namedGraphs.append(try iri("the IRI of a graph"))
      } else {
        dataset.defaultGraphs.append(try iri("the IRI of a graph or NAMED"))
      }
    }
    return dataset
  }

  private func whereClause(_ before: String) throws(SyntaxFailure) -> ParsedGroup {
    if !accept(.where), !isAt(.leftBrace) {
      throw unexpected("\(before)FROM, WHERE or \"{\"", among: [.from, .where])
    }
    return try groupGraphPattern()
  }

  /// Reads the modifiers and `VALUES` after a pattern, and translates the level.
  private func endLevel(
    _ select: SelectClause?, _ group: ParsedGroup
  ) throws(SyntaxFailure) -> TranslatedLevel {
    let modifiers = try solutionModifiers()
    let values = accept(.values) ? try dataBlock() : nil
    return try translate(
      QueryLevel(select: select, group: group, modifiers: modifiers, values: values))
  }

  private func query(
    _ form: Query.Form, _ dataset: DatasetClause?, _ pattern: Algebra
  ) -> Query {
    Query(form: form, dataset: dataset, pattern: pattern, prologue: namespaces.prologue)
  }
}

// MARK: - SELECT and ASK

extension Parser {
  private func selectQuery() throws(SyntaxFailure) -> Query {
    let select = try selectClause()
    let dataset = try datasetClauses(.from)
    let group = try whereClause(dataset == nil && select.items != nil ? "a variable, \"(\", " : "")
    let level = try endLevel(select, group)
    return query(.select(level.variables.variables), dataset, level.pattern.tree)
  }

  /// Reads a subquery, up to the brace that closes it.
  func subquery() throws(SyntaxFailure) -> ParsedGroup {
    let outer = aggregation
    aggregation = AggregationScope()
    let select = try selectClause()
    let group = try whereClause(select.items != nil ? "a variable, \"(\", " : "")
    let level = try endLevel(select, group)
    aggregation = outer
    return ParsedGroup(pattern: level.pattern, filter: nil, variables: level.variables)
  }

  private func selectClause() throws(SyntaxFailure) -> SelectClause {
    try expect(.select)
    var select = SelectClause()
    if accept(.distinct) {
      select.duplicates = .removed
    } else if accept(.reduced) {
      select.duplicates = .reduced
    }
    select.offset = token.start
    if accept(.star) { return select }
    place = .solutions
    var items: [SelectItem] = []
    while isAt(.variable) || isAt(.leftParenthesis) { items.append(try selectItem()) }
    if isAtCall || (items.isEmpty && isAtIRI) {
      throw failure(
        "an expression in SELECT stands in parentheses, with a name: (... AS ?name)",
        at: token.start)
    }
    guard !items.isEmpty else {
      throw unexpected("a variable, \"(\" or \"*\"", among: [.distinct, .reduced])
    }
    select.items = items
    return select
  }

  private func selectItem() throws(SyntaxFailure) -> SelectItem {
    let start = token.start
    guard accept(.leftParenthesis) else {
      return SelectItem(variable: try variable(), offset: start)
    }
    aggregation.mentions = []
    let expression = try expression()
    let mentions = aggregation.mentions
    let nameOffset = try nameStart()
    let variable = try variable()
    try expect(.rightParenthesis, "\")\"")
    return SelectItem(
      variable: variable, offset: nameOffset, expression: expression, mentions: mentions)
  }

  private func askQuery() throws(SyntaxFailure) -> Query {
    advance()
    let dataset = try datasetClauses(.from)
    let level = try endLevel(nil, try whereClause(""))
    return query(.ask, dataset, level.pattern.tree)
  }
}

// MARK: - CONSTRUCT and DESCRIBE

extension Parser {
  private func constructQuery() throws(SyntaxFailure) -> Query {
    advance()
    if isAt(.leftBrace) {
      let template = try template()
      let dataset = try datasetClauses(.from)
      let level = try endLevel(nil, try whereClause(""))
      return query(.construct(template), dataset, level.pattern.tree)
    }
    let dataset = try datasetClauses(.from)
    guard accept(.where) else {
      throw unexpected(
        dataset == nil ? "a template in braces, FROM or WHERE" : "FROM or WHERE",
        among: [.from, .where])
    }
    let template = try template()
    let level = try endLevel(nil, pattern(of: template))
    return query(.construct(template), dataset, level.pattern.tree)
  }

  /// Reads `{ triples }`, where blank nodes are new ones for each solution.
  private func template() throws(SyntaxFailure) -> [TriplePattern] {
    rules = .template
    try expect(.leftBrace, "\"{\"")
    var triples: [TriplePattern] = []
    try triplesTemplate { triples.append($0) }
    guard accept(.rightBrace) else {
      throw unexpected("\".\", \";\", \",\" or \"}\"; a template holds triples alone")
    }
    rules = .pattern
    return triples
  }

  /// The template of the short form as a pattern: there its blank nodes are variables.
  private func pattern(of template: [TriplePattern]) -> ParsedGroup {
    var variables: [BlankNode: Variable] = [:]
    func variable(_ term: PatternTerm) -> PatternTerm {
      guard case .term(.blankNode(let node)) = term else { return term }
      let known = variables[node] ?? fresh.blankNode()
      variables[node] = known
      return .variable(known)
    }
    var group = GroupBuilder()
    for triple in template {
      group.add(
        TriplePattern(
          variable(triple.subject), variable(triple.predicate), variable(triple.object)))
    }
    return group.finish()
  }

  private func describeQuery() throws(SyntaxFailure) -> Query {
    advance()
    var terms: [PatternTerm] = []
    let describesAll = accept(.star)
    if !describesAll {
      terms.append(try variableOrIRI("what to describe: variables, IRIs or \"*\""))
      while isAt(.variable) || isAtIRI { terms.append(try variableOrIRI()) }
    }
    let dataset = try datasetClauses(.from)
    var group = GroupBuilder()
    let parsed =
      isAt(.where) || isAt(.leftBrace) ? try whereClause("") : group.finish()
    let level = try endLevel(nil, parsed)
    if describesAll { terms = level.variables.variables.map { .variable($0) } }
    return query(.describe(terms), dataset, level.pattern.tree)
  }
}
