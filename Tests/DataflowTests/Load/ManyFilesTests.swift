import RDFSyntax
import Storage
import Testing

@testable import Dataflow

@Suite struct ManyFilesTests {
  @Test(
    "3,000 tiny files are one commit, with a row of the ledger each and blank nodes of their own")
  func tinyFiles() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let endings = ["nt", "nq", "ttl", "trig"]
    let paths = try (0..<3_000).map { index in
      // A node of the document, a quad of its own, and one that all share.
      try folder.write(
        "f\(index).\(endings[index % 4])",
        """
        _:x <http://e/p> <http://e/o> .
        <http://e/s> <http://e/number> "number \(index)" .
        <http://e/s> <http://e/p> <http://e/o> .

        """)
    }
    let result = try store.load(paths)
    #expect(result.filesLoaded == 3_000 && result.statements == 9_000)
    #expect(result.quadsAdded == 6_001)
    #expect(result.runs == 1)
    #expect(result.transaction == TransactionNumber(1))
    #expect(store.view().transaction == TransactionNumber(1))
    let rows = try LedgerReader(store.view()).allRows()
    #expect(rows.count == 3_000)
    #expect(rows.allSatisfy { $0.state == .done && $0.transaction == 1 && $0.quads == 3 })
    let report = try store.verify()
    #expect(report.problems == [])
    #expect(report.quads == 6_001 && report.ledgerRows == 3_000)
    let again = try store.load(paths)
    #expect(again.filesLoaded == 0 && again.filesSkipped.count == 3_000)
    #expect(again.transaction == nil)
  }
}
