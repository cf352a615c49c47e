// Solution modifiers (rules SolutionModifier to OffsetClause), as they are read; QueryLevel applies them.

import RDF

/// A key of `GROUP BY` as it is written.
struct WrittenKey {
  var expression: Measured<QueryExpression>
  /// The name after `AS`, or nil.
  var name: Variable?
  /// Where the name stands.
  var nameOffset = 0
}

/// The modifiers of a query level.
struct SolutionModifiers {
  /// Nil without `GROUP BY`.
  var keys: [WrittenKey]?
  var having: [Measured<QueryExpression>] = []
  var order: [OrderCondition] = []
  var orderHeight = 0
  var offset: Int?
  var limit: Int?
  /// The variables of `HAVING` outside of aggregates.
  var havingMentions: [VariableMention] = []
  /// The variables of `ORDER BY` outside of aggregates.
  var orderMentions: [VariableMention] = []
}

extension Parser {
  /// Reads the modifiers after a pattern; there may be none.
  func solutionModifiers() throws(SyntaxFailure) -> SolutionModifiers {
    var modifiers = SolutionModifiers()
    if accept(.group) {
      try expect(.by)
      modifiers.keys = try groupKeys()
    }
    place = .solutions
    aggregation.mentions = []
    if accept(.having) {
      repeat { modifiers.having.append(try constraint()) } while isAtConstraint
      modifiers.havingMentions = aggregation.mentions
      aggregation.mentions = []
    }
    if accept(.order) {
      try expect(.by)
      try orderConditions(&modifiers)
      modifiers.orderMentions = aggregation.mentions
      aggregation.mentions = []
    }
    try limitAndOffset(&modifiers)
    return modifiers
  }

  private func groupKeys() throws(SyntaxFailure) -> [WrittenKey] {
    place = .pattern("GROUP BY")
    var keys: [WrittenKey] = []
    while true {
      if isAt(.variable) {
        keys.append(WrittenKey(expression: Measured(.variable(try variable()))))
      } else if isAt(.leftParenthesis) {
        keys.append(try bracketedKey())
      } else if isAtConstraint {
        keys.append(WrittenKey(expression: try constraint()))
      } else if keys.isEmpty {
        throw unexpected(
          "a key: a variable, a function or an expression in parentheses",
          names: BuiltIn.allCases.map(\.rawValue))
      } else {
        return keys
      }
    }
  }

  private func bracketedKey() throws(SyntaxFailure) -> WrittenKey {
    advance()
    var key = WrittenKey(expression: try expression())
    if accept(.as) {
      key.nameOffset = token.start
      key.name = try variable()
    }
    try expect(.rightParenthesis, key.name == nil ? "an operator, AS or \")\"" : "\")\"")
    return key
  }

  private func orderConditions(
    _ modifiers: inout SolutionModifiers
  ) throws(SyntaxFailure) {
    while true {
      let expression: Measured<QueryExpression>
      var isDescending = false
      if isAt(.ascending) || isAt(.descending) {
        isDescending = isAt(.descending)
        advance()
        expression = try bracketed()
      } else if isAt(.variable) {
        mention()
        expression = Measured(.variable(try variable()))
      } else if isAtConstraint {
        expression = try constraint()
      } else if modifiers.order.isEmpty {
        throw unexpected(
          "a condition: a variable, ASC, DESC, a function or an expression in parentheses",
          among: [.ascending, .descending], names: BuiltIn.allCases.map(\.rawValue))
      } else {
        return
      }
      modifiers.order.append(OrderCondition(expression.tree, isDescending: isDescending))
      modifiers.orderHeight = max(modifiers.orderHeight, expression.height)
    }
  }

  /// `LIMIT` and `OFFSET` stand in either order, each at most once.
  private func limitAndOffset(
    _ modifiers: inout SolutionModifiers
  ) throws(SyntaxFailure) {
    while true {
      if isAt(.limit), modifiers.limit == nil {
        advance()
        modifiers.limit = try count("the number after LIMIT")
      } else if isAt(.offset), modifiers.offset == nil {
        advance()
        modifiers.offset = try count("the number after OFFSET")
      } else {
        return
      }
    }
  }

  private func count(_ name: String) throws(SyntaxFailure) -> Int {
    guard isAt(.integer), ByteClass.isDigit(text.bytes[token.start]) else {
      throw unexpected("\(name), an integer without a sign")
    }
    // A number beyond Int counts more solutions than there can be, as the greatest Int does.
    let count = Int(tokenText) ?? Int.max
    advance()
    return count
  }
}
