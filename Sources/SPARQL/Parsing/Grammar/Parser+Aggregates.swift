// Aggregates (rule Aggregate), and where they may stand.
//
// An aggregate is taken out of its expression: the query level keeps it under a generated variable, and
// the expression names that. The same aggregate twice is one, unless each of its calls may differ (RAND).

import RDF

/// Where an expression stands.
enum ExpressionPlace {
  /// In a clause where no aggregate may be.
  case pattern(String)
  /// In `SELECT`, `HAVING` or `ORDER BY`: above the groups.
  case solutions
  /// In an aggregate.
  case aggregate(String)
}

/// A variable of an expression above the groups, and where it is.
struct VariableMention {
  var variable: Variable
  var offset: Int
}

/// What the expressions of a query level have in them.
struct AggregationScope {
  private(set) var aggregates: [NamedAggregate] = []
  private var known: [Aggregate: Variable] = [:]
  /// Variables outside of aggregates since the list was last taken.
  var mentions: [VariableMention] = []
  /// How many calls of functions have been read whose results differ.
  var volatileCalls = 0

  /// The variable that holds `aggregate`.
  mutating func variable(
    for aggregate: Aggregate, isShared: Bool, _ fresh: inout FreshNames
  ) -> Variable {
    if isShared, let variable = known[aggregate] { return variable }
    let variable = fresh.aggregate()
    if isShared { known[aggregate] = variable }
    aggregates.append(NamedAggregate(variable, aggregate))
    return variable
  }
}

extension Parser {
  static let aggregateKeywords: [Keyword] = [
    .count, .sum, .minimum, .maximum, .average, .sample, .groupConcat,
  ]

  /// Whether the next token is the keyword of an aggregate.
  var isAtAggregate: Bool {
    guard let keyword = token.keyword else { return false }
    return Self.aggregateKeywords.contains(keyword)
  }

  /// Notes the variable that is next, for the rule that it must be grouped.
  func mention() {
    guard case .solutions = place, isAt(.variable) else { return }
    aggregation.mentions.append(
      VariableMention(variable: Variable(tokenText(after: 1)), offset: token.start))
  }

  /// Reads an aggregate and returns the variable that stands for it.
  func aggregate() throws(SyntaxFailure) -> Measured<QueryExpression> {
    let keyword = token.keyword ?? .count
    switch place {
    case .solutions: break
    case .pattern(let clause):
      throw failure(
        "the aggregate \(keyword.rawValue) cannot stand in \(clause); "
          + "use it in SELECT, HAVING or ORDER BY", at: token.start)
    case .aggregate(let outer):
      throw failure(
        "the aggregate \(keyword.rawValue) cannot stand in \(outer); use a subquery",
        at: token.start)
    }
    place = .aggregate(keyword.rawValue)
    let callsBefore = aggregation.volatileCalls
    advance()
    try expect(.leftParenthesis, "\"(\"")
    let isDistinct = accept(.distinct)
    var argument: Measured<QueryExpression>?
    if keyword != .count || !accept(.star) { argument = try expression() }
    let function = try aggregateFunction(keyword)
    try expect(
      .rightParenthesis,
      keyword == .groupConcat ? "an operator, \";\" or \")\"" : "an operator or \")\"")
    place = .solutions
    try check(height: (argument?.height ?? 0) + 1)
    let aggregate = Aggregate(function, of: argument?.tree, isDistinct: isDistinct)
    let variable = aggregation.variable(
      for: aggregate, isShared: aggregation.volatileCalls == callsBefore, &fresh)
    return Measured(.variable(variable))
  }

  private func aggregateFunction(
    _ keyword: Keyword
  ) throws(SyntaxFailure) -> Aggregate.Function {
    switch keyword {
    case .sum: return .sum
    case .minimum: return .minimum
    case .maximum: return .maximum
    case .average: return .average
    case .sample: return .sample
    case .groupConcat:
      guard accept(.semicolon) else { return .groupConcat(separator: " ") }
      try expect(.separator)
      try expect(.equal, "\"=\"")
      return .groupConcat(separator: try string())
    default: return .count
    }
  }
}
