// Turtle's subject groups.
//
//   s:Offer3 a bsbm:Offer ;
//       bsbm:product <http://.../dataFromProducer2/Product76> ;
//       bsbm:vendor s:Vendor1 ;
//
// Prefixes: `inst:` is for types and features. `s:` is what the producer, vendor or rating site that is
// being written publishes, and is declared again at each one: a prefix a source would be as
// compact, but thousands of them make a benchmark of prefix tables, not of Turtle. Resources of
// other sources, whose local names would have a slash, are written as IRIs.

/// Writes Turtle, which is TriG too: prefixes, subjects grouped, lists of predicates and objects.
struct BSBMTurtleEmitter: BSBMEmitter, ~Copyable {
  private let speller = BSBMObjectSpeller(isTurtle: true)
  private var source = BSBMResource.institution
  private var isFirst = true
  private var lastPredicate = BSBMPredicate.type

  init() {}

  mutating func begin(_ buffer: inout GeneratorBuffer) {
    let prefixes: [(StaticString, StaticString)] = [
      ("bsbm", BSBMVocabulary.vocabulary), ("inst", BSBMVocabulary.instances),
      ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
      ("xsd", "http://www.w3.org/2001/XMLSchema#"),
      ("dc", "http://purl.org/dc/elements/1.1/"), ("foaf", "http://xmlns.com/foaf/0.1/"),
      ("rev", "http://purl.org/stuff/rev#"), ("country", BSBMVocabulary.countries),
    ]
    for (name, namespace) in prefixes {
      buffer.append("@prefix ")
      buffer.append(name)
      buffer.append(": <")
      buffer.append(namespace)
      buffer.append("> .\n")
    }
    buffer.append(byte: UInt8(ascii: "\n"))
  }

  mutating func enter(_ source: BSBMResource, _ buffer: inout GeneratorBuffer) {
    self.source = source
    buffer.append("@prefix s: <")
    buffer.append(BSBMVocabulary.instances)
    buffer.append("dataFrom")
    BSBMTerms.appendLocalName(source, to: &buffer)
    buffer.append("/> .\n\n")
  }

  mutating func open(_ subject: BSBMResource, _ buffer: inout GeneratorBuffer) {
    append(subject, to: &buffer)
    isFirst = true
  }

  mutating func write(
    _ predicate: BSBMPredicate, _ object: BSBMObject, _ buffer: inout GeneratorBuffer
  ) {
    if !isFirst, predicate == lastPredicate {
      buffer.append(", ")
    } else {
      buffer.append(isFirst ? " " : " ;\n    ")
      buffer.append(predicate.turtleText)
    }
    isFirst = false
    lastPredicate = predicate
    if case .resource(let resource) = object {
      append(resource, to: &buffer)
    } else {
      speller.append(object, to: &buffer)
    }
  }

  mutating func close(_ buffer: inout GeneratorBuffer) {
    buffer.append(" .\n\n")
  }

  private func append(_ resource: BSBMResource, to buffer: inout GeneratorBuffer) {
    if resource.kind.sourceKind == nil {
      buffer.append("inst:")
      BSBMTerms.appendLocalName(resource, to: &buffer)
    } else if resource.publisher == source {
      buffer.append("s:")
      BSBMTerms.appendLocalName(resource, to: &buffer)
    } else {
      BSBMTerms.appendBracketed(resource, to: &buffer)
    }
  }
}
