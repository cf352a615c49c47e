import RDFSyntax
import TestSupport

@testable import Benchmarks

extension Substring {
  /// The terms of a line of N-Triples or N-Quads whose literals have no spaces, without the dot.
  var terms: [Substring] {
    let parts = utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }
    precondition(parts.last == ".", "a line without a dot: \(self)")
    return parts.dropLast()
  }
}

/// What a generator writes, in memory.
func output(_ generator: LUBMGenerator, _ format: RDFFormat = .ntriples) throws -> MemorySink {
  let sink = MemorySink()
  try generator.write(format: format, to: sink)
  return sink
}

/// Names of the vocabulary, short as the tests use them.
enum Name {
  static let ontology = "http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#"
  static let type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

  /// `<...univ-bench.owl#memberOf>` becomes `memberOf`, `rdf:type` becomes `a`.
  static func short(_ term: Substring) -> String {
    if term == type { return "a" }
    guard term.hasPrefix("<" + ontology) else { return String(term) }
    return String(term.dropFirst(ontology.utf8.count + 1).dropLast())
  }
}

extension Suites {
  /// The text of the reference data, LUBM(1, 0).
  static func referenceData() throws -> Substring {
    try unpackedText("lubm/lubm1.nt.gz")
  }
}
