// Terms as SPARQL writes them, for messages and plans.

import RDF

extension Term {
  /// The term as a query has it: IRIs in full, numbers and booleans bare where they read back the same.
  var queryText: String {
    switch self {
    case .iri(let iri): return "<\(iri.string)>"
    case .blankNode(let node): return "_:\(node.label)"
    case .literal(let literal):
      if literal.isBare { return literal.lexicalForm }
      let quoted = "\"\(Self.escaped(literal.lexicalForm))\""
      if let language = literal.language { return "\(quoted)@\(language)" }
      return literal.datatype == XSD.string ? quoted : "\(quoted)^^<\(literal.datatype.string)>"
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result.append(contentsOf: ["\\", scalar])
      case "\n": result.append(contentsOf: ["\\", "n"])
      case "\r": result.append(contentsOf: ["\\", "r"])
      case "\t": result.append(contentsOf: ["\\", "t"])
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension Literal {
  /// Whether the lexical form alone is a token of the literal's datatype.
  fileprivate var isBare: Bool {
    if datatype == XSD.boolean { return lexicalForm == "true" || lexicalForm == "false" }
    let kind: TokenKind
    switch datatype {
    case XSD.integer: kind = .integer
    case XSD.decimal: kind = .decimal
    case XSD.double: kind = .double
    default: return false
    }
    var lexer = Lexer(Array(lexicalForm.utf8))
    let token = lexer.next()
    return token.kind == kind && token.start == 0 && token.end == lexicalForm.utf8.count
  }
}
