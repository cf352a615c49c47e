// What may stand in a triple (VarOrTerm).

import RDF

/// What triples may hold where they stand.
struct TripleRules {
  enum BlankNodes {
    /// They are variables of a pattern.
    case variables
    /// They are terms of a template.
    case terms
    /// They are terms of INSERT DATA.
    case data
    /// They may not stand there; the sentence says why.
    case refused(String)
  }

  var blankNodes: BlankNodes
  /// Why variables may not stand there, or nil where they may.
  var variablesRefused: String?
  var allowsPaths = false
  /// Whether a subject may be a literal: such a pattern matches nothing, such data are refused.
  var allowsLiteralSubjects = true

  static let pattern = TripleRules(blankNodes: .variables, allowsPaths: true)
  static let template = TripleRules(blankNodes: .terms)
  static let deleteTemplate = TripleRules(
    blankNodes: .refused("a blank node cannot stand in a DELETE template: it would match nothing"))
  static let deleteWhere = TripleRules(
    blankNodes: .refused("a blank node cannot stand in DELETE WHERE; use a variable"))
  static let insertData = TripleRules(
    blankNodes: .data, variablesRefused: "a variable cannot stand in INSERT DATA",
    allowsLiteralSubjects: false)
  static let deleteData = TripleRules(
    blankNodes: .refused(
      "a blank node cannot stand in DELETE DATA; use DELETE { } WHERE { } with a variable"),
    variablesRefused: "a variable cannot stand in DELETE DATA; use DELETE WHERE",
    allowsLiteralSubjects: false)
}

extension Parser {
  /// Whether the next token starts a variable, a term, a collection or a blank node with properties.
  var isAtTriples: Bool {
    switch token.kind {
    case .variable, .iri, .prefixedName, .blankNodeLabel, .leftBracket, .leftParenthesis: true
    default: isAtLiteral
    }
  }

  /// Reads a variable.
  func variable(_ name: String = "a variable") throws(SyntaxFailure) -> Variable {
    guard isAt(.variable) else { throw unexpected(name) }
    let variable = Variable(tokenText(after: 1))
    advance()
    return variable
  }

  /// Reads a variable or an IRI.
  func variableOrIRI(
    _ name: String = "a variable or an IRI"
  ) throws(SyntaxFailure) -> PatternTerm {
    if isAt(.variable) { return .variable(try templateVariable()) }
    return .term(.iri(try iri(name)))
  }

  /// Reads a variable of a triple or of a graph, where the rules allow it.
  func templateVariable() throws(SyntaxFailure) -> Variable {
    if let reason = rules.variablesRefused { throw failure(reason, at: token.start) }
    return try variable()
  }

  /// Reads `_:label`.
  func labelledBlankNode() throws(SyntaxFailure) -> PatternTerm {
    let start = token.start
    let label = tokenText(after: 2)
    advance()
    switch rules.blankNodes {
    case .variables:
      guard let variable = blankNodes.variable(label, &fresh) else {
        throw failure(
          "the blank node _:\(label) belongs to another graph pattern; use a variable "
            + "for what both share",
          at: start)
      }
      return .variable(variable)
    case .terms:
      return .term(.blankNode(BlankNode(label)))
    case .data:
      guard blankNodes.useInData(label) else {
        throw failure(
          "the blank node _:\(label) belongs to an earlier INSERT DATA; use another label",
          at: start)
      }
      return .term(.blankNode(BlankNode(label)))
    case .refused(let reason):
      throw failure(reason, at: start)
    }
  }

  /// Makes a blank node without a label, for what starts at `start`.
  func anonymousBlankNode(at start: Int) throws(SyntaxFailure) -> PatternTerm {
    let variable = fresh.blankNode()
    switch rules.blankNodes {
    case .variables: return .variable(variable)
    case .terms, .data: return .term(.blankNode(BlankNode(variable.name)))
    case .refused(let reason): throw failure(reason, at: start)
    }
  }
}
