// Expressions: conditions, and values of any kind.

import RDF
import SPARQL

extension RandomQuery {
  mutating func comparison() -> String { random.pick(["=", "!=", "<", "<=", ">", ">="]) }

  /// An expression that is a boolean more often than not.
  mutating func condition(depth: Int) -> String {
    guard depth > 0 else { return "\(variable()) \(comparison()) \(constant())" }
    let inner = depth - 1
    switch random.below(16) {
    case 0...4: return "\(value(depth: inner)) \(comparison()) \(value(depth: inner))"
    case 5: return "(\(condition(depth: inner)) || \(condition(depth: inner)))"
    case 6: return "(\(condition(depth: inner)) && \(condition(depth: inner)))"
    case 7: return "!(\(condition(depth: inner)))"
    case 8:
      var list = (0..<random.below(4)).map { _ in value(depth: 0) }
      if random.chance(30) { list.append("?nothing") }
      let negation = random.chance(50) ? "NOT " : ""
      return "\(value(depth: inner)) \(negation)IN (\(list.joined(separator: ", ")))"
    case 9: return "BOUND(\(variable()))"
    case 10:
      let test = random.pick(["isIRI", "isBlank", "isLiteral", "isNumeric"])
      return "\(test)(\(value(depth: inner)))"
    case 11: return "sameTerm(\(value(depth: inner)), \(value(depth: inner)))"
    case 12:
      let test = random.pick(["STRSTARTS", "STRENDS", "CONTAINS"])
      return "\(test)(STR(\(value(depth: inner))), \(random.pick(["\"a\"", "\"1\"", "\"\""])))"
    case 13:
      let pattern = random.pick(["\"^A\", \"i\"", "\"b.?c\"", "\"[0-9]+\"", "\"\""])
      return "REGEX(STR(\(variable())), \(pattern))"
    case 14 where features.contains(.exists):
      return exists(depth: 1)
    case 14: return "LANGMATCHES(LANG(\(variable())), \(random.pick(["\"en\"", "\"*\""])))"
    default: return value(depth: inner)
    }
  }

  /// An expression of any kind.
  mutating func value(depth: Int) -> String {
    guard depth > 0 else { return random.chance(60) ? variable() : constant() }
    let inner = depth - 1
    switch random.below(20) {
    case 0...4: return variable()
    case 5: return constant()
    case 6...8: return "(\(value(depth: inner)) \(arithmetic()) \(value(depth: inner)))"
    case 9: return "(\(random.pick(["-", "+"]))\(variable()))"
    case 10:
      return "IF(\(condition(depth: inner)), \(value(depth: inner)), \(value(depth: inner)))"
    case 11: return "COALESCE(\(value(depth: inner)), \(value(depth: inner)))"
    case 12: return "(\(condition(depth: inner)))"
    case 13, 14: return string(depth: inner)
    case 15: return "xsd:\(castType())(\(value(depth: inner)))"
    case 16:
      return "\(random.pick(["ABS", "CEIL", "FLOOR", "ROUND"]))(\(value(depth: inner)))"
    case 17:
      let part = random.pick(["YEAR", "MONTH", "DAY", "HOURS", "SECONDS", "TIMEZONE", "TZ"])
      return "\(part)(\(value(depth: inner)))"
    case 18: return random.pick(["STRLEN(STR(\(variable())))", "DATATYPE(\(variable()))"])
    default: return term(depth: inner)
    }
  }

  private mutating func string(depth: Int) -> String {
    let operand = value(depth: depth)
    switch random.below(8) {
    case 0: return "STR(\(operand))"
    case 1: return "LANG(\(operand))"
    case 2: return "UCASE(\(operand))"
    case 3: return "CONCAT(STR(\(operand)), \(value(depth: depth)))"
    case 4: return "SUBSTR(\(operand), \(1 + random.below(3)))"
    case 5: return "\(random.pick(["STRBEFORE", "STRAFTER"]))(\(operand), \"b\")"
    case 6: return "REPLACE(STR(\(operand)), \"[a-b]\", \"z\")"
    default: return random.pick(["ENCODE_FOR_URI(\(operand))", "SHA1(\(operand))"])
    }
  }

  /// An expression that makes a term.
  private mutating func term(depth: Int) -> String {
    switch random.below(5) {
    case 0: return "IRI(CONCAT(\"\(RandomVocabulary.namespace)\", STR(\(value(depth: depth)))))"
    case 1: return "STRLANG(STR(\(value(depth: depth))), \"en\")"
    case 2: return "STRDT(STR(\(value(depth: depth))), xsd:\(castType()))"
    case 3 where !isInExists: return "BNODE()"
    default: return text(.iri(random.pick(RandomVocabulary.resources)))
    }
  }

  private mutating func castType() -> String {
    random.pick(["string", "integer", "decimal", "double", "float", "boolean", "dateTime"])
  }

  private mutating func arithmetic() -> String { random.pick(["+", "-", "*", "/"]) }

  private mutating func variable() -> String { "?\(random.pick(variables))" }

  /// A literal or an IRI, as a query writes it.
  mutating func constant() -> String {
    let known = variables.compactMap { witness[$0] }.filter {
      if case .blankNode = $0 { false } else { true }
    }
    if !known.isEmpty, random.chance(30) { return text(random.pick(known)) }
    return random.chance(70)
      ? text(.literal(random.literal())) : text(.iri(random.pick(RandomVocabulary.resources)))
  }

  /// A term of the vocabulary, in one of the ways that the grammar has for it.
  mutating func text(_ term: Term) -> String {
    switch term {
    case .blankNode(let node): return "_:\(node.label)"
    case .iri(let iri):
      let isShort = iri.string.hasPrefix(RandomVocabulary.namespace) && random.chance(90)
      return isShort
        ? ":\(iri.string.dropFirst(RandomVocabulary.namespace.count))" : "<\(iri.string)>"
    case .literal(let literal):
      let form = literal.lexicalForm
      let bare = [XSD.integer: "1 01 2 -3 0", XSD.decimal: "1.0 2.50", XSD.double: "1.0e0 1E0"]
      let isBare = bare[literal.datatype]?.split(separator: " ").contains { $0 == form } ?? false
      if isBare, random.chance(70) { return form }
      let escaped = form.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\n")
      if let language = literal.language { return "\"\(escaped)\"@\(language)" }
      if literal.datatype == XSD.string { return "\"\(escaped)\"" }
      return "\"\(escaped)\"^^<\(literal.datatype.string)>"
    }
  }
}
