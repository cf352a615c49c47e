// SPARQL Query Results XML Format.
//
//     sparql
//       head      variable*, link*
//       results   result*         result: binding*         binding: uri | bnode | literal
//       boolean
//
// Elements of other names are refused. Attributes with a prefix (`xsi:schemaLocation`) are skipped,
// except on a term.

import RDF
import RDFSyntax

/// Reads SPARQL Query Results XML.
///
/// Document types are refused, and so are all entities but those of XML itself: nothing is expanded or
/// fetched. The encoding is UTF-8. Terms of RDF 1.2 are refused. Memory: the document and its rows.
public struct SPARQLXMLReader: Sendable {
  private let file: String
  private let limits: ResultsLimits

  /// Makes a reader; `file` names the document in errors.
  public init(file: String = "results", limits: ResultsLimits = ResultsLimits()) {
    self.file = file
    self.limits = limits
  }

  /// Reads a whole document.
  public func read(_ bytes: [UInt8]) throws(SyntaxError) -> ResultsDocument {
    let cursor = try ByteCursor(bytes, file: file, limits: limits)
    var document = ResultElements(try XMLScanner(cursor))
    return try document.read()
  }
}

/// Reads the elements of a document, each kind by a function of its name.
private struct ResultElements {
  private var scanner: XMLScanner
  private var rows = ResultRows()
  private static let namespace = "http://www.w3.org/2005/sparql-results#"

  init(_ scanner: XMLScanner) { self.scanner = scanner }

  mutating func read() throws(SyntaxError) -> ResultsDocument {
    try require("sparql", try child())
    try require("head", try child())
    try head()
    guard let body = try child() else {
      throw scanner.cursor.error("the document has neither results nor a boolean")
    }
    let document: ResultsDocument
    switch body.name {
    case "boolean": document = .boolean(try boolean(body))
    case "results":
      while let result = try child() {
        try require("result", result)
        try readRow()
      }
      document = rows.finished()
    default: throw unexpected(body)
    }
    if let more = try child() { throw unexpected(more) }
    guard case .finish = try scanner.next() else {
      throw scanner.cursor.error("the document goes on behind its end")
    }
    return document
  }

  private mutating func head() throws(SyntaxError) {
    while let element = try child() {
      switch element.name {
      case "variable":
        guard let name = attribute("name", of: element) else { throw nameless(element) }
        try rows.declare(name, at: element.place, in: scanner.cursor)
      case "link": break
      default: throw unexpected(element)
      }
      try noChildren()
    }
  }

  private mutating func boolean(_ element: XMLElement) throws(SyntaxError) -> Bool {
    let text = try content()
    switch text.filter({ !$0.isWhitespace }) {
    case "true": return true
    case "false": return false
    default:
      throw scanner.cursor.error("a boolean is \"true\" or \"false\"", at: element.place)
    }
  }

  private mutating func readRow() throws(SyntaxError) {
    var row: [Term?] = []
    row.reserveCapacity(rows.columnCount)
    while let binding = try child() {
      try require("binding", binding)
      guard let name = attribute("name", of: binding) else { throw nameless(binding) }
      guard let column = rows.column(of: name) else {
        throw scanner.cursor.error(
          "the head does not declare the variable \"\(name)\"", at: binding.place)
      }
      guard let element = try child() else {
        throw scanner.cursor.error("the binding has no term", at: binding.place)
      }
      let term = try term(element)
      try rows.set(
        term, of: name, column: column, in: &row, at: binding.place, cursor: scanner.cursor)
      try noChildren()
    }
    try rows.append(row, in: scanner.cursor)
  }

  private mutating func term(_ element: XMLElement) throws(SyntaxError) -> Term {
    let isLiteral = element.name == "literal"
    guard isLiteral || element.name == "uri" || element.name == "bnode" else {
      if element.name == "triple" {
        throw scanner.cursor.error(
          "a triple term cannot be read", at: element.place, hint: "RDF 1.2 is not supported")
      }
      throw unexpected(element)
    }
    var language: String?
    var datatype: String?
    for attribute in element.attributes {
      switch (attribute.namespace, attribute.name) {
      case (XMLNamespaces.xml, "lang") where isLiteral:
        // An empty tag is how XML says that there is none.
        language = attribute.value.isEmpty ? nil : attribute.value
      case ("", "datatype") where isLiteral: datatype = attribute.value
      case (XMLNamespaces.xml, "space"), (XMLNamespaces.xml, "base"): break
      default:
        throw scanner.cursor.error(
          "a term cannot have the attribute \"\(attribute.name)\"", at: attribute.place,
          hint: attribute.name == "dir" ? "RDF 1.2 is not supported" : nil)
      }
    }
    let text = try content()
    if isLiteral {
      return try scanner.cursor.literal(
        text, language: language, datatype: datatype, at: element.place)
    }
    return element.name == "uri"
      ? .iri(try scanner.cursor.iri(text, at: element.place))
      : try scanner.cursor.blankNode(text, at: element.place)
  }
}

// Steps that all elements share.
extension ResultElements {
  /// The next element within the open one, or nil at its end.
  private mutating func child() throws(SyntaxError) -> XMLElement? {
    while true {
      let place = scanner.cursor.place
      switch try scanner.next() {
      case .start(let element):
        guard element.namespace == Self.namespace else {
          throw scanner.cursor.error(
            "<\(element.name)> is not of the namespace \(Self.namespace)", at: element.place)
        }
        return element
      case .end, .finish: return nil
      case .text(let text):
        guard text.utf8.allSatisfy(ByteCursor.isSpace) else {
          throw scanner.cursor.error("no text can stand here", at: place)
        }
      }
    }
  }

  /// All text up to the end of the open element, which has no elements in it.
  private mutating func content() throws(SyntaxError) -> String {
    var content = ""
    while true {
      switch try scanner.next() {
      case .text(let text): content += text
      case .start(let element): throw unexpected(element)
      case .end, .finish:
        guard content.utf8.count <= scanner.cursor.limits.tokenBytes else {
          throw scanner.cursor.exceeded(
            "the length of a term in bytes", allowed: scanner.cursor.limits.tokenBytes)
        }
        return content
      }
    }
  }

  private mutating func noChildren() throws(SyntaxError) {
    if let more = try child() { throw unexpected(more) }
  }

  private func require(_ name: String, _ element: XMLElement?) throws(SyntaxError) {
    guard let element else { throw scanner.cursor.error("there is no <\(name)>") }
    guard element.name == name else { throw unexpected(element) }
  }

  private func attribute(_ name: String, of element: XMLElement) -> String? {
    element.attributes.first { $0.namespace.isEmpty && $0.name == name }?.value
  }

  private func nameless(_ element: XMLElement) -> SyntaxError {
    scanner.cursor.error("<\(element.name)> has no name", at: element.place)
  }

  private func unexpected(_ element: XMLElement) -> SyntaxError {
    scanner.cursor.error("<\(element.name)> cannot stand here", at: element.place)
  }
}
