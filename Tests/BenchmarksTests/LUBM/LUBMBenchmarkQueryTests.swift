import Testing

@testable import Benchmarks

@Suite("LUBM queries as text")
struct LUBMBenchmarkQueryTests {
  @Test("there are fourteen, in order")
  func fourteen() {
    #expect(LUBMQueries.all.map(\.name) == (1...14).map { "lubm-\($0)" })
  }

  @Test("those that need no inference must have answers")
  func mayBeEmpty() {
    let certain = LUBMQueries.all.enumerated().filter { !$0.element.mayBeEmpty }
    #expect(certain.map { $0.offset + 1 } == [1, 2, 3, 14])
  }

  @Test("every resource and every class that a query names is in the data or the ontology")
  func names() throws {
    let data = try output(LUBMGenerator(universities: 1, seed: 1)).text
    let sink = MemorySink()
    try LUBMOntology.write(format: .ntriples, to: sink)
    let ontology = sink.text
    for query in LUBMQueries.all {
      let words = query.text.split { " \n,".contains($0) }
      for word in words where word.hasPrefix("<http://www.Department") {
        #expect(data.contains(word), "\(word)")
      }
      for word in words where word.hasPrefix("ub:") && word != "ub:" {
        #expect(ontology.contains("univ-bench.owl#\(word.dropFirst(3))>"), "\(word)")
      }
    }
  }
}
