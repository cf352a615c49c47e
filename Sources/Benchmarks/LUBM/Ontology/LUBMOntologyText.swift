// The ontology's terms as text. Small and written once, so plain strings do.

/// Where the names of the ontology and of its vocabularies begin.
private enum Namespace {
  static let ontology = "http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl"
  static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  static let rdfs = "http://www.w3.org/2000/01/rdf-schema#"
  static let owl = "http://www.w3.org/2002/07/owl#"
}

/// Writes entries as lines of N-Triples, with labels for the nodes that have no name.
struct LUBMOntologyLines {
  private(set) var text = ""
  private var nodeCount = 0

  /// Appends the lines of an entry, the nodes it refers to after it.
  mutating func append(_ entry: LUBMOntologyEntry) {
    append(named(entry.subject), entry.axioms)
  }

  private mutating func append(
    _ subject: String, _ axioms: [(LUBMOntologyTerm, LUBMOntologyTerm)]
  ) {
    var nodes: [(label: String, axioms: [(LUBMOntologyTerm, LUBMOntologyTerm)])] = []
    for (predicate, object) in axioms {
      var label = named(object)
      if label.isEmpty {
        nodeCount += 1
        label = "_:n\(nodeCount)"
        nodes.append((label, Self.axioms(of: object)))
      }
      text += "\(subject) \(named(predicate)) \(label) .\n"
    }
    for node in nodes { append(node.label, node.axioms) }
  }

  /// The IRI of a term, or nothing where it has none.
  private func named(_ term: LUBMOntologyTerm) -> String {
    switch term {
    case .ontology: "<\(Namespace.ontology)>"
    case .ub(let name): "<\(Namespace.ontology)#\(name)>"
    case .rdf(let name): "<\(Namespace.rdf)\(name)>"
    case .rdfs(let name): "<\(Namespace.rdfs)\(name)>"
    case .owl(let name): "<\(Namespace.owl)\(name)>"
    case .list(let members) where members.isEmpty: "<\(Namespace.rdf)nil>"
    case .some, .list: ""
    }
  }

  private static func axioms(
    of term: LUBMOntologyTerm
  ) -> [(LUBMOntologyTerm, LUBMOntologyTerm)] {
    switch term {
    case .some(let property, let type): LUBMOntologyTerm.restriction(property, type)
    case .list(let members):
      [(.rdf("first"), members[0]), (.rdf("rest"), .list(Array(members.dropFirst())))]
    case .ontology, .ub, .rdf, .rdfs, .owl: []
    }
  }
}

/// Writes entries as Turtle.
enum LUBMOntologyTurtle {
  /// A whole document.
  static func document(_ entries: [LUBMOntologyEntry]) -> String {
    var text = """
      @prefix ub: <\(Namespace.ontology)#> .
      @prefix rdfs: <\(Namespace.rdfs)> .
      @prefix owl: <\(Namespace.owl)> .

      """
    for entry in entries {
      text += "\n\(term(entry.subject)) \(axioms(entry.axioms, separator: " ;\n    ")) .\n"
    }
    return text
  }

  private static func axioms(
    _ axioms: [(LUBMOntologyTerm, LUBMOntologyTerm)], separator: String
  ) -> String {
    axioms.map { "\(term($0.0)) \(term($0.1))" }.joined(separator: separator)
  }

  private static func term(_ term: LUBMOntologyTerm) -> String {
    switch term {
    case .type: "a"
    case .ontology: "<\(Namespace.ontology)>"
    case .ub(let name): "ub:\(name)"
    case .rdf(let name): "<\(Namespace.rdf)\(name)>"
    case .rdfs(let name): "rdfs:\(name)"
    case .owl(let name): "owl:\(name)"
    case .some(let property, let type):
      "[ \(axioms(LUBMOntologyTerm.restriction(property, type), separator: " ; ")) ]"
    case .list(let members): "( \(members.map(Self.term).joined(separator: " ")) )"
    }
  }
}
