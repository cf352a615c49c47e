/// An RDF term: what may stand in a quad.
///
/// Terms compare by their exact form, as RDF 1.1 Concepts section 3.3 has it: the literals `"01"` and
/// `"1"` of `xsd:integer` are two terms, and so are an "é" of one code point and one of two (see
/// ``ExactString``). Use ``Literal/value`` to compare what they stand for.
public enum Term: Hashable, Sendable {
  /// An absolute IRI.
  case iri(IRI)
  /// A blank node, named by a label whose scope is the document or the store it came from.
  case blankNode(BlankNode)
  /// A literal: a lexical form with a datatype and, for `rdf:langString`, a language tag.
  case literal(Literal)
}

/// An absolute IRI (RFC 3987), kept exactly as written.
public struct IRI: Hashable, Sendable {
  private let text: ExactString

  /// The characters of the IRI, without angle brackets.
  public var string: String { text.string }

  /// Makes an IRI of `string`, which is taken as it is: no resolution and no normalisation.
  public init(_ string: String) { text = ExactString(string) }
}

/// A blank node.
public struct BlankNode: Hashable, Sendable {
  private let text: ExactString

  /// The label, without the leading `_:`.
  public var label: String { text.string }

  /// Makes a blank node labelled `label`.
  public init(_ label: String) { text = ExactString(label) }
}

/// A literal.
public struct Literal: Hashable, Sendable {
  private let form: ExactString
  private let tag: ExactString?

  /// The lexical form, exactly as written.
  public var lexicalForm: String { form.string }
  /// The datatype; `rdf:langString` where there is a language.
  public let datatype: IRI
  /// The language tag, exactly as written, or nil.
  public var language: String? { tag?.string }

  /// Makes a literal of a datatype, `xsd:string` where none is named.
  public init(_ lexicalForm: String, datatype: IRI = XSD.string) {
    form = ExactString(lexicalForm)
    self.datatype = datatype
    tag = nil
  }

  /// Makes a language-tagged string.
  public init(_ lexicalForm: String, language: String) {
    form = ExactString(lexicalForm)
    datatype = RDFVocabulary.langString
    tag = ExactString(language)
  }
}

/// A statement in a graph; a nil graph is the default graph.
public struct Quad: Hashable, Sendable {
  /// What the statement is about: an IRI or a blank node.
  public var subject: Term
  /// The relation: an IRI.
  public var predicate: Term
  /// The value.
  public var object: Term
  /// The named graph, an IRI or a blank node, or nil for the default graph.
  public var graph: Term?

  /// Makes a quad.
  public init(subject: Term, predicate: Term, object: Term, graph: Term? = nil) {
    self.subject = subject
    self.predicate = predicate
    self.object = object
    self.graph = graph
  }
}
