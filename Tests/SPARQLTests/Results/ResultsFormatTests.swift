import RDFSyntax
import SPARQL
import Testing

@Suite("formats by name")
struct ResultsFormatTests {
  @Test("names and aliases, whatever their case")
  func names() {
    for format in ResultsFormat.allCases {
      #expect(ResultsFormat(name: format.rawValue) == format)
      for alias in format.aliases { #expect(ResultsFormat(name: alias.uppercased()) == format) }
    }
    #expect(ResultsFormat(name: "sparql-json") == .json)
    #expect(ResultsFormat(name: "srx") == .xml)
    #expect(ResultsFormat(name: "turtle") == nil)
  }

  @Test("media types, with parameters and the general ones that servers send")
  func mediaTypes() {
    for format in ResultsFormat.allCases {
      #expect(ResultsFormat(mediaType: format.mediaType) == format)
    }
    #expect(ResultsFormat(mediaType: "Text/CSV; charset=utf-8; header=present") == .csv)
    #expect(ResultsFormat(mediaType: "application/json ;q=0.5") == .json)
    #expect(ResultsFormat(mediaType: "text/html") == nil)
  }

  @Test("file names, below an ending of compression")
  func fileNames() {
    #expect(ResultsFormat(fileName: "a.b.SRJ") == .json)
    #expect(ResultsFormat(fileName: "rows.csv.gz") == .csv)
    #expect(ResultsFormat(fileName: "csv") == nil)
    #expect(ResultsFormat(fileName: "a.ttl") == nil)
  }

  @Test("a name is for rows or for graphs")
  func outputFormats() {
    #expect(QueryOutputFormat(name: "JSON") == .rows(.json))
    #expect(QueryOutputFormat(name: "xml") == .rows(.xml))
    #expect(QueryOutputFormat(name: "ttl") == .graph(.turtle))
    #expect(QueryOutputFormat(name: "nt") == .graph(.ntriples))
    #expect(QueryOutputFormat(name: "Trig") == .graph(.trig))
    #expect(QueryOutputFormat(name: "rdfxml") == nil)
    for name in QueryOutputFormat.names { #expect(QueryOutputFormat(name: name) != nil) }
  }

  @Test("tables and JSON Lines are not read")
  func unreadable() {
    #expect(
      refusalOfResults("x", as: .table)
        == "cannot read \"results\": results are not read from table")
    #expect(!ResultsFormat.jsonl.isReadable)
  }
}
