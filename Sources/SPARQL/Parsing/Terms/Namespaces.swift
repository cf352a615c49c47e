// The base and the prefixes in force, and how IRIs come of them (section 4.1.1).

import RDF

struct Namespaces {
  /// What the text declares, with what was given before it.
  private(set) var prologue: Prologue
  private var base: IRIBase?
  /// Places in `prologue.prefixes`.
  private var places: [ExactString: Int] = [:]

  /// Starts with a base and prefixes from outside of the text.
  init(base: IRI?, prefixes: [PrefixDeclaration]) {
    prologue = Prologue(base: base)
    if let base { self.base = IRIBase(base.string) }
    for prefix in prefixes { declare(prefix.name, prefix.namespace) }
  }

  /// `PREFIX name: <namespace>`; a later one replaces.
  mutating func declare(_ name: String, _ namespace: IRI) {
    let declaration = PrefixDeclaration(name: name, namespace: namespace)
    if let place = places[ExactString(name)] {
      prologue.prefixes[place] = declaration
    } else {
      places[ExactString(name)] = prologue.prefixes.count
      prologue.prefixes.append(declaration)
    }
  }

  /// `BASE <iri>`.
  mutating func setBase(_ iri: IRI) {
    prologue.base = iri
    base = IRIBase(iri.string)
  }

  /// The namespace of a prefix, or nil.
  func namespace(_ name: String) -> String? {
    places[ExactString(name)].map { prologue.prefixes[$0].namespace.string }
  }

  /// Resolves a relative reference and appends the IRI to `output`; false without a base.
  func resolve(_ reference: Span<UInt8>, into output: inout [UInt8]) -> Bool {
    guard let base else { return false }
    base.resolve(reference, into: &output)
    return true
  }

  /// Why `name` is no prefix, with what to do about it.
  func undefinedPrefix(_ name: String) -> String {
    let names = prologue.prefixes.map(\.name)
    let hint: String
    if let close = Suggestion.closest(to: name, among: names) {
      hint = "did you mean \(close):?"
    } else {
      hint = "add PREFIX \(name): <\(Self.wellKnown[name] ?? "...")>"
    }
    return "undefined prefix \"\(name):\"; \(hint)"
  }

  /// Namespaces that everybody means by their prefix; only ever suggested.
  private static let wellKnown: [String: String] = [
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDFVocabulary.namespace,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": XSD.namespace,
  ]
}
