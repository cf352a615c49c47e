import Foundation
import Sluice
import Testing

@Suite("stores open for reading")
struct ReaderAccessTests {
  private let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  private func reader() throws -> Store {
    var options = StoreOptions()
    options.access = .read
    return try Store.open(at: fixture.storePath, options: options)
  }

  /// Each file of the store with its size and when it was last written.
  private func files() throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.storePath)
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        let facts = try FileManager.default.attributesOfItem(atPath: "\(fixture.storePath)/\(name)")
        let size = try #require(facts[.size]), time = try #require(facts[.modificationDate])
        return (name, "\(size) \(time)")
      })
  }

  @Test("readers read side by side, commits in the log too, and change no file")
  func sideBySide() async throws {
    let writer = try await fixture.open(loading: sampleQuads)
    let late = Quad(
      subject: .iri(IRI("http://example.org/late")), predicate: .iri(IRI("http://example.org/p")),
      object: .iri(IRI("http://example.org/new")))
    try await writer.commit(inserts: [late], deletes: [])
    let count = try await writer.statistics().quads
    await writer.close()
    let before = try files()
    let first = try reader()
    let second = try reader()
    for store in [first, second] {
      #expect(try await store.statistics().quads == count)
      var found: [Quad] = []
      for try await quad in try store.match(subject: late.subject) { found.append(quad) }
      #expect(found == [late])
    }
    await first.close()
    // The lock of one is not given up with the other's.
    let locked = StorageError.locked(path: fixture.storePath)
    await #expect(throws: locked) { _ = try await fixture.open() }
    await second.close()
    #expect(try files() == before)
    await (try await fixture.open()).close()
  }

  @Test("a reader and a writer refuse each other")
  func refused() async throws {
    let writer = try await fixture.open(loading: sampleQuads)
    #expect(throws: StorageError.locked(path: fixture.storePath)) { _ = try reader() }
    await writer.close()
    let store = try reader()
    let locked = StorageError.locked(path: fixture.storePath)
    await #expect(throws: locked) { _ = try await fixture.open() }
    await store.close()
  }

  @Test("a reader that is refused in the writer's process leaves the writer its lock")
  func lockStays() async throws {
    let writer = try await fixture.open(loading: sampleQuads)
    // Closing any descriptor of a file ends all of a process's own locks on it.
    #expect(throws: StorageError.locked(path: fixture.storePath)) { _ = try reader() }
    for command in ["stats", "compact"] {
      #expect(try CommandRun([command, fixture.storePath]).code == 5, "\(command)")
    }
    await writer.close()
    #expect(try CommandRun(["stats", fixture.storePath]).code == 0)
  }

  @Test("a store has one writer in a process, by whatever path")
  func paths() async throws {
    let writer = try await fixture.open(loading: sampleQuads)
    let link = fixture.folder + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: fixture.storePath)
    for path in [fixture.storePath + "/", fixture.folder + "/./store", link] {
      #expect(throws: StorageError.locked(path: path)) {
        _ = try Store.open(at: path, options: StoreFixture.options)
      }
    }
    await writer.close()
    await (try await fixture.open()).close()
  }

  @Test(
    "a lock that is no file of the folder is not followed, nor waited for",
    arguments: [true, false])
  func oddLocks(isLink: Bool) async throws {
    await (try await fixture.open(loading: sampleQuads)).close()
    let lock = fixture.storePath + "/LOCK"
    try FileManager.default.removeItem(atPath: lock)
    if isLink {
      try FileManager.default.createSymbolicLink(
        atPath: lock, withDestinationPath: fixture.folder + "/elsewhere")
    } else {
      try #require(mkfifo(lock, 0o600) == 0)
    }
    #expect(throws: StorageError.self) { _ = try reader() }
    #expect(!FileManager.default.fileExists(atPath: fixture.folder + "/elsewhere"))
  }

  @Test("readers and writers of one process that come at once leave one kind of them")
  func race() async throws {
    await (try await fixture.open(loading: sampleQuads)).close()
    for _ in 0..<30 {
      let opened = await withTaskGroup(of: (Store?).self) { group in
        for number in 0..<6 {
          group.addTask { [fixture] in
            var options = StoreFixture.options
            options.access = number % 2 == 0 ? .write : .read
            // One that is refused is what the test is about.
            return try? Store.open(at: fixture.storePath, options: options)
          }
        }
        return await group.reduce(into: []) { $0.append($1) }.compactMap { $0 }
      }
      let writers = opened.count { $0.options.access == .write }
      #expect(writers == 0 || (writers == 1 && opened.count == 1), "\(writers) of \(opened.count)")
      if writers == 1 { #expect(try CommandRun(["stats", fixture.storePath]).code == 5) }
      for store in opened { await store.close() }
    }
  }

  @Test("whatever writes is refused before it leaves a trace")
  func writesAreRefused() async throws {
    await (try await fixture.open(loading: sampleQuads)).close()
    let store = try reader()
    let before = try files()
    let refusal = StorageError.readOnly(path: fixture.storePath)
    let document = try fixture.write("more.nt", "<http://a.b/s> <http://a.b/p> <http://a.b/o> .\n")
    await #expect(throws: LoadError.store(refusal)) {
      _ = try await store.load([LoadInput(path: document)])
    }
    await #expect(throws: refusal) { _ = try await store.commit(inserts: [], deletes: []) }
    await #expect(throws: refusal) { try await store.compact() }
    await #expect(throws: (any Error).self) { try await store.update("CLEAR ALL") }
    #expect(try files() == before)
    await store.close()
  }

  @Test("no store is made for a reader")
  func missing() throws {
    #expect(throws: StorageError.notFound(path: fixture.storePath)) { _ = try reader() }
    #expect(!FileManager.default.fileExists(atPath: fixture.storePath))
  }
}
