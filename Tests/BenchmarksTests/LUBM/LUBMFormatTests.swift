import Foundation
import RDFSyntax
import Testing

@testable import Benchmarks

@Suite("LUBM formats")
struct LUBMFormatTests {
  // Enough for two departments and the start of a third, so that prefixes are declared again.
  private let count = 16_000

  @Test("N-Triples lines have IRIs and literals of the reference's shapes only")
  func termShapes() throws {
    let sink = try output(LUBMGenerator(universities: 1, seed: 1))
    var shapes: Set<String> = []
    for line in sink.lines {
      let terms = line.terms
      shapes.insert(LUBMReference.shape(terms[0]))
      shapes.insert(LUBMReference.shape(terms[2]))
    }
    #expect(shapes == LUBMReference.shapes)
  }

  @Test("all formats say the same", arguments: [0, 0.1], [false, true])
  func sameStatements(ratio: Double, ages: Bool) throws {
    let generator = try LUBMGenerator(
      universities: 1, seed: 3, duplicateRatio: ratio, ages: ages, triples: count)
    let triples = try output(generator).lines.map(String.init).sorted()
    let quads = try output(generator, .nquads).lines.map(String.init).sorted()
    #expect(triples.count == count)
    #expect(LUBMTurtleReader(try output(generator, .turtle).text).lines.sorted() == triples)
    #expect(LUBMTurtleReader(try output(generator, .trig).text).lines.sorted() == quads)
    let graph = " <http://www.University0.edu> ."
    #expect(quads.allSatisfy { $0.hasSuffix(graph) })
    #expect(quads.map { $0.dropLast(graph.count) + " ." }.sorted() == triples)
  }

  @Test("universities that are only named are in the default graph, at the end, once")
  func otherUniversities() throws {
    let generator = try LUBMGenerator(universities: 1, seed: 3, startIndex: 4)
    let lines = try output(generator, .nquads).lines
    let isPlain = lines.map { !$0.hasSuffix("<http://www.University4.edu> .") }
    let start = try #require(isPlain.firstIndex(of: true))
    #expect(isPlain[start...].allSatisfy { $0 })
    let types = lines[start...]
    let type = " \(Name.type) <\(Name.ontology)University> ."
    #expect(types.allSatisfy { $0.hasSuffix(type) })
    #expect(Set(types).count == types.count)

    let degrees = lines.map(\.terms).filter { $0[1].hasSuffix("DegreeFrom>") }
    let others = Set(degrees.map { $0[2] }).subtracting(["<http://www.University4.edu>"])
    #expect(Set(types.map { $0.terms[0] }) == others)

    let trig = try output(generator, .trig).text
    let tail = try #require(trig.range(of: "}\n\n", options: .backwards))
    let prefix = "@prefix ub: <\(Name.ontology)> . "
    let tailLines = LUBMTurtleReader(prefix + trig[tail.upperBound...]).lines
    #expect(tailLines == types.map(String.init))
  }

  @Test("Turtle groups subjects and is less than a third of N-Triples")
  func compactTurtle() throws {
    let generator = try LUBMGenerator(universities: 1, seed: 3, triples: count)
    let turtle = try output(generator, .turtle)
    #expect(turtle.bytes.count * 3 < (try output(generator).bytes.count))
    let group = "d:UndergraduateStudent0 a ub:UndergraduateStudent ;\n    ub:name \"Under"
    #expect(turtle.text.contains(group))
    #expect(turtle.text.split(separator: "\n\n").filter { $0.hasPrefix("d:Lecturer0 ") }.count > 1)
  }

  @Test("the bytes of a seed are the same for ever")
  func pinnedBytes() throws {
    let generator = try LUBMGenerator(
      universities: 2, seed: 20_050_718, duplicateRatio: 0.03, triples: 10_000)
    let hashes = try RDFFormat.allCases.map { fingerprint(try output(generator, $0).bytes) }
    #expect(
      hashes == [
        5_742_625_681_856_557_606, 9_690_624_788_290_466_388, 8_440_561_035_181_714_454,
        1_516_300_703_816_811_135,
      ])
  }
}
