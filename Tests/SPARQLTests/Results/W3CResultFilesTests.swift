import Foundation
import RDF
import RDFSyntax
import SPARQL
import TestSupport
import Testing

@Suite("the result files of the W3C's suites", .enabled(if: Suites.isPresent))
struct W3CResultFilesTests {
  /// Paths of all files with an ending, below the suites' folder.
  private static func files(_ ending: String, under folder: String = "w3c/sparql") throws
    -> [String]
  {
    let root = try Suites.url(folder)
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix("." + ending) }.sorted().map { "\(folder)/\($0)" }
  }

  private static func document(_ path: String) throws -> ResultsDocument {
    let format = try #require(ResultsFormat(fileName: path))
    return try ResultsDocument(reading: try Suites.bytes(path), as: format, file: path)
  }

  /// Files with terms of RDF 1.2, and with nothing else that could be refused.
  private static func holdsRDF12(_ path: String) throws -> Bool {
    let text = String(decoding: try Suites.bytes(path), as: UTF8.self)
    return ["\"triple\"", "<triple>", "its:dir"].contains { text.contains($0) }
  }

  @Test(
    "every file is read, but those with terms of RDF 1.2",
    arguments: [("srx", 449), ("srj", 53), ("csv", 3), ("tsv", 3)])
  func allFiles(ending: String, count: Int) throws {
    let files = try Self.files(ending)
    #expect(files.count == count)
    var refused = 0
    for path in files {
      do {
        _ = try Self.document(path)
        #expect(try !Self.holdsRDF12(path), "\(path)")
      } catch {
        refused += 1
        #expect(try Self.holdsRDF12(path), "\(error)")
        #expect("\(error)".contains("RDF 1.2"), "\(error)")
      }
    }
    #expect(refused == ["srj": 21, "srx": 2][ending, default: 0])
  }

  @Test("what is read and written again is the same result")
  func writtenAgain() throws {
    for path in try ["srx", "srj", "tsv"].flatMap({ try Self.files($0) })
    where try !Self.holdsRDF12(path) {
      let document = try Self.document(path)
      for format in [ResultsFormat.json, .xml, .tsv] {
        let again = try readResults(try writtenResults(document, as: format), as: format)
        let difference = ResultComparison.difference(
          expected: TestResult(document), actual: TestResult(again))
        #expect(difference == nil, "\(path) as \(format.rawValue): \(difference ?? "")")
      }
    }
  }

  @Test("CSV of a TSV result is what the suite expects", arguments: ["01", "02", "03"])
  func csvOfTSV(number: String) throws {
    let folder = "w3c/sparql/sparql11/csv-tsv-res/csvtsv\(number)"
    let rows = try Self.document("\(folder).tsv")
    let csv = try readResults(try writtenResults(rows, as: .csv), as: .csv)
    let expected = try Self.document("\(folder).csv")
    if number == "03" {
      // The suite's own two files differ: 1.0e6 in one, 1.0E6 in the other.
      let forms = rows.rows.map { row in row.map { $0.map(Self.withLargeE) } }
      #expect(
        ResultComparison.areEquivalent(
          expected: TestResult(expected),
          actual: TestResult(.rows(variables: rows.variables, forms)), mode: .csv))
      return
    }
    for actual in [csv, rows] {
      let difference = ResultComparison.difference(
        expected: TestResult(expected), actual: TestResult(actual), mode: .csv)
      #expect(difference == nil, "\(difference ?? "")")
    }
    // Rows stand in the same order in both, and labels are free.
    let bytes = String(decoding: try Suites.bytes("\(folder).csv"), as: UTF8.self)
    #expect(
      try writtenResults(rows, as: .csv).replacing("_:b0", with: "_:a")
        == bytes.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n"))
  }

  private static func withLargeE(_ term: Term) -> Term {
    guard case .literal(let literal) = term, literal.datatype == XSD.double else { return term }
    return typedCell(literal.lexicalForm.uppercased(), XSD.double)
  }

  @Test("TSV of a TSV result is the same text", arguments: ["01", "02", "03"])
  func tsvText(number: String) throws {
    let path = "w3c/sparql/sparql11/csv-tsv-res/csvtsv\(number).tsv"
    #expect(
      try writtenResults(try Self.document(path), as: .tsv)
        == String(decoding: try Suites.bytes(path), as: UTF8.self))
  }

  @Test("results in the vocabulary of the SPARQL 1.0 suite, in Turtle and RDF/XML")
  func resultSets() throws {
    var tables = 0
    var booleans = 0
    var ordered = 0
    for path in try ["ttl", "rdf"].flatMap({ try Self.files($0, under: "w3c/sparql/sparql10") }) {
      let bytes = try Suites.bytes(path)
      guard String(decoding: bytes, as: UTF8.self).contains("tests/result-set#") else { continue }
      let base = "http://example.org/" + path
      let quads =
        path.hasSuffix(".rdf")
        ? try readRDFXML(bytes, base: base)
        : try readQuads(bytes, .turtle, base: base, file: path)
      switch try ResultSetVocabulary.result(of: quads) {
      case nil: break
      case .boolean: booleans += 1
      case .table(let table):
        tables += 1
        if table.isOrdered { ordered += 1 }
        #expect(table.rows.allSatisfy { $0.count == table.variables.count })
      }
    }
    #expect(tables == 125)
    #expect(booleans == 2)
    #expect(ordered == 25)
  }

  @Test("the RDF/XML data of the subquery tests")
  func rdfXMLData() throws {
    let base = "http://example.org/data"
    let quads = try readRDFXML(
      try Suites.bytes("w3c/sparql/sparql11/subquery/sq01.rdf"), base: base)
    let instance = "http://www.example.org/instance#"
    let property = iriCell("http://www.example.org/schema#p")
    #expect(
      Set(quads) == [
        Quad(
          subject: iriCell(instance + "a"), predicate: property, object: iriCell(instance + "b")),
        Quad(subject: iriCell(instance + "c"), predicate: property, object: iriCell(base)),
      ])
    let counts = try Self.files("rdf", under: "w3c/sparql/sparql11/subquery").map {
      try readRDFXML(try Suites.bytes($0), base: base).count
    }
    #expect(counts == [2, 1, 2, 3, 3, 2])
  }
}
