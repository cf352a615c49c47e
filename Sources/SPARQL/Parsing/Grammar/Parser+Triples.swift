// Triples with one subject (TriplesSameSubject, TriplesSameSubjectPath): predicate and object lists, blank
// nodes with properties, collections. What is read is appended to `statement`; the rules in force say
// whether paths, variables and blank nodes may stand there.

import RDF

/// What stands between a subject and an object.
enum Verb {
  case term(PatternTerm)
  case path(Measured<PropertyPath>)
}

/// A triple, or a path between two ends.
struct TripleElement {
  var subject: PatternTerm
  var verb: Verb
  var object: PatternTerm
}

extension Parser {
  /// Reads a subject with its properties into `statement`.
  func triplesSameSubject() throws(SyntaxFailure) {
    let subject: PatternTerm
    var needsProperties = true
    switch token.kind {
    case .leftBracket:
      (subject, needsProperties) = try bracketedSubject()
    case .leftParenthesis:
      (subject, needsProperties) = try collectionSubject()
    default:
      if isAtLiteral, !rules.allowsLiteralSubjects {
        throw failure("a literal cannot be the subject of a triple", at: token.start)
      }
      subject = try term("a subject: a variable, an IRI, a blank node or a literal")
    }
    if needsProperties || isAtVerb { try propertyList(of: subject) }
  }

  /// `[]` needs properties after it, `[ :p :o ]` does not.
  private func bracketedSubject() throws(SyntaxFailure) -> (PatternTerm, Bool) {
    let count = statement.count
    let node = try bracketedNode()
    return (node, statement.count == count)
  }

  /// `()` is rdf:nil and needs properties after it, `( 1 )` does not.
  private func collectionSubject() throws(SyntaxFailure) -> (PatternTerm, Bool) {
    let count = statement.count
    let node = try collection()
    return (node, statement.count == count)
  }

  /// Whether the next token starts a predicate or a path.
  private var isAtVerb: Bool {
    if isAt(.variable) || isAtIRI || isAt(.a) { return true }
    return rules.allowsPaths && (isAt(.caret) || isAt(.bang) || isAt(.leftParenthesis))
  }

  private func propertyList(of subject: PatternTerm) throws(SyntaxFailure) {
    var verb = try self.verb()
    while true {
      try objectList(of: subject, verb)
      // Semicolons may stand alone: `:s :p :o ;; :q :r ;`.
      guard isAt(.semicolon) else { return }
      while accept(.semicolon) {}
      guard isAtVerb else { return }
      verb = try self.verb()
    }
  }

  private func objectList(
    of subject: PatternTerm, _ verb: Verb
  ) throws(SyntaxFailure) {
    repeat {
      let object = try node("an object: a variable, an IRI, a blank node or a literal")
      statement.append(TripleElement(subject: subject, verb: verb, object: object))
    } while accept(.comma)
  }

  private func verb() throws(SyntaxFailure) -> Verb {
    guard isAtVerb else {
      throw unexpected(
        rules.allowsPaths
          ? "a predicate: a variable, an IRI, \"a\" or a path"
          : "a predicate: a variable, an IRI or \"a\"")
    }
    if isAt(.variable) { return .term(.variable(try templateVariable())) }
    if rules.allowsPaths {
      let path = try self.path()
      if case .link(let iri) = path.tree { return .term(.term(.iri(iri))) }
      return .path(path)
    }
    if accept(.a) { return .term(.term(.iri(RDFVocabulary.type))) }
    return .term(.term(.iri(try iri())))
  }

  /// Reads an object, or a member of a collection.
  private func node(_ name: String) throws(SyntaxFailure) -> PatternTerm {
    switch token.kind {
    case .leftBracket: try bracketedNode()
    case .leftParenthesis: try collection()
    default: try term(name)
    }
  }

  /// Reads a variable or a term that is one token or a literal (VarOrTerm).
  private func term(_ name: String) throws(SyntaxFailure) -> PatternTerm {
    switch token.kind {
    case .variable: return .variable(try templateVariable())
    case .iri, .prefixedName: return .term(.iri(try iri(name)))
    case .blankNodeLabel: return try labelledBlankNode()
    default:
      guard isAtLiteral else { throw unexpected(name) }
      return .term(.literal(try literal()))
    }
  }

  /// Reads `[]` or `[ :p :o ; ... ]`.
  private func bracketedNode() throws(SyntaxFailure) -> PatternTerm {
    try enter()
    let node = try anonymousBlankNode(at: token.start)
    advance()
    if !accept(.rightBracket) {
      try propertyList(of: node)
      try expect(.rightBracket, "\";\", \",\" or \"]\"")
    }
    leave()
    return node
  }

  /// Reads `( ... )`: a chain of cells with rdf:first and rdf:rest.
  private func collection() throws(SyntaxFailure) -> PatternTerm {
    try enter()
    var start = token.start
    advance()
    var cells: [PatternTerm] = []
    while !accept(.rightParenthesis) {
      try startCell(&cells, at: start)
      start = token.start
      let member = try node("a member of the collection or \")\"")
      link(cells[cells.count - 1], RDFVocabulary.first, member)
    }
    leave()
    return closeCollection(cells)
  }

  /// Makes the next cell of a collection, and links the last one to it.
  private func startCell(
    _ cells: inout [PatternTerm], at start: Int
  ) throws(SyntaxFailure) {
    let cell = try anonymousBlankNode(at: start)
    if let last = cells.last { link(last, RDFVocabulary.rest, cell) }
    cells.append(cell)
  }

  private func closeCollection(_ cells: [PatternTerm]) -> PatternTerm {
    let end = PatternTerm.term(.iri(RDFVocabulary.nil))
    guard let first = cells.first, let last = cells.last else { return end }
    link(last, RDFVocabulary.rest, end)
    return first
  }

  private func link(_ subject: PatternTerm, _ predicate: IRI, _ object: PatternTerm) {
    statement.append(
      TripleElement(subject: subject, verb: .term(.term(.iri(predicate))), object: object))
  }

  /// Reads triples with dots between them up to a token that starts none (TriplesTemplate).
  ///
  /// `body` gets each triple; the rules in force allow no path here.
  func triplesTemplate(
    _ body: (TriplePattern) -> Void
  ) throws(SyntaxFailure) {
    while isAtTriples {
      try triplesSameSubject()
      for element in statement {
        // Without paths each verb is a term.
        guard case .term(let predicate) = element.verb else { continue }
        body(TriplePattern(element.subject, predicate, element.object))
      }
      statement.removeAll(keepingCapacity: true)
      guard accept(.dot) else { return }
    }
  }
}
