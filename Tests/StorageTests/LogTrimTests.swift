import RDF
import Testing

@testable import Storage

/// The log stays within its limit, and what it keeps is whole.
@Suite struct LogTrimTests {
  @Test("the oldest commits leave a log that is too large, and the store stays as it is")
  func trimmed() throws {
    let folder = try ScratchFolder()
    var settings = StoreSettings()
    settings.memoryBytes = 64 << 20
    settings.logBytes = 16_000
    var contents = 0
    do {
      let store = try QuadStore(path: folder.store, settings: settings)
      try store.load(sampleQuads(count: 3_000, seed: 1))
      var random = SplitMix64(seed: 5)
      for round in 0..<12 {
        for commit in 0..<20 {
          var builder = store.commitBuilder()
          for number in 0..<40 {
            try builder.insert(
              Quad(
                subject: .iri(IRI("http://e/\(round)/\(commit)/\(number)")),
                predicate: .iri(IRI("http://e/p")),
                object: .literal(Literal("\(random.next())"))))
          }
          _ = try store.commit(builder, durability: .async)
        }
        if round % 4 == 1 { try store.load(sampleQuads(count: 2_000, seed: UInt64(round) + 50)) }
        try store.fold()
        // What is in memory is written, so that the log's files are measured.
        store.database.compact(.log)
        try store.trimLog()
      }
      let problems = try store.verify().problems
      #expect(problems == [], "\(problems)")
      contents = store.view().quadCount
      let size = try #require(store.database.property("rocksdb.live-sst-files-size", .log))
      #expect(size < 16_000)
    }
    let store = try QuadStore(path: folder.store, settings: settings)
    let view = store.view()
    #expect(view.quadCount == contents)
    #expect(try store.verify().problems == [])
    // Commits are known from some point on, and whole.
    var known: [Bool] = []
    for transaction in 1...view.transaction.value {
      var changes = 0
      known.append(try view.changes(of: transaction) { _ in changes += 1 })
      if known.last == true { #expect(changes >= 40 || changes > 500) }
    }
    let first = try #require(known.firstIndex(of: true))
    #expect(first > 0 && known[first...].allSatisfy { $0 })
    #expect(known.count - first > 20)
  }
}
