import Foundation
import RDFSyntax
import TestSupport
import Testing

@testable import Benchmarks

@Suite("LUBM ontology")
struct LUBMOntologyTests {
  private func text(_ format: RDFFormat) throws -> String {
    let sink = MemorySink()
    try LUBMOntology.write(format: format, to: sink)
    return sink.text
  }

  /// Triples in which each blank node is replaced by what is said about it.
  ///
  /// The ontology's blank nodes form trees, so this tells whether two versions are isomorphic.
  private func expanded(_ text: String) -> [String] {
    var said: [Substring: [(Substring, Substring)]] = [:]
    for line in text[...].lines {
      let parts = line.split(separator: " ", maxSplits: 2)
      said[parts[0], default: []].append((parts[1], parts[2].dropLast(2)))
    }
    func expand(_ term: Substring) -> String {
      guard term.hasPrefix("_:") else { return String(term) }
      let parts = (said[term] ?? []).map { "\($0.0) \(expand($0.1))" }
      return "[\(parts.sorted().joined(separator: "; "))]"
    }
    return said.filter { !$0.key.hasPrefix("_:") }
      .flatMap { subject, pairs in pairs.map { "\(subject) \($0.0) \(expand($0.1))" } }
      .sorted()
  }

  @Test(
    "the axioms are those of univ-bench.owl",
    .enabled(if: Suites.isPresent))
  func sameAxioms() throws {
    let file = try Suites.url("lubm/univ-bench.nt")
    let notes = ["rdf-schema#label>", "rdf-schema#comment>", "owl#versionInfo>"]
    let reference = expanded(try String(contentsOf: file, encoding: .utf8))
      .filter { axiom in !notes.contains { axiom.contains($0) } }
    #expect(expanded(try text(.ntriples)) == reference)
    #expect(try text(.nquads) == text(.ntriples))
  }

  @Test("every class and property of the generated data is in the ontology")
  func vocabulary() throws {
    let lines = Set(try text(.ntriples)[...].lines)
    let data = try LUBMTripleSet.twoUniversities.get()
    let classType = "\(Name.type) <http://www.w3.org/2002/07/owl#Class> ."
    for type in data.classCounts.keys {
      #expect(lines.contains("<\(Name.ontology)\(type)> \(classType)"))
    }
    for predicate in data.predicateCounts.keys where predicate != "a" {
      let start = "<\(Name.ontology)\(predicate)> \(Name.type) "
      #expect(lines.contains { $0.hasPrefix(start) && $0.hasSuffix("Property> .") })
    }
  }

  @Test("Turtle nests the blank nodes")
  func turtle() throws {
    let turtle = try text(.turtle)
    let chair = """
      ub:Chair a owl:Class ;
          rdfs:subClassOf ub:Professor ;
          owl:intersectionOf ( ub:Person [ a owl:Restriction ; owl:onProperty ub:headOf ; \
      owl:someValuesFrom ub:Department ] ) .
      """
    #expect(turtle.contains("\n" + chair + "\n"))
    #expect(try text(.trig) == turtle)
  }
}
