// The univ-bench ontology, which reasoning over LUBM data needs.
//
// Source: univ-bench.owl of the Lehigh University Benchmark, version of April 1, 2004: the same
// axioms, in a table; labels are left out. Its oddities are kept, because answers follow from them:
// subOrganizationOf is a transitive property only, and tenured is said to be an object property.

import RDFSyntax

/// Writes the univ-bench ontology.
public enum LUBMOntology {
  /// Writes the ontology to `sink`, in one piece of some 10 to 40 KiB.
  ///
  /// - Parameters:
  ///   - format: The syntax; where it has graphs, all is in the default graph.
  ///   - sink: What takes the bytes.
  /// - Throws: What the sink throws.
  public static func write(format: RDFFormat, to sink: any GeneratorSink) throws(GeneratorError) {
    let text: String
    switch format {
    case .ntriples, .nquads:
      var writer = LUBMOntologyLines()
      for entry in entries { writer.append(entry) }
      text = writer.text
    case .turtle, .trig:
      text = LUBMOntologyTurtle.document(entries)
    }
    var buffer = GeneratorBuffer(capacity: text.utf8.count)
    for byte in text.utf8 { buffer.append(byte: byte) }
    try buffer.withBytes { bytes throws(GeneratorError) in try sink.write(bytes) }
  }

  /// All entries: the ontology, its classes, its properties.
  static var entries: [LUBMOntologyEntry] {
    let ontology = LUBMOntologyEntry(
      subject: .ontology, axioms: [(.type, .owl("Ontology"))])
    return [ontology] + classes.map(\.entry) + properties.map(\.entry)
  }
}

/// A subject of the ontology and what is said about it.
struct LUBMOntologyEntry {
  let subject: LUBMOntologyTerm
  let axioms: [(predicate: LUBMOntologyTerm, object: LUBMOntologyTerm)]
}

/// A term of the ontology; those without a name are blank nodes.
indirect enum LUBMOntologyTerm: Equatable {
  case ontology
  case ub(String)
  case rdf(String)
  case rdfs(String)
  case owl(String)
  /// The class of what has a value of a class for a property.
  case some(property: String, of: String)
  case list([LUBMOntologyTerm])

  static let type = LUBMOntologyTerm.rdf("type")

  /// The axioms of a restriction, in the order of writing.
  static func restriction(_ property: String, _ type: String) -> [(Self, Self)] {
    [
      (.type, .owl("Restriction")), (.owl("onProperty"), .ub(property)),
      (.owl("someValuesFrom"), .ub(type)),
    ]
  }
}
