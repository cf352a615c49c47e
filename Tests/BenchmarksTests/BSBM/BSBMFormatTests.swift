import RDFSyntax
import TestSupport
import Testing

@testable import Benchmarks

@Suite("BSBM formats")
struct BSBMFormatTests {
  private func generator() throws -> BSBMGenerator {
    try BSBMGenerator(products: 30, seed: 5)
  }

  /// Statements whose strings have no datatype, as Turtle writes them.
  private func statements(_ format: RDFFormat) throws -> Set<TestStatement> {
    let string = "^^<http://www.w3.org/2001/XMLSchema#string>"
    let statements = try readStatements(
      MemorySource(try output(generator(), format).bytes), format)
    #expect(statements.count == Set(statements).count)
    return Set(
      statements.map { statement in
        TestStatement(
          terms: statement.terms.map {
            $0.hasSuffix(string) ? String($0.dropLast(string.utf8.count)) : $0
          })
      })
  }

  @Test("our readers read all formats, and all say the same")
  func sameStatements() throws {
    let triples = try statements(.ntriples)
    #expect(triples.count > 10_000)
    for format in [RDFFormat.nquads, .turtle, .trig] {
      #expect(try statements(format) == triples, "\(format)")
    }
  }

  @Test("Turtle groups subjects, uses prefixes and is less than half of N-Triples")
  func compactTurtle() throws {
    let turtle = try output(generator(), .turtle)
    #expect(turtle.bytes.count * 2 < (try output(generator()).bytes.count))
    #expect(turtle.text.contains("\n\ns:Vendor1 a bsbm:Vendor ;\n    rdfs:label \""))
    #expect(turtle.text.contains(" ;\n    bsbm:deliveryDays 3 ;\n    bsbm:offerWebpage <http://"))
    #expect(turtle.text.contains("a bsbm:Product ;\n    rdfs:label \""))
  }

  @Test("strings of N-Triples bear their datatype where the original's do")
  func stringDatatype() throws {
    let lines = try output(generator()).lines
    let string = "\"^^<http://www.w3.org/2001/XMLSchema#string> ."
    for line in lines where line.contains("/productPropertyTextual") {
      #expect(line.hasSuffix(string))
    }
    #expect(lines.count { $0.hasSuffix(string) } == lines.count { $0.contains("PropertyTextual") })
  }

  @Test("the bytes of a seed are the same for ever")
  func pinnedBytes() throws {
    let generator = try BSBMGenerator(products: 12, seed: 20_110_217)
    let hashes = try [RDFFormat.ntriples, .turtle].map {
      fingerprint(try output(generator, $0).bytes)
    }
    #expect(hashes == [6_764_164_280_969_009_980, 8_776_716_930_398_920_981])
  }

  @Test("bytes come in pieces of about 256 KiB")
  func pieces() throws {
    let pieces = try output(generator()).pieces
    #expect(pieces.count > 5)
    #expect(pieces.dropLast().allSatisfy { (262_144..<266_240).contains($0) }, "\(pieces)")
  }
}
