// Group graph patterns (rules GroupGraphPattern to Constraint).

import RDF

extension Parser {
  private static let patternKeywords: [Keyword] = [
    .optional, .minus, .graph, .service, .filter, .bind, .values, .select, .union, .a, .true,
    .false,
  ]

  /// Reads `{ ... }`: a subquery, or elements in their order.
  func groupGraphPattern() throws(SyntaxFailure) -> ParsedGroup {
    try enter()
    try expect(.leftBrace, "\"{\"")
    blankNodes.startPattern()
    let group = isAt(.select) ? try subquery() : try groupElements()
    try expect(.rightBrace, "\"}\"")
    leave()
    return group
  }

  private func groupElements() throws(SyntaxFailure) -> ParsedGroup {
    var group = GroupBuilder()
    var needsDot = false
    while !isAt(.rightBrace) {
      if isAtTriples {
        guard !needsDot else { throw noElement(needsDot) }
        try triplesSameSubject()
        try closeStatement(into: &group)
        needsDot = !accept(.dot)
      } else if isAt(.filter) {
        try filter(into: &group)
        needsDot = false
        _ = accept(.dot)
      } else {
        guard try element(into: &group) else { throw noElement(needsDot) }
        // Whatever is no triple and no filter ends the basic pattern, and so the reach of its labels.
        blankNodes.startPattern()
        needsDot = false
        _ = accept(.dot)
      }
      try check(height: group.height)
    }
    return group.finish()
  }

  private func noElement(_ needsDot: Bool) -> SyntaxFailure {
    switch token.keyword {
    case .union:
      return failure("UNION stands between groups in braces: { } UNION { }", at: token.start)
    case .select:
      return failure("a subquery stands in braces of its own: { SELECT ... }", at: token.start)
    default:
      let start = needsDot ? "\".\", \";\", \",\"" : "a triple"
      return unexpected(
        "\(start), a pattern such as OPTIONAL or FILTER, or \"}\"", among: Self.patternKeywords)
    }
  }

  /// Reads an element that is neither triples nor a filter; false where none starts here.
  private func element(into group: inout GroupBuilder) throws(SyntaxFailure) -> Bool {
    if isAt(.leftBrace) {
      try union(into: &group)
      return true
    }
    switch token.keyword {
    case .optional: try optional(into: &group)
    case .minus: try minus(into: &group)
    case .graph: try graph(into: &group)
    case .service: try service(into: &group)
    case .bind: try bind(into: &group)
    case .values:
      advance()
      let table = try dataBlock()
      group.join(Measured(.values(table)))
      group.see(VariableList(table.variables))
    default: return false
    }
    return true
  }

  /// Reads `{ } UNION { } ...`, or one group alone.
  private func union(into group: inout GroupBuilder) throws(SyntaxFailure) {
    var branches: [Measured<Algebra>] = []
    repeat {
      let branch = try groupGraphPattern()
      branches.append(branch.algebra)
      group.see(branch.variables)
    } while accept(.union)
    if let union = Measured.balanced(branches, Algebra.union) { group.join(union) }
  }

  private func optional(into group: inout GroupBuilder) throws(SyntaxFailure) {
    advance()
    let inner = try groupGraphPattern()
    // Only the group's own filter becomes the condition: one of a group inside of it stays there.
    let height = max(inner.pattern.height, inner.filter?.height ?? 0)
    group.wrap(besideHeight: height) { .leftJoin($0, inner.pattern.tree, inner.filter?.tree) }
    group.see(inner.variables)
  }

  private func minus(into group: inout GroupBuilder) throws(SyntaxFailure) {
    advance()
    let inner = try groupGraphPattern().algebra
    group.wrap(besideHeight: inner.height) { .minus($0, inner.tree) }
  }

  private func graph(into group: inout GroupBuilder) throws(SyntaxFailure) {
    advance()
    let name = try variableOrIRI("the name of a graph: a variable or an IRI")
    let inner = try groupGraphPattern()
    let pattern = inner.algebra
    group.join(Measured(.graph(name, pattern.tree), height: pattern.height + 1))
    group.see(name)
    group.see(inner.variables)
  }

  private func service(into group: inout GroupBuilder) throws(SyntaxFailure) {
    advance()
    let isSilent = accept(.silent)
    let endpoint = try variableOrIRI("an endpoint: a variable or an IRI")
    let start = token.start
    let inner = try groupGraphPattern()
    add(inner, at: endpoint, isSilent: isSilent, from: start, to: &group)
  }

  private func add(
    _ inner: ParsedGroup, at endpoint: PatternTerm, isSilent: Bool, from start: Int,
    to group: inout GroupBuilder
  ) {
    let pattern = inner.algebra
    let call = ServiceCall(
      endpoint: endpoint, isSilent: isSilent, pattern: pattern.tree,
      text: text.slice(start, previousEnd), prologue: namespaces.prologue)
    group.join(Measured(.service(call), height: pattern.height + 1))
    group.see(endpoint)
    group.see(inner.variables)
  }

  private func bind(into group: inout GroupBuilder) throws(SyntaxFailure) {
    advance()
    place = .pattern("BIND")
    try expect(.leftParenthesis, "\"(\"")
    let expression = try expression()
    let start = try nameStart()
    let variable = try variable()
    guard !group.variables.contains(variable) else {
      throw failure(
        "BIND cannot assign ?\(variable.name), which the group before it binds already; "
          + "choose another name, or compare with FILTER",
        at: start)
    }
    try expect(.rightParenthesis, "\")\"")
    group.wrap(besideHeight: expression.height) { .extend($0, variable, expression.tree) }
    group.see(.variable(variable))
  }

  /// Reads the `AS` after an expression, and returns where its variable stands.
  func nameStart() throws(SyntaxFailure) -> Int {
    guard accept(.as) else { throw unexpected("an operator or AS", among: [.as]) }
    return token.start
  }

  private func filter(into group: inout GroupBuilder) throws(SyntaxFailure) {
    advance()
    place = .pattern("FILTER")
    group.add(filter: try constraint())
  }

  /// Whether the next token starts a condition without parentheses around it.
  var isAtConstraint: Bool { isAt(.leftParenthesis) || isAtIRI || isAtCall }

  /// Reads what follows `FILTER`: an expression in parentheses, or a call.
  func constraint() throws(SyntaxFailure) -> Measured<QueryExpression> {
    try enter()
    let result: Measured<QueryExpression>
    if isAt(.leftParenthesis) {
      result = try bracketed()
    } else if isAtIRI {
      result = try namedCall()
    } else {
      guard isAtCall else { throw noConstraint() }
      result = try call()
    }
    leave()
    return result
  }

  private func namedCall() throws(SyntaxFailure) -> Measured<QueryExpression> {
    let name = try iri()
    guard isAt(.leftParenthesis) else { throw unexpected("\"(\" and arguments") }
    return try functionCall(name)
  }

  private func noConstraint() -> SyntaxFailure {
    unexpected(
      "a condition: \"(\" or a function", among: [.exists, .not, .bound, .if, .coalesce],
      names: BuiltIn.allCases.map(\.rawValue))
  }
}
