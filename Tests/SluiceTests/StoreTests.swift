import Sluice
import Synchronization
import Testing

@Suite("store")
struct StoreTests {
  @Test("a store is loaded, matched, dumped and closed")
  func example() async throws {
    let fixture = try StoreFixture()
    let namespace = "http://example.org/"
    let path = try fixture.write(
      "museum.nt", "<\(namespace)monet> <\(namespace)painted> <\(namespace)lilies> .\n")
    let store = try await Store.open(at: fixture.storePath)
    let result = try await store.load([LoadInput(path: path)])
    #expect(result.quadsAdded == 1)
    for try await quad in try store.match(subject: .iri(IRI("http://example.org/monet"))) {
      #expect(quad.object == .iri(IRI("http://example.org/lilies")))
    }
    #expect(try await store.statistics().quads == 1)
    try await store.dump(to: .file(fixture.folder + "/museum.nq"))
    await store.close()
    #expect(try fixture.read("museum.nq") == fixture.read("museum.nt"))
  }

  @Test("verify tells of every check, and that the store is sound")
  func verifies() async throws {
    final class Checks: VerifyProgress {
      private let ended = Mutex<[String: Int]>([:])

      var problems: [String: Int] { ended.withLock { $0 } }

      func began(_ check: String) {}

      func ended(_ check: String, seconds: Double, problems: Int) {
        ended.withLock { $0[check] = problems }
      }
    }
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    let checks = Checks()
    let report = try await store.verify(progress: checks)
    #expect(report.isSound && report.quads == sampleQuads.sortedLines.count)
    #expect(Set(checks.problems.keys) == Set(report.seconds.keys))
    #expect(!checks.problems.isEmpty && checks.problems.values.allSatisfy { $0 == 0 })
    await store.close()
    await #expect(throws: StorageError.closed) { try await store.verify() }
  }

  @Test("what comes after close throws, and the files are free for the next")
  func closes() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    await #expect(throws: StorageError.locked(path: fixture.storePath)) {
      _ = try await fixture.open()
    }
    await store.close()
    await store.close()
    #expect(throws: StorageError.closed) { _ = try store.match() }
    await #expect(throws: StorageError.closed) { _ = try await store.statistics() }
    await #expect(throws: DumpError.store(.closed)) {
      try await store.dump(to: .file(fixture.folder + "/out.nq"))
    }
    await #expect(throws: LoadError.store(.closed)) {
      try await store.load([LoadInput(path: fixture.folder + "/input.nq")])
    }
    let again = try await fixture.open()
    #expect(try await again.match().count() == sampleQuads.sortedLines.count)
  }

  @Test("a match that runs when the store is closed goes on to its end")
  func matchOutlivesClose() async throws {
    let fixture = try StoreFixture()
    let lines = (0..<3_000).map { "<x:s> <x:p> \"value \($0)\" ." }
    let store = try await fixture.open(loading: lines.joined(separator: "\n"))
    var count = 0
    for try await _ in try store.match() {
      if count == 0 { await store.close() }
      count += 1
    }
    #expect(count == 3_000)
  }

  @Test("a store that is not there is only made where that is wanted")
  func opensOnlyWhatIsThere() async throws {
    let fixture = try StoreFixture()
    var options = StoreFixture.options
    options.createIfMissing = false
    await #expect(throws: StorageError.notFound(path: fixture.storePath)) {
      _ = try await Store.open(at: fixture.storePath, options: options)
    }
  }

  @Test("statistics count quads by graph and predicate")
  func countsGraphsAndPredicates() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    let statistics = try await store.statistics()
    let lines = sampleQuads.sortedLines
    #expect(statistics.quads == lines.count)
    #expect(statistics.transaction == TransactionNumber(1))
    #expect(statistics.graphs.count == 3 && statistics.graphs[0].name == nil)
    for graph in statistics.graphs {
      var expected = lines.count { !$0.contains("<http://example.org/g") }
      if case .iri(let iri) = graph.name {
        expected = lines.count { $0.hasSuffix(" <\(iri.string)> .") }
      }
      #expect(graph.quads == expected)
    }
    #expect(statistics.predicates.count == 3)
    for entry in statistics.predicates {
      guard case .iri(let iri) = entry.predicate else { throw Unexpected() }
      #expect(entry.counts.quads == lines.count { $0.contains("<\(iri.string)>") })
    }
  }

  @Test("a load that fails leaves the store as it was")
  func failedLoadChangesNothing() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    let broken = try fixture.write("broken.nt", "<x:a> <x:p> \"good\" .\n<x:a> <x:p> bad .\n")
    await #expect(throws: LoadError.self) { try await store.load([LoadInput(path: broken)]) }
    #expect(try await store.match().count() == sampleQuads.sortedLines.count)
    #expect(try await store.statistics().transaction == TransactionNumber(1))
  }

  @Test("a load of a cancelled task ends without a commit")
  func cancelledLoadChangesNothing() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let path = try fixture.write("input.nq", sampleQuads)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await store.load([LoadInput(path: path)])
    }
    task.cancel()
    await #expect(throws: LoadError.cancelled) { _ = try await task.value }
    #expect(try await store.match().count() == 0)
  }

  private struct Unexpected: Error {}
}
