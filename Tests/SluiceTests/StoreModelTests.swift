import Foundation
import RDF
import RDFSyntax
import Storage
import Testing

@testable import Sluice

/// A store against a set of quads: whatever the mix of commits, loads, folds and reopening, the store
/// holds what the set holds, in every order and for every pattern.
@Suite struct StoreModelTests {
  /// A seeded generator (SplitMix64), so that one number replays a run.
  struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// Six rounds, or as many as SLUICE_ROUNDS says, from the one that SLUICE_SEED says.
  static let rounds: Range<Int> = {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["SLUICE_SEED"].flatMap { Int($0) } ?? 0
    return first..<first + (environment["SLUICE_ROUNDS"].flatMap { Int($0) } ?? 6)
  }()

  static func randomTerm(_ range: Int, using random: inout SeededGenerator) -> Term {
    let number = Int.random(in: 0..<range, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .literal(Literal("a literal that is long, number \(number)"))
    case 1: return .literal(Literal("\(number)", datatype: XSD.integer))
    case 2: return .literal(Literal("0\(number)", datatype: XSD.integer))
    case 3: return .literal(Literal("x\(number)", language: number % 2 == 0 ? "en" : "de-AT"))
    case 4: return .literal(Literal("s\(number % 50)"))
    default: return .iri(IRI("http://example.org/node/\(number)"))
    }
  }

  static func randomQuad(_ range: Int, using random: inout SeededGenerator) -> Quad {
    let graph: Term? =
      Int.random(in: 0..<4, using: &random) == 0
      ? .iri(IRI("http://example.org/graph/\(Int.random(in: 0..<3, using: &random))")) : nil
    return Quad(
      subject: .iri(IRI("http://example.org/node/\(Int.random(in: 0..<range, using: &random))")),
      predicate: .iri(IRI("http://example.org/p\(Int.random(in: 0..<6, using: &random))")),
      object: randomTerm(range, using: &random), graph: graph)
  }

  /// Every quad that a scan of each order gives, as a set; fails on duplicates.
  static func contents(of store: Store, seed: UInt64) throws -> Set<Quad> {
    let view = try store.quads.view()
    let decoder = view.decoder()
    var results: [Set<Quad>] = []
    for order in IndexOrder.allCases where order != .gspo {
      var quads: Set<Quad> = []
      var previous: IDQuad?
      let scan = view.scan(QuadPattern(), order: order)
      let positions = order.positions
      while try scan.next() {
        for row in scan.first..<scan.end {
          var ids = InlineArray<4, UInt64>(repeating: 0)
          for column in 0..<4 { ids[positions[column]] = scan.columns.columns[column][row] }
          let key = IDQuad(
            scan.columns.columns[0][row], scan.columns.columns[1][row],
            scan.columns.columns[2][row], scan.columns.columns[3][row])
          if let previous { #expect(previous < key, "order \(order), seed \(seed)") }
          previous = key
          func term(_ index: Int) throws -> Term {
            Term(try decoder.term(TermID(rawValue: ids[index]), at: index))
          }
          quads.insert(
            Quad(
              subject: try term(0), predicate: try term(1), object: try term(2),
              graph: ids[3] == 0 ? nil : try term(3)))
        }
      }
      results.append(quads)
    }
    for result in results.dropFirst() { #expect(result == results[0], "seed \(seed)") }
    return results[0]
  }

  @Test("a store holds what its commits, loads and folds leave", arguments: rounds)
  func model(round: Int) async throws {
    let seed = UInt64(round) &+ 4711
    var random = SeededGenerator(state: seed)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "sluice-model-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("store").path
    var options = StoreOptions()
    options.preset = .development
    options.memoryBytes = 64 << 20
    var store = try await Store.open(at: path, options: options)
    var model: Set<Quad> = []
    let range = [30, 300, 3_000][round % 3]
    for step in 0..<60 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<4:
        let quads = (0..<Int.random(in: 1...200, using: &random)).map { _ in
          Self.randomQuad(range, using: &random)
        }
        let before = model.count
        model.formUnion(quads)
        let change = try await store.insert(quads, durability: .async)
        #expect(change.added == model.count - before, "seed \(seed), step \(step)")
      case 4..<6:
        // Sorted first: a set's own order changes from process to process.
        let known = model.map { (text: "\($0)", quad: $0) }.sorted { $0.text < $1.text }
        var quads = known.map(\.quad).shuffled(using: &random)
        quads.removeSubrange(min(Int.random(in: 0...80, using: &random), quads.count)...)
        quads += (0..<5).map { _ in Self.randomQuad(range, using: &random) }
        let before = model.count
        model.subtract(quads)
        let change = try await store.delete(quads, durability: .async)
        #expect(change.removed == before - model.count, "seed \(seed), step \(step)")
      case 6..<8:
        let quads = (0..<Int.random(in: 1...400, using: &random)).map { _ in
          Self.randomQuad(range, using: &random)
        }
        let file = folder.appendingPathComponent("load-\(step).nq").path
        let sink = MemorySink()
        let writer = NQuadsWriter(sink: sink)
        for quad in quads { try writer.write(quad) }
        try writer.finish()
        try Data(sink.bytes).write(to: URL(fileURLWithPath: file))
        let before = model.count
        model.formUnion(quads)
        let result = try await store.load([LoadInput(path: file)])
        #expect(result.quadsAdded == model.count - before, "seed \(seed), step \(step)")
      case 8:
        try await store.compact(everything: Bool.random(using: &random))
      default:
        await store.close()
        store = try await Store.open(at: path, options: options)
      }
      if step % 10 == 9 {
        let report = try store.quads.verify()
        #expect(report.isSound, "seed \(seed), step \(step): \(report.problems)")
        #expect(try Self.contents(of: store, seed: seed) == model, "seed \(seed), step \(step)")
        let statistics = try store.quads.view().summary
        #expect(statistics.quads == model.count, "seed \(seed), step \(step)")
      }
    }
    try Self.checkLog(of: store, seed: seed)
    for _ in 0..<100 {
      let sample = model.randomElement(using: &random) ?? Self.randomQuad(9, using: &random)
      let mask = Int.random(in: 0..<16, using: &random)
      let (s, p, o) = (mask & 1 != 0, mask & 2 != 0, mask & 4 != 0)
      let graph: GraphSelection =
        mask & 8 == 0 ? .any : sample.graph.map { .named($0) } ?? .defaultGraph
      var found: [Quad] = []
      let matches = try store.match(
        subject: s ? sample.subject : nil, predicate: p ? sample.predicate : nil,
        object: o ? sample.object : nil, graph: graph)
      for try await quad in matches { found.append(quad) }
      let expected = model.filter { quad in
        (!s || quad.subject == sample.subject) && (!p || quad.predicate == sample.predicate)
          && (!o || quad.object == sample.object) && (mask & 8 == 0 || quad.graph == sample.graph)
      }
      #expect(found.count == expected.count && Set(found) == expected, "seed \(seed), mask \(mask)")
    }
    await store.close()
  }

  /// The sum of all commits' changes is what the store holds.
  static func checkLog(of store: Store, seed: UInt64) throws {
    let view = try store.quads.view()
    var replayed: Set<IDQuad> = []
    for transaction in 1...view.transaction.value {
      let known = try view.changes(of: transaction) { change in
        if change.isRemove {
          #expect(replayed.remove(change.quad) != nil, "seed \(seed)")
        } else {
          #expect(replayed.insert(change.quad).inserted, "seed \(seed)")
        }
      }
      #expect(known, "seed \(seed), commit \(transaction)")
    }
    var scanned: Set<IDQuad> = []
    let scan = view.scan(QuadPattern(), order: .spog)
    while try scan.next() {
      for row in scan.first..<scan.end { scanned.insert(scan.columns.quad(at: row)) }
    }
    #expect(scanned == replayed, "seed \(seed)")
  }

  @Test("commits and bulk loads at the same time lose and double nothing", arguments: 0..<4)
  func concurrentCommits(round: Int) async throws {
    let seed = UInt64(round) &+ 815
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "sluice-concurrent-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var options = StoreOptions()
    options.preset = .development
    options.memoryBytes = 64 << 20
    let store = try await Store.open(
      at: folder.appendingPathComponent("store").path, options: options)
    // Both sides draw from the same small world, so that they make the same terms and quads.
    let loads = (0..<4).map { load -> (path: String, quads: [Quad]) in
      var random = SeededGenerator(state: seed &* 31 &+ UInt64(load))
      let quads = (0..<4_000).map { _ in Self.randomQuad(400, using: &random) }
      return (folder.appendingPathComponent("\(load).nq").path, quads)
    }
    for load in loads {
      let sink = MemorySink()
      let writer = NQuadsWriter(sink: sink)
      for quad in load.quads { try writer.write(quad) }
      try writer.finish()
      try Data(sink.bytes).write(to: URL(fileURLWithPath: load.path))
    }
    let streamed = Task.detached { () throws -> Set<Quad> in
      var random = SeededGenerator(state: seed)
      var inserted: Set<Quad> = []
      for _ in 0..<150 {
        let quads = (0..<40).map { _ in Self.randomQuad(400, using: &random) }
        try await store.insert(quads, durability: .async)
        inserted.formUnion(quads)
      }
      return inserted
    }
    for load in loads { try await store.load([LoadInput(path: load.path)]) }
    let inserted = try await streamed.value
    let expected = loads.reduce(inserted) { $0.union($1.quads) }
    #expect(try Self.contents(of: store, seed: seed) == expected, "seed \(seed)")
    #expect(try store.quads.view().summary.quads == expected.count, "seed \(seed)")
    try Self.checkLog(of: store, seed: seed)
    try await store.compact()
    #expect(try Self.contents(of: store, seed: seed) == expected, "seed \(seed)")
    await store.close()
  }

  @Test("a delete beside a load leaves what one of their orders would", arguments: 0..<3)
  func concurrentDeletes(round: Int) async throws {
    let seed = UInt64(round) &+ 99
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "sluice-deletes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var options = StoreOptions()
    options.preset = .development
    options.memoryBytes = 64 << 20
    let store = try await Store.open(
      at: folder.appendingPathComponent("store").path, options: options)
    var random = SeededGenerator(state: seed)
    let quads = Array(Set((0..<3_000).map { _ in Self.randomQuad(500, using: &random) }))
    try await store.insert(quads)
    try await store.compact()
    let sink = MemorySink()
    let writer = NQuadsWriter(sink: sink)
    for quad in quads { try writer.write(quad) }
    try writer.finish()
    let path = folder.appendingPathComponent("all.nq").path
    try Data(sink.bytes).write(to: URL(fileURLWithPath: path))
    let deleting = Task.detached {
      for start in stride(from: 0, to: 1_000, by: 50) {
        try await store.delete(quads[start..<start + 50], durability: .async)
      }
    }
    let load = try await store.load([LoadInput(path: path)])
    try await deleting.value
    // Whatever a delete took away before the load's commit is back; what it took later is gone. Either
    // way nothing else is touched, and counts and log agree.
    let contents = try Self.contents(of: store, seed: seed)
    #expect(contents.isSuperset(of: quads[1_000...]), "seed \(seed)")
    #expect(contents.isSubset(of: quads), "seed \(seed)")
    #expect(try store.quads.view().summary.quads == contents.count, "seed \(seed)")
    #expect(load.quadsAdded <= 1_000, "seed \(seed)")
    try Self.checkLog(of: store, seed: seed)
    await store.close()
  }
}
