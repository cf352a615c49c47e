import Foundation
import RDF
import RDFSyntax
import TestSupport

@testable import SPARQL

/// The rows of a result file of the W3C in SPARQL's XML format, read as far as those files need.
struct ResultTable {
  typealias Row = [String: Term]

  /// A binding in a form that no file of the suites had.
  struct NotUnderstood: Error {
    let binding: String
  }

  let rows: [Row]

  init(suiteFile path: String) throws {
    let text = String(decoding: try Suites.bytes("w3c/sparql/" + path), as: UTF8.self)
    var rows: [Row] = []
    for part in text.components(separatedBy: "<result>").dropFirst() {
      let body = part.components(separatedBy: "</result>")[0]
      var row: Row = [:]
      for binding in body.components(separatedBy: "<binding ").dropFirst() {
        guard let name = Self.attribute("name", of: binding), let term = Self.term(in: binding)
        else { throw NotUnderstood(binding: binding) }
        row[name] = term
      }
      rows.append(row)
    }
    self.rows = rows
  }

  private static func term(in binding: String) -> Term? {
    if let iri = content("uri", of: binding) { return .iri(IRI(iri.text)) }
    if let label = content("bnode", of: binding) { return .blankNode(BlankNode(label.text)) }
    guard let (text, opening) = content("literal", of: binding) else { return nil }
    if let language = attribute("xml:lang", of: opening) {
      return .literal(Literal(text, language: language))
    }
    if let datatype = attribute("datatype", of: opening) {
      return .literal(Literal(text, datatype: IRI(datatype)))
    }
    return .literal(Literal(text))
  }

  private static func content(
    _ element: String, of text: String
  ) -> (text: String, opening: String)? {
    guard let start = text.range(of: "<" + element),
      let end = text.range(of: ">", range: start.upperBound..<text.endIndex)
    else { return nil }
    let opening = String(text[start.upperBound..<end.lowerBound])
    if opening.hasSuffix("/") { return ("", opening) }
    guard let close = text.range(of: "</\(element)>", range: end.upperBound..<text.endIndex)
    else { return nil }
    let escaped = String(text[end.upperBound..<close.lowerBound])
    let plain = escaped.replacingOccurrences(of: "&lt;", with: "<")
      .replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&amp;", with: "&")
    return (plain, opening)
  }

  private static func attribute(_ name: String, of text: String) -> String? {
    for quote in ["\"", "'"] {
      guard let start = text.range(of: "\(name)=\(quote)"),
        let end = text.range(of: quote, range: start.upperBound..<text.endIndex)
      else { continue }
      return String(text[start.upperBound..<end.lowerBound])
    }
    return nil
  }
}

/// The subjects and objects of a Turtle file of the suites.
struct SuiteData {
  /// In the order of the file.
  let statements: [(subject: Term, predicate: String, object: Term)]

  init(suiteFile path: String) throws {
    let source = MemorySource(try Suites.bytes("w3c/sparql/" + path))
    let base = "http://example.org/base/"
    statements = try readStatements(source, .turtle, base: base, file: path).map {
      (Self.term($0.terms[0]), $0.terms[1], Self.term($0.terms[2]))
    }
  }

  /// A term in the text of `TestStatement`.
  private static func term(_ text: TestTerm) -> Term {
    if text.hasPrefix("<") { return .iri(IRI(String(text.dropFirst().dropLast()))) }
    return SPARQLTests.term(text)
  }

  /// What the subjects stand for by their predicates' last parts, or all of them.
  func objects(_ predicate: String? = nil) -> [(subject: Term, object: Term)] {
    statements.filter { statement in
      predicate.map { statement.predicate.hasSuffix($0 + ">") } ?? true
    }.map { ($0.subject, $0.object) }
  }
}

extension ResultTable {
  /// Whether both are one term, or literals of one datatype with equal values; tags in any case.
  ///
  /// The W3C's files write the same value in several forms (0, 0.0 and 0E0 in one column).
  static func isSame(_ result: Term?, _ expected: Term?) -> Bool {
    guard let result, let expected else { return result == nil && expected == nil }
    guard case .literal(let left) = result, case .literal(let right) = expected else {
      return result == expected
    }
    guard left.datatype == right.datatype else { return false }
    return left == right || Operators.equals(.term(result), .term(expected)) == true
  }
}
