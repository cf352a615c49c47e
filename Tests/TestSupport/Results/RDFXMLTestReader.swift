// As much of RDF/XML as the files of the SPARQL suites use: node and property elements in turn, about,
// resource, nodeID, datatype, xml:lang and parseType="Resource". All else is refused, so that nothing is
// read wrong in silence. Not for data from elsewhere.
//
//     RDF ─► node ─► property ─► node | text | parseType="Resource": properties of a new node

import Foundation
import RDF

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads the RDF/XML files of the suites.
package func readRDFXML(_ bytes: [UInt8], base: String) throws -> [Quad] {
  let reader = RDFXMLTestReader(base: base)
  let parser = XMLParser(data: Data(bytes))
  parser.shouldProcessNamespaces = true
  parser.shouldResolveExternalEntities = false
  parser.delegate = reader
  let isWellFormed = parser.parse()
  if let problem = reader.problem { throw SuiteError(description: problem) }
  guard isWellFormed else {
    throw SuiteError(description: "line \(parser.lineNumber): the document is not XML")
  }
  return reader.quads
}

private final class RDFXMLTestReader: NSObject, XMLParserDelegate {
  var quads: [Quad] = []
  var problem: String?

  private enum Element {
    /// The root.
    case document
    /// A node, and so a subject.
    case node(Term)
    /// A property whose value is text, unless a node comes.
    case property(subject: Term, predicate: Term, datatype: String?, language: String?)
    /// A property whose value is told.
    case closedProperty
  }

  private static let rdf = RDFVocabulary.namespace
  private let base: IRIBase?
  private var open: [Element] = []
  private var languages: [String?] = [nil]
  private var text = ""
  private var madeNodes = 0

  init(base: String) { self.base = IRIBase(base) }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let iri = (namespaceURI ?? "") + name
    // Attribute names come with the prefix that all files of the suites declare.
    let own = attributes.filter { !$0.key.hasPrefix("xmlns") }
    languages.append(own["xml:lang"] ?? languages.last ?? nil)
    switch open.last {
    case nil where iri == Self.rdf + "RDF": open.append(.document)
    case nil, .document: startNode(iri, own)
    case .node(let subject): startProperty(iri, of: subject, own)
    case .property(let subject, let predicate, _, _):
      let node = startNode(iri, own)
      quads.append(Quad(subject: subject, predicate: predicate, object: node))
      // The node is its value; what text stands around it is white space.
      open[open.count - 2] = .closedProperty
    case .closedProperty: fail("\(name) stands in a property that has a value", parser)
    }
    if problem != nil { parser.abortParsing() }
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if case .property(let subject, let predicate, let datatype, let language)? = open.popLast() {
      let literal =
        datatype.map { Literal(text, datatype: IRI($0)) }
        ?? language.map { Literal(text, language: $0) } ?? Literal(text)
      quads.append(Quad(subject: subject, predicate: predicate, object: .literal(literal)))
    }
    languages.removeLast()
    text = ""
  }

  @discardableResult
  private func startNode(_ iri: String, _ attributes: [String: String]) -> Term {
    check(attributes, known: ["rdf:about", "rdf:nodeID"])
    let node =
      attributes["rdf:about"].map { Term.iri(resolved($0)) }
      ?? attributes["rdf:nodeID"].map { .blankNode(BlankNode($0)) } ?? makeNode()
    if iri != Self.rdf + "Description" {
      quads.append(
        Quad(subject: node, predicate: .iri(RDFVocabulary.type), object: .iri(IRI(iri))))
    }
    open.append(.node(node))
    return node
  }

  private func startProperty(_ iri: String, of subject: Term, _ attributes: [String: String]) {
    check(attributes, known: ["rdf:resource", "rdf:nodeID", "rdf:datatype", "rdf:parseType"])
    let predicate = Term.iri(IRI(iri))
    var value = attributes["rdf:resource"].map { Term.iri(resolved($0)) }
    value = value ?? attributes["rdf:nodeID"].map { .blankNode(BlankNode($0)) }
    if let value {
      quads.append(Quad(subject: subject, predicate: predicate, object: value))
      open.append(.closedProperty)
    } else if let parseType = attributes["rdf:parseType"] {
      if parseType != "Resource" { problem = "rdf:parseType=\"\(parseType)\" is not known" }
      let node = makeNode()
      quads.append(Quad(subject: subject, predicate: predicate, object: node))
      open.append(.node(node))
    } else {
      open.append(
        .property(
          subject: subject, predicate: predicate, datatype: attributes["rdf:datatype"],
          language: languages.last ?? nil))
    }
    if iri.hasPrefix(Self.rdf + "li") { problem = "rdf:li is not known" }
  }

  private func check(_ attributes: [String: String], known: Set<String>) {
    let other = attributes.keys.first { !known.contains($0) && $0 != "xml:lang" }
    if let other { problem = "the attribute \(other) is not known" }
  }

  private func resolved(_ reference: String) -> IRI {
    IRI(base?.resolve(reference) ?? reference)
  }

  private func makeNode() -> Term {
    madeNodes += 1
    // With a dot in front, as the Turtle reader names nodes: no document can write it.
    return .blankNode(BlankNode(".\(madeNodes)"))
  }

  private func fail(_ message: String, _ parser: XMLParser) {
    problem = "line \(parser.lineNumber): \(message)"
  }
}
