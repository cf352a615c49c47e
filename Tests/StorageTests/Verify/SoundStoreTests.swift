import RDF
import Testing

@testable import Storage

/// What the engine writes is sound, and verify counts it right.
@Suite struct SoundStoreTests {
  @Test("an empty store is sound")
  func empty() throws {
    let folder = try ScratchFolder()
    let report = try QuadStore.testing(folder.store).verify()
    #expect(report.problems == [])
    #expect(report.quads == 0)
  }

  @Test("loads of every size are sound", arguments: [1, 511, 512, 513, 20_000])
  func single(count: Int) throws {
    let folder = try ScratchFolder()
    let store = try QuadStore.testing(folder.store)
    let quads = sampleQuads(count: count, seed: UInt64(count))
    try store.load(quads, ledger: [sampleRow("/a.nq")])
    let report = try store.verify()
    #expect(report.problems == [])
    #expect(report.quads == Set(quads).count)
    #expect(report.namedQuads == Set(quads).count { $0.graph != .defaultGraph })
    #expect(report.ledgerRows == 1)
    #expect(report.terms == report.hashRows)
    #expect(report.deadEntries == 0)
  }

  @Test("several loads with shared quads and terms are sound")
  func several() throws {
    let folder = try ScratchFolder()
    let store = try QuadStore.testing(folder.store)
    let quads = sampleQuads(count: 9000, seed: 3)
    try store.load(Array(quads[0..<5000]))
    try store.load(Array(quads[3000..<7000]))
    try store.load(Array(quads[6000...]) + Array(quads[0..<100]))
    let report = try store.verify()
    #expect(report.problems == [])
    #expect(report.segments == 3)
    #expect(report.quads == Set(quads).count)
  }

  @Test("counts of distinct values are right after folds that leave older segments as they are")
  func countsAfterFolds() throws {
    let folder = try ScratchFolder()
    let store = try QuadStore.testing(folder.store)
    // Each is smaller than the ones before, so that folds write segments beside them.
    for (round, count) in [400, 200, 90, 40].enumerated() {
      var builder = store.commitBuilder()
      for number in 0..<count {
        try builder.insert(
          Quad(
            subject: .iri(IRI("http://e/\(round)/\(number)")), predicate: .iri(IRI("http://e/p")),
            object: .iri(IRI("http://e/object/\(number)"))))
      }
      _ = try store.commit(builder, durability: .async)
      try store.fold()
      #expect(try store.verify().problems == [])
    }
    let counts = try #require(store.view().summary.predicates.first).counts
    #expect(store.view().state.segments.count == 4)
    #expect(counts.quads == 730 && counts.distinctSubjects == 730)
    // An upper bound: each segment counts its own.
    #expect(counts.distinctObjects == 730)
    try store.fold(everything: true)
    #expect(try #require(store.view().summary.predicates.first).counts.distinctObjects == 400)
  }

  @Test("a load that spilled is sound")
  func spilled() throws {
    let folder = try ScratchFolder()
    let store = try QuadStore.testing(folder.store)
    let quads = sampleQuads(count: 30_000, seed: 4)
    let summary = try store.load(quads, memoryBytes: 3 << 20)
    try #require(summary.runs > 1)
    let report = try store.verify()
    #expect(report.problems == [])
    #expect(report.quads == Set(quads).count)
  }

  @Test("a small budget and any number of threads find the same", arguments: [1, 2, 5])
  func budget(threads: Int) throws {
    let folder = try ScratchFolder()
    let store = try QuadStore.testing(folder.store)
    try store.load(sampleQuads(count: 30_000, seed: 5))
    try store.load(sampleQuads(count: 10_000, seed: 6))
    var options = VerifyOptions()
    options.threads = threads
    let large = try store.verify(options: options)
    // Room for 4,096 terms: several passes over the dictionary.
    options.memoryBytes = 1
    let small = try store.verify(options: options)
    #expect(large.problems == [])
    #expect(small.problems == [])
    #expect(small.terms == large.terms)
    #expect(small.hashRows == large.hashRows)
    #expect(large.terms > 4096)
  }

  @Test("a store is sound at each commit while loads go on")
  func whileLoading() throws {
    let folder = try ScratchFolder()
    let store = try QuadStore.testing(folder.store)
    try store.load(sampleQuads(count: 500, seed: 30))
    let loader = Loader(store)
    let thread = try WorkerThread { loader.run() }
    var seen: Set<UInt64> = []
    repeat {
      let report = try store.verify()
      #expect(report.problems == [], "at commit \(report.transaction)")
      seen.insert(report.transaction)
    } while store.state.transaction < 6 && loader.failure == nil
    thread.join()
    #expect(loader.failure == nil)
    #expect(try store.verify().transaction == 6)
    #expect(seen.count > 1)
  }

  /// Five loads on a thread of their own.
  final class Loader: @unchecked Sendable {
    private let store: QuadStore
    private let monitor = Monitor()
    private var error: StorageError?

    init(_ store: QuadStore) { self.store = store }

    var failure: StorageError? { monitor.withLock { error } }

    func run() {
      do throws(StorageError) {
        for seed in 31..<36 { try store.load(sampleQuads(count: 2000, seed: UInt64(seed))) }
      } catch { monitor.withLock { self.error = error } }
    }
  }

  @Test("a reopened store is sound")
  func reopened() throws {
    let folder = try ScratchFolder()
    do { try QuadStore.testing(folder.store).load(sampleQuads(count: 1000, seed: 7)) }
    let report = try QuadStore.testing(folder.store).verify()
    #expect(report.problems == [])
    #expect(report.quads > 700)
  }
}
