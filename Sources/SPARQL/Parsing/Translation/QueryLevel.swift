// A query or subquery into algebra (sections 18.2.4 and 18.2.5). From the inside out:
//
//     pattern ─ group ─ HAVING ─ VALUES ─ SELECT expressions ─ ORDER BY ─ project ─ DISTINCT ─ slice
//
// Where there are groups, only keys and aggregates are seen above them. In SELECT another variable is an
// error; in HAVING and ORDER BY it stands for a value of the group, SAMPLE of it.

import RDF

/// What `SELECT` says.
struct SelectClause {
  enum Duplicates { case kept, removed, reduced }

  var duplicates = Duplicates.kept
  /// Nil is `*`.
  var items: [SelectItem]?
  /// Where the clause's list starts.
  var offset = 0
}

/// A variable of `SELECT`, or `(expression AS variable)`.
struct SelectItem {
  var variable: Variable
  /// Where the variable stands.
  var offset: Int
  /// Nil for a variable alone.
  var expression: Measured<QueryExpression>?
  /// The variables of the expression outside of aggregates.
  var mentions: [VariableMention] = []
}

/// The parts of a query level.
struct QueryLevel {
  /// Nil in queries that do not select.
  var select: SelectClause?
  var group: ParsedGroup
  var modifiers: SolutionModifiers
  /// The `VALUES` after it.
  var values: ValuesTable?
}

/// A query level as algebra.
struct TranslatedLevel {
  var pattern: Measured<Algebra>
  /// The variables that are seen outside: those of `SELECT`, else all in scope.
  var variables: VariableList
}

extension Parser {
  /// Translates a level whose aggregates are those in `aggregation`.
  func translate(_ level: QueryLevel) throws(SyntaxFailure) -> TranslatedLevel {
    var pattern = level.group.algebra
    var visible = level.group.variables
    var order = level.modifiers.order
    var having = level.modifiers.having
    let isGrouped = level.modifiers.keys != nil || !aggregation.aggregates.isEmpty
    if isGrouped {
      let keys = try groupKeys(level, &pattern)
      visible = VariableList(keys.map(\.variable).filter { !$0.isGenerated })
      try checkGrouping(level, visible)
      let samples = sampled(level, visible)
      having = having.map { Measured($0.tree.renaming(samples), height: $0.height) }
      order = order.map {
        OrderCondition($0.expression.renaming(samples), isDescending: $0.isDescending)
      }
      group(&pattern, keys, level.group.variables)
    }
    if let condition = Measured.balanced(having, QueryExpression.and) {
      pattern.tree = .filter(condition.tree, pattern.tree)
      pattern.height = max(pattern.height, condition.height) + 1
    }
    if let values = level.values {
      pattern.tree = pattern.tree.isUnit ? .values(values) : .join(pattern.tree, .values(values))
      pattern.height += 1
      visible.insert(contentsOf: VariableList(values.variables))
    }
    if let select = level.select {
      visible = try selectExpressions(select, level.group.variables, visible, &pattern)
    }
    if !order.isEmpty {
      pattern.tree = .orderBy(pattern.tree, order)
      pattern.height = max(pattern.height, level.modifiers.orderHeight) + 1
    }
    if let select = level.select { project(select, visible, &pattern) }
    slice(level.modifiers, &pattern)
    try check(height: pattern.height)
    return TranslatedLevel(pattern: pattern, variables: visible)
  }

  // MARK: - Groups

  /// The keys; a named one is bound below the group, so that keys after it and aggregates see it.
  private func groupKeys(
    _ level: QueryLevel, _ pattern: inout Measured<Algebra>
  ) throws(SyntaxFailure) -> [GroupKey] {
    var known = level.group.variables
    var keys: [GroupKey] = []
    for key in level.modifiers.keys ?? [] {
      if let name = key.name {
        guard known.insert(name) else { throw taken(name, at: key.nameOffset) }
        pattern = Measured(
          .extend(pattern.tree, name, key.expression.tree),
          height: try raised(max(pattern.height, key.expression.height)))
        keys.append(GroupKey(.variable(name), as: name))
      } else if case .variable(let variable) = key.expression.tree {
        keys.append(GroupKey(key.expression.tree, as: variable))
      } else {
        keys.append(GroupKey(key.expression.tree, as: fresh.key()))
      }
    }
    return keys
  }

  /// Refuses variables of SELECT that are neither keys nor made of aggregates.
  private func checkGrouping(
    _ level: QueryLevel, _ keys: VariableList
  ) throws(SyntaxFailure) {
    guard let select = level.select else { return }
    guard let items = select.items else {
      throw failure(
        "SELECT * cannot stand with groups; name the keys and aggregates", at: select.offset)
    }
    var known = keys
    for item in items {
      if item.expression == nil, !known.contains(item.variable) {
        throw ungrouped(item.variable, at: item.offset)
      }
      for mention in item.mentions where !known.contains(mention.variable) {
        throw ungrouped(mention.variable, at: mention.offset)
      }
      known.insert(item.variable)
    }
  }

  private func ungrouped(_ variable: Variable, at offset: Int) -> SyntaxFailure {
    let name = variable.name
    return failure(
      "?\(name) is not a key of the groups; add it to GROUP BY, or use an aggregate such as "
        + "SAMPLE(?\(name))",
      at: offset)
  }

  private func taken(_ variable: Variable, at offset: Int) -> SyntaxFailure {
    failure("?\(variable.name) is bound already; choose another name after AS", at: offset)
  }

  /// What HAVING and ORDER BY read instead of variables that are not seen above the groups.
  private func sampled(
    _ level: QueryLevel, _ keys: VariableList
  ) -> [Variable: Variable] {
    var samples: [Variable: Variable] = [:]
    func isSampled(_ variable: Variable) -> Bool {
      !keys.contains(variable) && samples[variable] == nil
    }
    // The names of SELECT expressions are made after HAVING and before ORDER BY.
    let names = VariableList(
      (level.select?.items ?? []).filter { $0.expression != nil }.map(\.variable))
    let mentions =
      level.modifiers.havingMentions
      + level.modifiers.orderMentions.filter { !names.contains($0.variable) }
    for mention in mentions where isSampled(mention.variable) {
      samples[mention.variable] = aggregation.variable(
        for: Aggregate(.sample, of: .variable(mention.variable)), isShared: true, &fresh)
    }
    return samples
  }

  private func group(
    _ pattern: inout Measured<Algebra>, _ keys: [GroupKey], _ visible: VariableList
  ) {
    let countsSolutions = aggregation.aggregates.contains {
      $0.aggregate.isDistinct && $0.aggregate.argument == nil
    }
    if countsSolutions {
      // Generated variables are no part of a solution, and must not tell two of them apart.
      let seen = visible.variables + keys.map(\.variable).filter { !visible.contains($0) }
      pattern = Measured(
        .project(pattern.tree, seen.filter { !$0.isGenerated }), height: pattern.height + 1)
    }
    pattern = Measured(
      .group(pattern.tree, keys: keys, aggregates: aggregation.aggregates),
      height: pattern.height + 1)
  }

  // MARK: - Selection

  /// Binds the named expressions, and returns the variables that are selected.
  private func selectExpressions(
    _ select: SelectClause, _ inPattern: VariableList, _ visible: VariableList,
    _ pattern: inout Measured<Algebra>
  ) throws(SyntaxFailure) -> VariableList {
    guard let items = select.items else { return visible }
    var selected = VariableList()
    for item in items {
      let isNew = selected.insert(item.variable)
      guard let expression = item.expression else { continue }
      let name = item.variable
      guard isNew, !inPattern.contains(name), !visible.contains(name) else {
        throw taken(name, at: item.offset)
      }
      pattern = Measured(
        .extend(pattern.tree, name, expression.tree),
        height: try raised(max(pattern.height, expression.height)))
    }
    return selected
  }

  private func project(
    _ select: SelectClause, _ variables: VariableList, _ pattern: inout Measured<Algebra>
  ) {
    pattern = Measured(
      .project(pattern.tree, variables.variables), height: pattern.height + 1)
    switch select.duplicates {
    case .kept: return
    case .removed: pattern.tree = .distinct(pattern.tree)
    case .reduced: pattern.tree = .reduced(pattern.tree)
    }
    pattern.height += 1
  }

  private func slice(_ modifiers: SolutionModifiers, _ pattern: inout Measured<Algebra>) {
    guard modifiers.limit != nil || modifiers.offset != nil else { return }
    pattern = Measured(
      .slice(pattern.tree, offset: modifiers.offset ?? 0, limit: modifiers.limit),
      height: pattern.height + 1)
  }
}
