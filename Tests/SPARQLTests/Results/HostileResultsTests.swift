import RDF
import RDFSyntax
import SPARQL
import TestSupport
import Testing

@Suite("results that were tampered with")
struct HostileResultsTests {
  @Test(
    "a document with random damage is read or refused, never a trap",
    arguments: [ResultsFormat.json, .xml, .csv, .tsv])
  func damage(format: ResultsFormat) throws {
    let seed = UInt64.random(in: 0...UInt64(UInt32.max))
    print("damage to \(format.rawValue): seed \(seed)")
    var random = RandomRows(seed: seed)
    // What parsers act on, in favour of plain letters.
    let special = Array("{}[]\",:\\u<>/&;#!-?='@^_\t\n\r .1e\u{0}".utf8) + [0x80, 0xEF, 0xFF]
    var refused = 0
    for _ in 0..<500 {
      let document = random.document(holdsControls: format != .xml)
      var bytes = Array(try writtenResults(document, as: format).utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = special.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        case 2: bytes.remove(at: place)
        default: bytes.removeSubrange(place...)
        }
        if bytes.isEmpty { break }
      }
      do throws(SyntaxError) {
        let read = try ResultsDocument(reading: bytes, as: format)
        #expect(read.rows.allSatisfy { $0.count == read.variables.count })
      } catch {
        refused += 1
        guard case .malformed(_, let at, _, _) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(at.line >= 1 && at.column >= 1 && at.byteOffset <= bytes.count)
      }
    }
    #expect(refused > 50)
  }

  @Test("a source in pieces is read whole, and not beyond its limit")
  func pieces() throws {
    let bytes = Array("?x\n<http://ex/a>\n".utf8)
    let source = MemorySource(bytes, step: 3)
    #expect(
      try ResultsDocument(reading: source, as: .tsv)
        == .rows(variables: ["x"], [[iriCell("http://ex/a")]]))
    var limits = ResultsLimits()
    limits.documentBytes = 1 << 20
    let endless = RepeatingSource("?x\n", "1\n", times: 1 << 30)
    #expect(throws: SyntaxError.self) {
      try ResultsDocument(reading: endless, as: .tsv, limits: limits)
    }
    #expect(endless.consumedBytes < 4 << 20)
  }
}
