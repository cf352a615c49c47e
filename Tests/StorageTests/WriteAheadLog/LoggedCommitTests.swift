import Foundation
import RDF
import Testing

@testable import Storage

/// Commits that are in the write-ahead log only, and what a flipped byte or a power cut does to them.
///
/// Each commit adds one quad, so a store at commit n has n quads.
@Suite struct LoggedCommitTests {
  private let folder: ScratchFolder
  private let seed: UInt64
  private var random: SplitMix64

  init() throws {
    folder = try ScratchFolder()
    let given = ProcessInfo.processInfo.environment["SLUICE_TEST_SEED"].flatMap { UInt64($0) }
    seed = given ?? UInt64.random(in: 0...UInt64.max)
    random = SplitMix64(seed: seed)
    print("seed \(seed)")
  }

  private var pristine: String { folder.path + "/pristine" }

  /// Adds a quad whose object has some bytes, every twelfth one more than a block of the log.
  private mutating func commit(_ store: QuadStore, _ durability: Durability) throws {
    let sizes = store.state.transaction % 12 == 5 ? 35_000...70_000 : 1...300
    let text = (0..<Int.random(in: sizes, using: &random)).map { _ in
      Character(UnicodeScalar(UInt8.random(in: 97...122, using: &random)))
    }
    var builder = store.commitBuilder()
    try builder.insert(
      Quad(
        subject: .iri(IRI("http://example.org/s\(store.state.transaction)")),
        predicate: .iri(IRI("http://example.org/p")),
        object: .literal(Literal(String(text)))))
    #expect(try store.commit(builder, durability: durability).added == 1)
  }

  /// Makes a store, and a copy of its folder while it is open; returns its one log.
  private mutating func makeStore(
    commits: Int, ending: [Durability]
  ) throws -> (log: String, synced: UInt64) {
    let store = try QuadStore.testing(folder.store)
    var synced: UInt64 = 0
    for number in 0..<(commits + ending.count) {
      let durability: Durability =
        number < commits
        ? (Int.random(in: 0..<3, using: &random) == 0 ? .fsync : .async) : ending[number - commits]
      try commit(store, durability)
      if durability == .fsync { synced = store.state.transaction }
    }
    try FileManager.default.copyItem(atPath: folder.store, toPath: pristine)
    let logs = try folder.storeFiles().filter { $0.hasSuffix(".log") }
    try #require(logs.count == 1)
    return (logs[0], synced)
  }

  /// Puts the copy back, with another log.
  private func restore(_ log: String, _ bytes: [UInt8]) throws -> String {
    let path = folder.path + "/damaged"
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.copyItem(atPath: pristine, toPath: path)
    try Data(bytes).write(to: URL(filePath: path + "/" + log))
    return path
  }

  private func bytes(_ log: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: pristine + "/" + log)))
  }

  /// Opens a store and expects a prefix of the commits that has all up to `synced`.
  private func expectPrefix(_ path: String, from synced: UInt64, to last: Int, _ what: String)
    throws
  {
    let report = try QuadStore.testing(path).verify()
    #expect(report.problems == [], "seed \(seed), \(what)")
    #expect(report.quads == report.transaction, "seed \(seed), \(what)")
    #expect(synced...UInt64(last) ~= report.transaction, "seed \(seed), \(what)")
  }

  @Test("a flip in front of the last synced commit's end is refused, a later one cuts the end")
  mutating func flips() throws {
    let (log, synced) = try makeStore(commits: 60, ending: [.fsync, .async, .async, .async])
    #expect(synced == 61)
    let bytes = try bytes(log)
    let mark = try #require(lastMark(Data(bytes)))
    try #require(bytes.count > 2 * LogBlock.byteCount)
    try expectPrefix(try restore(log, bytes), from: 64, to: 64, "no flip")
    let early = (0..<40).map { _ in Int.random(in: 0..<mark, using: &random) }
    let late = (0..<20).map { _ in Int.random(in: mark..<bytes.count, using: &random) }
    // The headers of the first record and of the last synced one, and both sides of the mark.
    for place in Array(0..<12) + [mark - 1, mark, bytes.count - 1] + early + late {
      var damaged = bytes
      damaged[place] ^= UInt8.random(in: 1...255, using: &random)
      let path = try restore(log, damaged)
      if place >= mark {
        try expectPrefix(path, from: synced, to: 64, "byte \(place)")
        continue
      }
      let failure = #expect(throws: StorageError.self, "seed \(seed), byte \(place)") {
        _ = try QuadStore.testing(path)
      }
      guard case .corrupted(let detail) = failure else {
        Issue.record("seed \(seed), byte \(place): \(String(describing: failure))")
        continue
      }
      #expect(detail.hasPrefix(log), "seed \(seed), byte \(place)")
      // Cut there, it is the store as of an earlier commit; the first record makes the store.
      let cut = try #require(detail.split { !$0.isNumber }.compactMap { Int($0) }.last)
      if cut == 0 { continue }
      try expectPrefix(try restore(log, Array(bytes[..<cut])), from: 0, to: 64, "cut at \(cut)")
    }
  }

  @Test("a power cut that tears the unsynced end leaves a store with all that was synced")
  mutating func powerCuts() throws {
    let ending: [Durability] = [.fsync] + [Durability](repeating: .async, count: 20)
    let (log, synced) = try makeStore(commits: 20, ending: ending)
    let bytes = try bytes(log)
    // The mark itself is not synced.
    let end = try #require(lastMark(Data(bytes)))
    for round in 0..<40 {
      let path = try restore(log, losePages(bytes, from: end, using: &random))
      try expectPrefix(path, from: synced, to: 41, "round \(round)")
    }
  }

  @Test("a power cut in a synced commit loses it whole, and the unsynced ones before it, or none")
  mutating func cutInSync() throws {
    let ending = [Durability](repeating: .async, count: 10) + [.fsync]
    let (log, synced) = try makeStore(commits: 20, ending: [.fsync] + ending)
    #expect(synced == 32)
    var bytes = try bytes(log)
    // The sync has not returned, so there is no mark behind the commit.
    bytes.removeSubrange(try #require(lastMark(Data(bytes)))...)
    let end = try #require(lastMark(Data(bytes)))
    for round in 0..<40 {
      let path = try restore(log, losePages(bytes, from: end, using: &random))
      try expectPrefix(path, from: 21, to: 32, "round \(round)")
    }
  }

  @Test("a store that was closed in peace stands whole in front of its last mark")
  mutating func closed() throws {
    do {
      let store = try QuadStore.testing(folder.store)
      for _ in 0..<10 { try commit(store, .async) }
    }
    try FileManager.default.copyItem(atPath: folder.store, toPath: pristine)
    let log = try #require(try folder.storeFiles().first { $0.hasSuffix(".log") })
    let bytes = try bytes(log)
    let mark = try #require(lastMark(Data(bytes)))
    #expect(bytes.count - mark < 128)
    for place in (0..<20).map({ _ in Int.random(in: bytes.indices, using: &random) }) + [mark] {
      var damaged = bytes
      damaged[place] ^= 0x10
      let path = try restore(log, damaged)
      if place >= mark {
        try expectPrefix(path, from: 10, to: 10, "byte \(place)")
      } else {
        #expect(throws: StorageError.self) { _ = try QuadStore.testing(path) }
      }
    }
  }

  @Test("a load behind a flipped byte in the log is not lost in silence")
  mutating func load() throws {
    let store = try QuadStore.testing(folder.store)
    try commit(store, .async)
    try store.load(sampleQuads(count: 500, seed: seed))
    try FileManager.default.copyItem(atPath: folder.store, toPath: pristine)
    var isMarked = false
    // The ingest may have moved on to another log.
    for log in try folder.storeFiles() where log.hasSuffix(".log") {
      let bytes = try bytes(log)
      guard let mark = lastMark(Data(bytes)) else { continue }
      isMarked = true
      for place in (0..<20).map({ _ in Int.random(in: 0..<mark, using: &random) }) {
        var damaged = bytes
        damaged[place] ^= 1
        let path = try restore(log, damaged)
        #expect(throws: StorageError.self, "seed \(seed), \(log) byte \(place)") {
          _ = try QuadStore.testing(path)
        }
      }
    }
    #expect(isMarked)
  }
}
