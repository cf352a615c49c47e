// Functions on RDF terms (section 17.4.2), and sameTerm.

import RDF

extension Functions {
  static func callOnTerms(
    _ function: BuiltIn, _ arguments: [ExpressionValue], _ context: FunctionContext
  ) -> ExpressionValue? {
    switch function {
    case .isIRI, .isURI: return .boolean(iri(in: arguments[0]) != nil)
    case .isBlank: return .boolean(isBlank(arguments[0]))
    case .isLiteral: return .boolean(iri(in: arguments[0]) == nil && !isBlank(arguments[0]))
    case .isNumeric: return .boolean(arguments[0].xsdValue?.isNumeric ?? false)
    case .str: return str(arguments[0]).map { .string($0) }
    case .lang: return language(arguments[0]).map { .string($0) }
    case .datatype: return datatype(arguments[0]).map { .term(.iri($0)) }
    case .iri, .uri: return makeIRI(arguments[0], context)
    case .bnode: return makeBlankNode(arguments.first, context)
    case .strDT: return typedLiteral(arguments[0], arguments[1])
    case .strLang: return taggedLiteral(arguments[0], arguments[1])
    case .uuid: return .term(.iri(IRI("urn:uuid:" + uuid(&context.random))))
    case .strUUID: return .string(uuid(&context.random))
    case .sameTerm: return .boolean(arguments[0].term == arguments[1].term)
    default: return nil
    }
  }

  private static func iri(in value: ExpressionValue) -> IRI? {
    if case .term(.iri(let iri)) = value { return iri }
    return nil
  }

  private static func isBlank(_ value: ExpressionValue) -> Bool {
    if case .term(.blankNode) = value { return true }
    return false
  }

  /// The lexical form or the IRI; nil for a blank node.
  static func str(_ value: ExpressionValue) -> String? {
    switch value {
    case .term(.iri(let iri)): iri.string
    case .term(.literal(let literal)): literal.lexicalForm
    case .term(.blankNode): nil
    case .value(.string(let text)): text.string
    case .value(let value): value.canonicalForm
    }
  }

  private static func language(_ value: ExpressionValue) -> String? {
    switch value {
    case .term(.literal(let literal)): literal.language ?? ""
    case .term: nil
    case .value: ""
    }
  }

  private static func datatype(_ value: ExpressionValue) -> IRI? {
    switch value {
    case .term(.literal(let literal)): literal.datatype
    case .term: nil
    case .value(let value): value.datatype.iri
    }
  }

  private static func makeIRI(
    _ argument: ExpressionValue, _ context: FunctionContext
  ) -> ExpressionValue? {
    if case .term(.iri) = argument { return argument }
    guard let text = StringArgument.simple(argument) else { return nil }
    let iri = IRI(context.settings.base?.resolve(text) ?? text)
    return iri.isValid ? .term(.iri(iri)) : nil
  }

  private static func makeBlankNode(
    _ argument: ExpressionValue?, _ context: FunctionContext
  ) -> ExpressionValue? {
    guard let argument else { return .term(.blankNode(context.blankNode(label: nil))) }
    guard let label = StringArgument.simple(argument) else { return nil }
    return .term(.blankNode(context.blankNode(label: label)))
  }

  /// A literal of `rdf:langString` needs a tag, so none is made here.
  private static func typedLiteral(
    _ form: ExpressionValue, _ datatype: ExpressionValue
  ) -> ExpressionValue? {
    guard let form = StringArgument.simple(form), let datatype = iri(in: datatype),
      datatype != RDFVocabulary.langString
    else { return nil }
    return .term(.literal(Literal(form, datatype: datatype)))
  }

  /// A tag that no syntax could write is an error.
  private static func taggedLiteral(
    _ form: ExpressionValue, _ tag: ExpressionValue
  ) -> ExpressionValue? {
    guard let form = StringArgument.simple(form), let tag = StringArgument.simple(tag),
      LanguageTag.isWellFormed(tag)
    else { return nil }
    return .term(.literal(Literal(form, language: tag)))
  }

  /// A random UUID, version 4 of RFC 4122, in lower case.
  private static func uuid(_ random: inout FunctionRandom) -> String {
    var bytes: [UInt8] = []
    for word in [random.next(), random.next()] {
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
    return groups.map { Hexadecimal.string(bytes[$0]) }.joined(separator: "-")
  }
}
