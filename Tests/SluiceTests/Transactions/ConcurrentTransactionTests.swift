import Foundation
import Sluice
import Testing

@Suite("transactions beside other writers", .timeLimit(.minutes(10)))
struct ConcurrentTransactionTests {
  private static let counter = "<http://example.org/counter> <http://example.org/value>"

  /// A transaction that is open until it is let go.
  private struct Holder {
    let store: Store
    private let isOpen = AsyncStream.makeStream(of: Void.self)
    private let letGo = AsyncStream.makeStream(of: Void.self)

    init(_ store: Store) { self.store = store }

    /// Begins it, and returns when it has the writers' place.
    func begin() async -> Task<Void, any Error> {
      let (store, isOpen, letGo) = (store, isOpen, letGo)
      let task = Task {
        try await store.transaction { transaction in
          try await transaction.update("INSERT DATA { <http://a/> <http://a/> <http://held/> }")
          isOpen.continuation.finish()
          for await _ in letGo.stream {}
        }
      }
      for await _ in isOpen.stream {}
      return task
    }

    func end() { letGo.continuation.finish() }
  }

  private func open() async throws -> (StoreFixture, Store) {
    let fixture = try StoreFixture()
    return (fixture, try await fixture.open())
  }

  @Test("two writers that read what they change lose nothing")
  func twoWriters() async throws {
    let (fixture, store) = try await open()
    defer { withExtendedLifetime(fixture) {} }
    try await store.update("INSERT DATA { \(Self.counter) 0 }")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          for _ in 0..<25 {
            try await store.transaction(durability: .async) { transaction in
              let rows = try await transaction.select("SELECT ?n { \(Self.counter) ?n }").all()
              let value = try #require(rows.first?.integer("n"))
              try await transaction.update(
                "DELETE WHERE { \(Self.counter) ?n } ; INSERT DATA { \(Self.counter) \(value + 1) }"
              )
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let rows = try await store.select("SELECT ?n { \(Self.counter) ?n }").all()
    #expect(rows.map { $0.integer("n") } == [50])
    await store.close()
  }

  @Test("a writer that waits and is cancelled ends at once, and leaves the other alone")
  func cancelledWhileWaiting() async throws {
    let (fixture, store) = try await open()
    defer { withExtendedLifetime(fixture) {} }
    let holder = Holder(store)
    let held = await holder.begin()
    let waiting = Task { try await store.transaction { try await $0.update("CLEAR ALL") } }
    usleep(50_000)
    waiting.cancel()
    // The other holds the place until it is let go below.
    await #expect(throws: StorageError.cancelled) { try await waiting.value }
    holder.end()
    try await held.value
    #expect(try await store.statistics().quads == 1)
    await store.close()
  }

  @Test("an update that waits ends at its deadline, and one that is cancelled at once")
  func updatesWhileWaiting() async throws {
    let (fixture, store) = try await open()
    defer { withExtendedLifetime(fixture) {} }
    let holder = Holder(store)
    let held = await holder.begin()
    var options = QueryOptions()
    options.timeoutSeconds = 0.1
    await #expect(throws: QueryFailure.update(.query(.timedOut(seconds: 0.1)))) {
      try await store.update("CLEAR ALL", options: options)
    }
    let waiting = Task { try await store.update("CLEAR ALL") }
    waiting.cancel()
    await #expect(throws: QueryFailure.update(.query(.cancelled))) { try await waiting.value }
    holder.end()
    try await held.value
    #expect(try await store.statistics().quads == 1)
    await store.close()
  }

  @Test("a task that is cancelled does not commit")
  func cancelledInside() async throws {
    let (fixture, store) = try await open()
    defer { withExtendedLifetime(fixture) {} }
    let holder = Holder(store)
    let held = await holder.begin()
    held.cancel()
    holder.end()
    await #expect(throws: StorageError.cancelled) { try await held.value }
    #expect(try await store.statistics().quads == 0)
    await store.close()
  }

  @Test("writes to the store beside its transaction are refused, those to another are not")
  func nested() async throws {
    let (fixture, store) = try await open()
    let (otherFixture, other) = try await open()
    defer { withExtendedLifetime((fixture, otherFixture)) {} }
    let quad = Quad(
      subject: .iri(IRI("http://a/")), predicate: .iri(IRI("http://a/")),
      object: .literal(Literal("a")))
    let file = try fixture.write("a.nt", "<http://a/> <http://b/> <http://c/> .\n")
    try await store.transaction { transaction in
      await #expect(throws: StorageError.insideTransaction) {
        try await store.transaction { try await $0.insert([quad]) }
      }
      await #expect(throws: StorageError.insideTransaction) { try await store.insert([quad]) }
      #expect(throws: StorageError.insideTransaction) {
        try store.commitBlocking(inserts: [quad])
      }
      await #expect(throws: StorageError.insideTransaction) { try await store.compact() }
      await #expect(throws: QueryFailure.update(.query(.store(.insideTransaction)))) {
        try await store.update("CLEAR ALL")
      }
      await #expect(throws: LoadError.store(.insideTransaction)) {
        try await store.load([LoadInput(path: file)])
      }
      // A task that was made inside is inside too.
      let inner = Task { try await store.insert([quad]) }
      await #expect(throws: StorageError.insideTransaction) { try await inner.value }
      try await transaction.insert([quad])
      try await other.transaction { try await $0.insert([quad]) }
    }
    #expect(try await store.statistics().quads == 1)
    #expect(try await other.statistics().quads == 1)
    try await store.insert([quad])
    await store.close()
    await other.close()
  }

  @Test("a store that is closed inside of a transaction keeps what that commits")
  func closedInside() async throws {
    let (fixture, store) = try await open()
    try await store.transaction { transaction in
      try await transaction.update("INSERT DATA { <http://a/> <http://a/> <http://a/> }")
      await store.close()
    }
    let again = try await fixture.open()
    #expect(try await again.statistics().quads == 1)
    await again.close()
  }
}
