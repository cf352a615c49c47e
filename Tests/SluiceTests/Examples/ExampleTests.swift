import Foundation
import TestSupport
import Testing

@testable import Sluice

/// The examples that are shown work.
@Suite("examples") struct ExampleTests {
  private let folder: URL
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
    folder = URL(fileURLWithPath: fixture.folder)
  }

  private static let quickstart = ShownExamples.project
    .appendingPathComponent("fixtures/quickstart")
  private static let files = ["collection.ttl", "loans.nt.gz"].map {
    quickstart.appendingPathComponent($0).path
  }

  @Test("the README's example loads, changes, reads and dumps a store, and loads a file once")
  func museumRuns() async throws {
    let path = folder.appendingPathComponent("museum.sluice").path
    let files = [Self.files[0]]
    let first = try await museum(at: path, files: files)
    #expect(first.contains("North Hall"))
    let dump = try String(contentsOfFile: path + ".nq", encoding: .utf8)
    #expect(dump.split(separator: "\n").count == 685)
    #expect(!dump.contains("/visitor/"))

    #expect(try await museum(at: path, files: files) == first)
    #expect(try String(contentsOfFile: path + ".nq", encoding: .utf8) == dump)
  }

  @Test("the README's query gives titles, dearest first")
  func titlesRun() async throws {
    let store = try await fixture.open()
    try await store.load(Self.files.map { LoadInput(path: $0) })
    let found = try await titles(
      of: "http://example.org/museum/artist/tomasz-wierzbica", in: store)
    let works = try await store.select(
      """
      PREFIX m: <http://example.org/museum/terms#>
      SELECT ?t { ?w m:by <http://example.org/museum/artist/tomasz-wierzbica> ; m:title ?t }
      """
    ).all()
    #expect(!works.isEmpty && found.count == works.count)
    #expect(found.contains("Early Harbour, 286000") && found.contains("Hafen, 286000"))
    let prices = found.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    #expect(prices.count == found.count && prices == prices.sorted(by: >))
    await store.close()
  }

  @Test("the README's transaction lends what is at home, and once")
  func lendRuns() async throws {
    let store = try await fixture.open()
    try await store.load(Self.files.map { LoadInput(path: $0) })
    let work = "http://example.org/museum/work/M-1001"
    let ask = "ASK { <\(work)> <http://example.org/museum/terms#onDisplay> true }"
    guard case .boolean(true) = try await store.query(ask) else {
      Issue.record("the work is not on display")
      return
    }
    let before = try await store.statistics()
    #expect(try await lend(work, to: "Ada's \"Gallery\"", from: store))
    #expect(try await lend(work, to: "Another Gallery", from: store) == false)
    let after = try await store.statistics()
    #expect(after.quads == before.quads + 2)
    #expect(after.transaction.value == before.transaction.value + 1)
    await store.close()
  }

  @Test("the README's example of LOAD and SERVICE reads a folder, and asks no private address")
  func enrichRuns() async throws {
    let endpoint = try LoopbackServer { _, connection in connection.reply() }
    let store = try await fixture.open()
    // What an endpoint that is not asked adds is nothing, and 60 loans stay.
    let loans = try await enrich(
      store, from: Self.quickstart.path, endpoint: endpoint.origin + "/sparql")
    #expect(loans == 60)
    #expect(endpoint.requests.isEmpty)
    #expect(try await store.statistics().quads == 359)
    await store.close()
  }

  @Test("the examples of doc comments run")
  func commentsRun() async throws {
    let store = try await fixture.open()
    let title = "<http://example.org/title>"
    try await store.update(
      """
      PREFIX m: <http://example.org/>
      INSERT DATA {
        m:a \(title) "One" . m:b \(title) "Two" . m:c \(title) "Two" .
        m:l1 a m:Loan ; m:due 1 ; m:returned 2 . m:l2 a m:Loan ; m:due 3
      }
      """)
    #expect(try await queryExample(store).sorted() == ["One", "Two", "Two"])
    #expect(try await preparedExample(store, ["One", "Two", "Three"]) == [1, 2, 0])
    try await updateExample(store)
    #expect(try await store.statistics().quads == 8)
    #expect(try await transactionExample(store).count == 2)
    #expect(try await store.statistics().quads == 7)
    // It asks when its rows are read, which they are not: example.org is somebody else's.
    #expect(try await serviceExample(store).variables == ["s", "p", "o"])
    // That folder is not there, which is what the example says then.
    await #expect(throws: (any Error).self) { try await documentsExample(store) }
    await store.close()
  }

  @Test("the example that opens a store loads a file and reads it")
  func openingRuns() async throws {
    let plain = try fixture.write("museum.nt", "<http://a/s> <http://a/p> <http://a/o> .\n")
    let packed = try CommandRun([
      "convert", plain, "--output", fixture.folder + "/museum.nt.gz", "--quiet",
    ])
    #expect(packed.code == 0)
    try await openingExample(fixture.storePath, files: fixture.folder)
    let store = try await fixture.open()
    #expect(try await store.statistics().quads == 1)
    await store.close()
  }
}
