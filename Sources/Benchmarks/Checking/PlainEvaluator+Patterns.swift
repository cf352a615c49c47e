// Solutions of patterns, and the graphs that are made of them.

import RDF
import SPARQL
import Storage

extension PlainEvaluator {
  /// The solutions of `pattern` that agree with `row`, as rows that extend it.
  func solutions(
    of pattern: Algebra, with row: Row
  ) throws(PlainEvaluationError) -> [Row] {
    switch pattern {
    case .basic(let patterns):
      var found: [Row] = []
      try match(patterns, row, &found)
      return found
    case .join(let left, let right):
      var found: [Row] = []
      for row in try solutions(of: left, with: row) {
        found += try solutions(of: right, with: row)
      }
      return found
    case .leftJoin(let left, let right, let condition):
      var found: [Row] = []
      for row in try solutions(of: left, with: row) {
        var extended = try solutions(of: right, with: row)
        if let condition { extended = try extended.passing(condition, self) }
        found += extended.isEmpty ? [row] : extended
      }
      return found
    case .union(let left, let right):
      return try solutions(of: left, with: row) + solutions(of: right, with: row)
    case .filter(let condition, let inner):
      return try solutions(of: inner, with: row).passing(condition, self)
    case .path, .graph, .extend, .minus, .values, .service, .group, .orderBy, .project,
      .distinct, .reduced, .slice:
      throw .unsupported(PatternDesign.name(of: pattern))
    }
  }

  /// Adds the solutions of a basic pattern, the triple pattern with the fewest matches first.
  private func match(
    _ patterns: [TriplePattern], _ row: Row, _ found: inout [Row]
  ) throws(PlainEvaluationError) {
    guard !patterns.isEmpty else {
      found.append(row)
      return
    }
    guard let (place, matches) = try narrowest(patterns, row) else { return }
    var rest = patterns
    let pattern = rest.remove(at: place)
    // The loop is over a copy of the range; a failure ends it.
    try matches.forEach { (subject, predicate, object) throws(PlainEvaluationError) in
      var next = row
      guard bind(pattern.subject, subject, &next), bind(pattern.predicate, predicate, &next),
        bind(pattern.object, object, &next)
      else { return }
      try match(rest, next, &found)
    }
  }

  /// The pattern to go on with: of those that share a bound variable with the row or have none, if
  /// there are any, the one with the fewest matches; nil where one has none.
  private func narrowest(
    _ patterns: [TriplePattern], _ row: Row
  ) throws(PlainEvaluationError) -> (Int, TripleMatches)? {
    var best: (place: Int, matches: TripleMatches, isConnected: Bool)?
    for (place, pattern) in patterns.enumerated() {
      let parts = [pattern.subject, pattern.predicate, pattern.object]
      var ids: [UInt64?] = []
      for part in parts {
        switch part {
        case .variable(let variable):
          let id = row[slot(variable)]
          ids.append(id == 0 ? nil : id)
        case .term(let term):
          guard let id = try id(of: term) else { return nil }
          ids.append(id)
        }
      }
      let matches = index.matches(ids[0], ids[1], ids[2])
      if matches.count == 0 { return nil }
      let isConnected = zip(parts, ids).contains { $0.variable != nil && $1 != nil }
      if let best, best.isConnected && !isConnected { continue }
      if let best, best.isConnected == isConnected, best.matches.count <= matches.count {
        continue
      }
      best = (place, matches, isConnected)
    }
    return best.map { ($0.place, $0.matches) }
  }

  /// Binds a variable to an id; false where it is bound to another.
  private func bind(_ part: PatternTerm, _ id: UInt64, _ row: inout Row) -> Bool {
    guard let variable = part.variable else { return true }
    let slot = slot(variable)
    if row[slot] == 0 { row[slot] = id }
    return row[slot] == id
  }

  private func slot(_ variable: Variable) -> Int {
    guard let slot = slots[variable] else {
      preconditionFailure("a variable of a pattern is one of the query's")
    }
    return slot
  }

  // MARK: graphs

  /// How many different triples a template gives.
  func tripleCount(
    of template: [TriplePattern], _ rows: [Row]
  ) throws(PlainEvaluationError) -> Int {
    var triples: Set<[Term]> = []
    for row in rows {
      for pattern in template {
        var triple: [Term] = []
        for part in [pattern.subject, pattern.predicate, pattern.object] {
          switch part {
          case .term(.blankNode): throw .unsupported("blank nodes of CONSTRUCT")
          case .term(let term): triple.append(term)
          case .variable(let variable):
            let id = slots[variable].map { row[$0] } ?? 0
            if id != 0 { triple.append(try term(of: id)) }
          }
        }
        guard triple.count == 3, case .iri = triple[1] else { continue }
        if case .literal = triple[0] { continue }
        triples.insert(triple)
      }
    }
    return triples.count
  }

  /// How many triples describe the resources: theirs, and those of the blank nodes that they lead to.
  func describedCount(
    of places: [PatternTerm], _ rows: [Row]
  ) throws(PlainEvaluationError) -> Int {
    var waiting: Set<UInt64> = []
    for place in places {
      switch place {
      case .term(let term): if let id = try id(of: term) { waiting.insert(id) }
      case .variable(let variable):
        guard let slot = slots[variable] else { continue }
        waiting.formUnion(rows.map { $0[slot] }.filter { $0 != 0 })
      }
    }
    var described: Set<UInt64> = []
    var count = 0
    while let resource = waiting.popFirst() {
      guard described.insert(resource).inserted else { continue }
      let matches = index.matches(resource, nil, nil)
      count += matches.count
      matches.forEach { _, _, object in
        let isBlank = TermID(rawValue: object).kind == .blankNode
        if isBlank, !described.contains(object) { waiting.insert(object) }
      }
    }
    return count
  }
}

extension [Row] {
  /// The rows of which the condition is true; an error is not.
  fileprivate func passing(
    _ condition: QueryExpression, _ evaluator: PlainEvaluator
  ) throws(PlainEvaluationError) -> [Row] {
    var kept: [Row] = []
    for row in self where try evaluator.truth(condition, row) == true { kept.append(row) }
    return kept
  }
}

extension PatternTerm {
  /// The variable, or nil for a term.
  fileprivate var variable: Variable? {
    if case .variable(let variable) = self { variable } else { nil }
  }
}
