import RDF
import Testing

@testable import Storage

/// What can be wrong with the log of commits that are folded already is found and named.
@Suite struct DamagedLogTests {
  let folder: ScratchFolder
  let store: QuadStore
  /// The second load's segment: live, and its blocks are in the log.
  let segment: UInt32

  init() throws {
    folder = try ScratchFolder()
    store = try QuadStore.testing(folder.store)
    try store.load(sampleQuads(count: 4000, seed: 21))
    try store.load(sampleQuads(count: 3000, seed: 22))
    segment = try #require(store.state.segments.last).number
    for number in 0..<3 {
      var builder = store.commitBuilder()
      try builder.insert(
        Quad(
          subject: .iri(IRI("http://e/\(number)")), predicate: .iri(IRI("http://e/p")),
          object: .literal(Literal("x"))))
      _ = try store.commit(builder, durability: .async)
    }
    try store.fold()
    try #require(store.state.segments.contains { $0.number == segment })
    try #require(blocks(of: segment).count > 2)
    try #require(store.verify().problems == [])
  }

  private func blocks(of segment: UInt32) -> [(key: [UInt8], value: [UInt8])] {
    let cursor = Cursor(
      store.database, .log, snapshot: DatabaseSnapshot(store.database), scan: false)
    let first = CommitRecord.blockKey(segment: segment, part: 0)
    var found: [(key: [UInt8], value: [UInt8])] = []
    cursor.seek(first)
    while cursor.isValid, cursor.key.starts(with: first.prefix(5)) {
      found.append(([UInt8](cursor.key), [UInt8](cursor.value)))
      cursor.next()
    }
    return found
  }

  private func put(_ family: Family, _ key: [UInt8], _ value: [UInt8]) throws {
    let batch = WriteBatch()
    batch.put(store.database, family, key: key, value: value)
    try store.database.write(batch, sync: false)
  }

  private func delete(_ keys: [[UInt8]]) throws {
    let batch = WriteBatch()
    for key in keys { batch.delete(store.database, .log, key: key) }
    try store.database.write(batch, sync: false)
  }

  private func problems() throws -> [VerifyProblem] { try store.verify().problems }

  // MARK: records

  @Test("commits that are missing between others, or at the end, are found")
  func gaps() throws {
    try delete([CommitRecord.key(3)])
    #expect(try problems() == [.log(detail: "folded commits are missing: 3")])
    try delete([CommitRecord.key(4), CommitRecord.key(5)])
    #expect(try problems() == [.log(detail: "folded commits are missing: 3 to 5")])
  }

  @Test("the oldest commits may be gone, and all that are folded")
  func trimmed() throws {
    try delete([CommitRecord.key(1)])
    #expect(try problems() == [])
    try delete((2...5).map { CommitRecord.key($0) } + blocks(of: segment).map(\.key))
    #expect(try problems() == [])
  }

  @Test("a record that can't be read, or is of a commit to come, is found")
  func badRecords() throws {
    try put(.log, CommitRecord.key(4), [9, 9])
    try put(.log, CommitRecord.key(17), [0, 0, 0, 0])
    try put(.log, [2, 2], [])
    let problems = try problems()
    #expect(problems.count == 3)
    #expect(problems.contains(.log(detail: "commit 17 is beyond the last one")))
    #expect(problems.contains(.unknownKey(family: "log", key: [2, 2])))
    let isNamed = problems.contains {
      if case .undecodable(let place, _) = $0 { place == "commit 4 of the log" } else { false }
    }
    #expect(isNamed, "\(problems)")
  }

  @Test("two commits that name the same segment are found")
  func sameSegment() throws {
    let record = CommitRecord.bulk(segment: segment, wasEmpty: false, absorbed: [], readded: [])
    try put(.log, CommitRecord.key(4), record.encoded(with: QuadBlockEncoder()))
    #expect(
      try problems() == [.log(detail: "commit 4 names segment \(segment) of an earlier one")])
  }

  // MARK: blocks

  @Test("a block that is missing at the start, inside, or at the end is found")
  func lostParts() throws {
    let all = blocks(of: segment)
    for (lost, problem) in [
      (0, VerifyProblem.log(detail: "segment \(segment) in the log lacks part 0")),
      (1, .log(detail: "segment \(segment) in the log lacks part 1")),
    ] {
      try delete([all[lost].key])
      #expect(try problems() == [problem])
      try put(.log, all[lost].key, all[lost].value)
    }
    try delete([all[all.count - 1].key])
    let counts = try problems().count {
      if case .count(of: "quads of commit 2", _, _) = $0 { true } else { false }
    }
    #expect(counts == 1)
    try delete(all.map(\.key))
    #expect(try problems() == [.log(detail: "the quads of commit 2 are missing")])
  }

  @Test("blocks that are out of order or can't be read are found")
  func badBlocks() throws {
    let all = blocks(of: segment)
    try put(.log, all[0].key, all[1].value)
    try put(.log, all[1].key, all[0].value)
    let place = "segment \(segment) in the log"
    #expect(try problems() == [.disorder(place: place, detail: "row 0 of part 1")])
    try put(.log, all[0].key, [1, 2, 3])
    #expect(try problems() == [.undecodable(place: place, detail: "part 0")])
  }

  @Test("blocks that no commit names are found, but for those that the next open removes")
  func unnamedBlocks() throws {
    let block = blocks(of: segment)[0].value
    let number = store.reserveSegment()
    try put(.log, CommitRecord.blockKey(segment: number, part: 0), block)
    // The number is on disk not given yet.
    #expect(try problems() == [])
    #expect(try store.verify().deadEntries == 1)
    try store.writeState(store.state)
    #expect(
      try problems() == [.log(detail: "segment \(number) in the log is named by no commit")])
    // A load that was killed in its commit has quads in the indices too.
    let quad = [UInt8](repeating: 1, count: blockKeyBytes - 4)
    try put(.spog, withUnsafeBytes(of: number.bigEndian) { Array($0) } + quad, [1])
    let report = try store.verify()
    #expect(report.problems == [])
    #expect(report.deadEntries == 2)
    try store.removeDeadSegments()
    #expect(blocks(of: number).isEmpty)
    #expect(try store.verify().deadEntries == 0)
    #expect(blocks(of: segment).count > 2)
  }

  @Test("the first load's quads are in the log once a fold has rewritten its segment")
  func firstLoad() throws {
    let first = try #require(store.state.segments.first).number
    #expect(blocks(of: first).isEmpty)
    try store.fold(everything: true)
    #expect(try problems() == [])
    let all = blocks(of: first)
    try #require(all.count > 2)
    try delete([all[1].key])
    #expect(try problems() == [.log(detail: "segment \(first) in the log lacks part 1")])
  }
}
