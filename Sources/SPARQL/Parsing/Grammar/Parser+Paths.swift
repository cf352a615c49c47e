// Property paths (section 9, rules Path to PathOneInPropertySet).
//
// Alternatives and sequences of many steps become balanced trees: both operations are associative.

import RDF

extension Parser {
  /// Reads a path; a lone IRI is `.link`.
  func path() throws(SyntaxFailure) -> Measured<PropertyPath> {
    var branches = [try pathSequence()]
    while accept(.bar) { branches.append(try pathSequence()) }
    let path = Measured.balanced(branches, PropertyPath.alternative) ?? branches[0]
    try check(height: path.height)
    return path
  }

  private func pathSequence() throws(SyntaxFailure) -> Measured<PropertyPath> {
    var steps = [try pathStep()]
    while accept(.slash) { steps.append(try pathStep()) }
    return Measured.balanced(steps, PropertyPath.sequence) ?? steps[0]
  }

  /// `^elt` is the inverse of the element with its modifier: `^:p*` is `^(:p*)`.
  private func pathStep() throws(SyntaxFailure) -> Measured<PropertyPath> {
    guard accept(.caret) else { return try pathElement() }
    let element = try pathElement()
    return Measured(.inverse(element.tree), height: try raised(element.height))
  }

  private func pathElement() throws(SyntaxFailure) -> Measured<PropertyPath> {
    let primary = try pathPrimary()
    let tree: PropertyPath
    switch token.kind {
    case .star: tree = .zeroOrMore(primary.tree)
    case .plus: tree = .oneOrMore(primary.tree)
    case .question: tree = .zeroOrOne(primary.tree)
    default: return primary
    }
    advance()
    return Measured(tree, height: try raised(primary.height))
  }

  private func pathPrimary() throws(SyntaxFailure) -> Measured<PropertyPath> {
    switch token.kind {
    case .iri, .prefixedName:
      return Measured(.link(try iri()))
    case .bang:
      advance()
      return Measured(try negatedSet())
    case .leftParenthesis:
      try enter()
      advance()
      let path = try self.path()
      try expect(.rightParenthesis, "\"/\", \"|\", \"*\", \"+\", \"?\" or \")\"")
      leave()
      return path
    default:
      guard accept(.a) else {
        throw unexpected("a step of the path: an IRI, \"a\", \"^\", \"!\" or \"(\"")
      }
      return Measured(.link(RDFVocabulary.type))
    }
  }

  /// What follows `!`: one predicate, or any number of them in parentheses.
  private func negatedSet() throws(SyntaxFailure) -> PropertyPath {
    var forward: [IRI] = []
    var inverse: [IRI] = []
    guard accept(.leftParenthesis) else {
      try negatedStep(&forward, &inverse)
      return .negatedSet(forward: forward, inverse: inverse)
    }
    if !accept(.rightParenthesis) {
      repeat { try negatedStep(&forward, &inverse) } while accept(.bar)
      try expect(.rightParenthesis, "\"|\" or \")\"")
    }
    return .negatedSet(forward: forward, inverse: inverse)
  }

  private func negatedStep(
    _ forward: inout [IRI], _ inverse: inout [IRI]
  ) throws(SyntaxFailure) {
    let isInverse = accept(.caret)
    let predicate =
      accept(.a) ? RDFVocabulary.type : try iri("a predicate that is excluded: an IRI or \"a\"")
    if isInverse { inverse.append(predicate) } else { forward.append(predicate) }
  }
}
