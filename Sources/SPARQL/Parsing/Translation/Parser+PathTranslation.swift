// Paths into patterns, section 18.2.2.4:
//
//     X :p Y          a triple pattern
//     X ^P Y          Y P X
//     X P / Q Y       X P ?new and ?new Q Y, joined: as often as there are ways through
//     X P | Q Y       the union of X P Y and X Q Y: a pair that both find counts twice
//     X P* Y, X P+ Y, X P? Y, X !(...) Y       stay paths
//
// Each step is translated once, so the cost is linear.

extension Parser {
  /// Adds triples and paths of a statement to `group`, and empties the statement.
  func closeStatement(into group: inout GroupBuilder) throws(SyntaxFailure) {
    for element in statement {
      switch element.verb {
      case .term(let predicate):
        group.add(TriplePattern(element.subject, predicate, element.object))
      case .path(let path):
        group.see(element.subject)
        try add(path, from: element.subject, to: element.object, into: &group)
        group.see(element.object)
      }
    }
    statement.removeAll(keepingCapacity: true)
  }

  private func add(
    _ path: Measured<PropertyPath>, from subject: PatternTerm, to object: PatternTerm,
    into group: inout GroupBuilder
  ) throws(SyntaxFailure) {
    // The parts of a path are lower than it is; its height serves as theirs.
    let height = path.height
    switch path.tree {
    case .inverse(let inner):
      try add(Measured(inner, height: height), from: object, to: subject, into: &group)
    case .sequence(let first, let second):
      let middle = PatternTerm.variable(fresh.pathEnd())
      try add(Measured(first, height: height), from: subject, to: middle, into: &group)
      try add(Measured(second, height: height), from: middle, to: object, into: &group)
    case .alternative:
      try addAlternative(path, from: subject, to: object, into: &group)
    case .link, .zeroOrMore, .oneOrMore, .zeroOrOne, .negatedSet:
      try addStep(path, from: subject, to: object, into: &group)
    }
  }

  /// Adds a path that is a triple, or stays a path.
  private func addStep(
    _ path: Measured<PropertyPath>, from subject: PatternTerm, to object: PatternTerm,
    into group: inout GroupBuilder
  ) throws(SyntaxFailure) {
    if case .link(let iri) = path.tree {
      group.add(TriplePattern(subject, .term(.iri(iri)), object))
      return
    }
    group.join(Measured(.path(subject, path.tree, object), height: path.height + 1))
    try check(height: group.height)
  }

  /// All branches of `a | b | c` at once, so that their union is as low as can be.
  private func addAlternative(
    _ path: Measured<PropertyPath>, from subject: PatternTerm, to object: PatternTerm,
    into group: inout GroupBuilder
  ) throws(SyntaxFailure) {
    var branches: [Measured<Algebra>] = []
    var open = [path.tree]
    while let next = open.popLast() {
      if case .alternative(let first, let second) = next {
        open.append(second)
        open.append(first)
        continue
      }
      var branch = GroupBuilder()
      try add(Measured(next, height: path.height), from: subject, to: object, into: &branch)
      branches.append(branch.finish().pattern)
    }
    guard let union = Measured.balanced(branches, Algebra.union) else { return }
    group.join(union)
    try check(height: group.height)
  }
}
