import Foundation
import RDF
import Testing

@testable import SPARQL

/// A short way to write terms in tests, as in Turtle: `1`, `1.5`, `1e0`, `true`, `"a"`, `"a"@en`,
/// `"1"^^byte` (of XML Schema), `"x"^^<http://example.org/t>`, `<http://example.org/>`, `_:b`.
///
/// Text between the quotes is taken as it is; the last quote ends it.
func term(_ notation: String) -> Term {
  if notation.hasPrefix("<") { return .iri(IRI(String(notation.dropFirst().dropLast()))) }
  if notation.hasPrefix("_:") { return .blankNode(BlankNode(String(notation.dropFirst(2)))) }
  if notation == "true" || notation == "false" {
    return .literal(Literal(notation, datatype: XSD.boolean))
  }
  // By code points: a combining accent would make one character with the quote before it.
  let scalars = notation.unicodeScalars
  guard scalars.first == "\"", let last = scalars.lastIndex(of: "\"") else {
    let isDouble = notation.contains("e") || notation.contains("E")
    let datatype =
      isDouble ? XSD.double : notation.contains(".") ? XSD.decimal : XSD.integer
    return .literal(Literal(notation, datatype: datatype))
  }
  let form = String(scalars[scalars.index(after: scalars.startIndex)..<last])
  let rest = String(scalars[scalars.index(after: last)...])
  if rest.hasPrefix("@") { return .literal(Literal(form, language: String(rest.dropFirst()))) }
  if rest.hasPrefix("^^<") {
    return .literal(Literal(form, datatype: IRI(String(rest.dropFirst(3).dropLast()))))
  }
  if rest.hasPrefix("^^") {
    return .literal(Literal(form, datatype: IRI(XSD.namespace + rest.dropFirst(2))))
  }
  return .literal(Literal(form))
}

/// The term as an argument.
func value(_ notation: String) -> ExpressionValue { .term(term(notation)) }

/// The term of a result in the notation with all datatypes, `error` for none.
func notation(_ result: ExpressionValue?) -> String {
  guard let result else { return "error" }
  switch result.term {
  case .iri(let iri): return "<\(iri.string)>"
  case .blankNode(let node): return "_:\(node.label)"
  case .literal(let literal):
    if let language = literal.language { return "\"\(literal.lexicalForm)\"@\(language)" }
    if literal.datatype == XSD.string { return "\"\(literal.lexicalForm)\"" }
    if literal.datatype == XSD.boolean { return literal.lexicalForm }
    if let datatype = XSDDatatype(literal.datatype) {
      return "\"\(literal.lexicalForm)\"^^\(datatype.rawValue)"
    }
    return "\"\(literal.lexicalForm)\"^^<\(literal.datatype.string)>"
  }
}

/// The result of a comparison in words.
func notation(_ result: Bool?) -> String { result.map { $0 ? "true" : "false" } ?? "error" }

/// A context whose random numbers replay, at a fixed time.
func testContext(
  base: String? = nil, seed: UInt64? = 1, stream: UInt64 = 0, zone: XSDTimeZone? = nil
) -> FunctionContext {
  guard let now = XSDDateTime("2026-01-02T03:04:05.678Z") else {
    preconditionFailure("the time of tests is a dateTime")
  }
  return FunctionContext(
    FunctionSettings(
      now: now, base: base.flatMap { IRIBase($0) }, implicitTimeZone: zone, seed: seed),
    stream: stream)
}

/// A call and what shall come of it.
struct CallCase: Sendable, CustomTestStringConvertible {
  let function: BuiltIn
  let arguments: [String]
  let expected: String

  init(_ function: BuiltIn, _ arguments: String..., is expected: String) {
    self.function = function
    self.arguments = arguments
    self.expected = expected
  }

  var testDescription: String { "\(function.rawValue)(\(arguments.joined(separator: ", ")))" }

  var result: String {
    notation(Functions.call(function, arguments.map(value), context: testContext()))
  }
}

/// A generator for a test, whose seed is printed and can be given by `SLUICE_TEST_SEED`.
func testRandom(_ name: String = #function) -> FunctionRandom {
  let given = ProcessInfo.processInfo.environment["SLUICE_TEST_SEED"].flatMap { UInt64($0) }
  let seed = given ?? UInt64.random(in: 0...UInt64(UInt32.max))
  print("\(name): SLUICE_TEST_SEED=\(seed)")
  return FunctionRandom(seed: seed, stream: 0)
}
