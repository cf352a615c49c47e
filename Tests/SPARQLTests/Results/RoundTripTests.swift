import RDF
import SPARQL
import Testing

@Suite("what is written is read back")
struct RoundTripTests {
  @Test(
    "random rows in the formats that lose nothing", arguments: [ResultsFormat.json, .xml, .tsv])
  func random(format: ResultsFormat) throws {
    let seed = UInt64.random(in: 0...UInt64(UInt32.max))
    print("round trip of \(format.rawValue): seed \(seed)")
    var random = RandomRows(seed: seed)
    for _ in 0..<300 {
      let document = random.document(holdsControls: format != .xml)
      let text = try writtenResults(document, as: format)
      #expect(try readResults(text, as: format) == document, "\(text)")
    }
  }

  @Test("random rows as CSV keep their values")
  func csv() throws {
    let seed = UInt64.random(in: 0...UInt64(UInt32.max))
    print("round trip of csv: seed \(seed)")
    var random = RandomRows(seed: seed)
    for _ in 0..<300 {
      let document = random.document(holdsControls: true)
      let values = document.rows.map { row in row.map { $0.map(Self.value) } }
      let text = try writtenResults(document, as: .csv)
      #expect(
        try readResults(text, as: .csv) == .rows(variables: document.variables, values), "\(text)")
    }
  }

  private static func value(_ term: Term) -> Term {
    switch term {
    case .iri(let iri): textCell(iri.string)
    case .literal(let literal) where literal.lexicalForm.hasPrefix("_:"):
      // CSV cannot tell it from a blank node.
      literal.lexicalForm == "_:"
        ? textCell("_:") : blankCell(String(literal.lexicalForm.dropFirst(2)))
    case .literal(let literal): textCell(literal.lexicalForm)
    case .blankNode: term
    }
  }

  @Test("booleans", arguments: [ResultsFormat.json, .xml, .csv, .tsv], [true, false])
  func boolean(format: ResultsFormat, answer: Bool) throws {
    #expect(
      try readResults(try writtenResults(.boolean(answer), as: format), as: format)
        == .boolean(answer))
  }
}
