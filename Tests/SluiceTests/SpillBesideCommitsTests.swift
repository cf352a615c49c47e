import Dataflow
import Foundation
import RDF
import RDFSyntax
import Storage
import Testing

@testable import Sluice

/// A load that is larger than its memory, with commits in between: its runs meet other terms and quads at
/// ever other moments.
@Suite struct SpillBesideCommitsTests {
  typealias Model = StoreModelTests

  @Test("a load that spills and commits at the same time lose and double nothing", arguments: 0..<2)
  func concurrentCommits(round: Int) async throws {
    let seed = UInt64(round) &+ 1789
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let loads = try (0..<2).map { load -> (path: String, quads: [Quad]) in
      var random = Model.SeededGenerator(state: seed &* 31 &+ UInt64(load))
      let quads = (0..<20_000).map { _ in Model.randomQuad(4_000, using: &random) }
      let sink = MemorySink()
      let writer = NQuadsWriter(sink: sink)
      for quad in quads { try writer.write(quad) }
      try writer.finish()
      let path = fixture.folder + "/\(load).nq"
      try Data(sink.bytes).write(to: URL(fileURLWithPath: path))
      return (path, quads)
    }
    let end = Flag()
    let streamed = Task.detached { () throws -> Set<Quad> in
      var random = Model.SeededGenerator(state: seed)
      var inserted: Set<Quad> = []
      // At least so many, and on until the loads have ended, so that some meet each of their steps.
      for commit in 0..<300 where commit < 100 || !end.isSet {
        let quads = (0..<40).map { _ in Model.randomQuad(4_000, using: &random) }
        try await store.insert(quads, durability: .async)
        inserted.formUnion(quads)
      }
      return inserted
    }
    do {
      defer { end.set() }
      for load in loads {
        var options = LoadOptions()
        options.memoryBytes = 1 << 20
        options.spilling.leastRunBytes = 1 << 20
        let result = try LoadPipeline.load(
          [LoadInput(path: load.path)], into: try store.quads, options: options)
        #expect(result.runs > 1, "seed \(seed)")
      }
    }
    let inserted = try await streamed.value
    let expected = loads.reduce(inserted) { $0.union($1.quads) }
    let report = try store.quads.verify()
    #expect(report.problems == [], "seed \(seed)")
    #expect(try Model.contents(of: store, seed: seed) == expected, "seed \(seed)")
    #expect(try store.quads.view().summary.quads == expected.count, "seed \(seed)")
    try Model.checkLog(of: store, seed: seed)
    try await store.compact()
    #expect(try store.quads.verify().problems == [], "seed \(seed)")
    #expect(try Model.contents(of: store, seed: seed) == expected, "seed \(seed)")
    await store.close()
  }

  /// Set by one thread, read by another.
  private final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var value = false

    var isSet: Bool { lock.withLock { value } }
    func set() { lock.withLock { value = true } }
  }
}
