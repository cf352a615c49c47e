// Calls of functions that have a keyword (rules BuiltInCall, ExistsFunc, NotExistsFunc).

import RDF

extension Parser {
  /// Whether the next token is the keyword of a function or of an aggregate.
  var isAtCall: Bool {
    guard token.kind == .word else { return false }
    switch token.keyword {
    case .not, .exists, .bound, .if, .coalesce: return true
    case .some: return isAtAggregate
    case nil: return builtIn != nil
    }
  }

  private var builtIn: BuiltIn? {
    guard token.kind == .word else { return nil }
    let source = text.bytes
    return BuiltIn(utf8: source.span.extracting(token.start..<token.end))
  }

  /// Reads a call; anything else is an error that says what an expression starts with.
  func call() throws(SyntaxFailure) -> Measured<QueryExpression> {
    switch token.keyword {
    case .exists, .not: return try exists()
    case .bound: return try boundCall()
    case .if: return try conditional()
    case .coalesce: return try coalesce()
    case .some where isAtAggregate: return try aggregate()
    default: return try builtInCall()
    }
  }

  private func builtInCall() throws(SyntaxFailure) -> Measured<QueryExpression> {
    let start = token.start
    guard let function = builtIn else { throw noExpression() }
    if function.isVolatile { aggregation.volatileCalls += 1 }
    advance()
    let list = try arguments()
    guard function.argumentCounts.contains(list.tree.count) else {
      throw wrongCount(function.rawValue, function.argumentCounts, list.tree.count, at: start)
    }
    return Measured(.call(function, list.tree), height: try raised(list.height))
  }

  private func coalesce() throws(SyntaxFailure) -> Measured<QueryExpression> {
    advance()
    let list = try arguments()
    return Measured(.coalesce(list.tree), height: try raised(list.height))
  }

  private func conditional() throws(SyntaxFailure) -> Measured<QueryExpression> {
    let start = token.start
    advance()
    let list = try arguments()
    guard list.tree.count == 3 else {
      throw wrongCount("IF", 3...3, list.tree.count, at: start)
    }
    return Measured(
      .conditional(list.tree[0], list.tree[1], list.tree[2]), height: try raised(list.height))
  }

  private func boundCall() throws(SyntaxFailure) -> Measured<QueryExpression> {
    advance()
    try expect(.leftParenthesis, "\"(\"")
    mention()
    let variable = try variable("a variable, the argument of BOUND")
    try expect(.rightParenthesis, "\")\"")
    return Measured(.bound(variable))
  }

  /// Reads `EXISTS` or `NOT EXISTS` and its pattern.
  private func exists() throws(SyntaxFailure) -> Measured<QueryExpression> {
    let isNegated = accept(.not)
    try expect(.exists)
    let outerPattern = blankNodes.startInner()
    let outerPlace = place
    let pattern = try groupGraphPattern().algebra
    place = outerPlace
    blankNodes.endInner(outerPattern)
    return Measured(
      .exists(pattern.tree, isNegated: isNegated), height: try raised(pattern.height))
  }

  private func wrongCount(
    _ name: String, _ counts: ClosedRange<Int>, _ found: Int, at start: Int
  ) -> SyntaxFailure {
    let wanted =
      counts.count == 1 ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
    let noun = wanted == "1" ? "argument" : "arguments"
    return failure("\(name) takes \(wanted) \(noun), found \(found)", at: start)
  }

  private func noExpression() -> SyntaxFailure {
    let names = BuiltIn.allCases.map(\.rawValue)
    let keywords: [Keyword] =
      [.exists, .not, .bound, .if, .coalesce, .true, .false] + Self.aggregateKeywords
    guard token.kind == .word, token.keyword == nil, isBeforeParenthesis else {
      return unexpected(
        "an expression: a variable, a literal, an IRI, a function or \"(\"", among: keywords,
        names: names)
    }
    let close = Suggestion.closest(to: tokenText, among: keywords.map(\.rawValue) + names)
    return failure(
      "unknown function \(found)" + (close.map { "; did you mean \($0)?" } ?? ""),
      at: token.start)
  }

  /// Whether an opening parenthesis follows the next token.
  private var isBeforeParenthesis: Bool {
    let source = text.bytes
    let bytes = source.span
    var index = token.end
    while ByteClass.isSpace(bytes.byte(index)) { index += 1 }
    return bytes.byte(index) == UInt8(ascii: "(")
  }
}
