import Foundation
import Testing

@testable import Storage

/// What a commit promised is there when the power comes back, and what it had not promised is there
/// whole or not at all.
@Suite struct DurabilityTests {
  let folder: ScratchFolder
  let first = sampleQuads(count: 400, seed: 21)
  let second = sampleQuads(count: 400, seed: 22)

  init() throws { folder = try ScratchFolder() }

  private var bothCount: Int { Set(first).union(second).count }

  /// Opens the folder as it is after the power came back, and checks it.
  private func soundReport() throws -> VerifyReport {
    let report = try QuadStore.testing(folder.store).verify()
    #expect(report.problems == [])
    return report
  }

  @Test("a load that returned survives the power going")
  func loadSurvives() throws {
    let environment = UnsyncedLossEnvironment(root: folder.path)
    do {
      let store = try QuadStore.testing(folder.store, environment: environment)
      try store.load(first, ledger: [sampleRow("/a.nq")])
      try store.load(second, ledger: [sampleRow("/b.nq")])
      environment.crash()
    }
    try environment.restore()
    let report = try soundReport()
    #expect(report.transaction == 2)
    #expect(report.quads == bothCount)
    #expect(report.ledgerRows == 2)
  }

  @Test("a new store survives the power going, empty")
  func creationSurvives() throws {
    let environment = UnsyncedLossEnvironment(root: folder.path)
    do {
      let store = try QuadStore.testing(folder.store, environment: environment)
      environment.crash()
      #expect(store.state.transaction == 0)
    }
    try environment.restore()
    #expect(try soundReport().quads == 0)
  }

  @Test("a power cut at any moment of a load leaves the store before or after it")
  func anyMoment() throws {
    do { try QuadStore.testing(folder.store).load(first) }
    let base = folder.path + "/base"
    try FileManager.default.copyItem(atPath: folder.store, toPath: base)
    let total = try operations()
    try #require(total > 50)
    var outcomes: Set<UInt64> = []
    // Every step near the end, where the commit is; a few before.
    for cut in 0...total where cut % 25 == 0 || cut > total - 40 {
      try FileManager.default.removeItem(atPath: folder.store)
      try FileManager.default.copyItem(atPath: base, toPath: folder.store)
      let returned = try loadWithPower(for: cut)
      let report = try soundReport()
      outcomes.insert(report.transaction)
      #expect(report.quads == (report.transaction == 2 ? bothCount : Set(first).count))
      #expect(report.transaction == 2 || !returned, "lost a commit at step \(cut) of \(total)")
      try finishLoad()
    }
    #expect(outcomes == [1, 2])
  }

  @Test("a power cut at any moment of the creation leaves a store or nothing")
  func creationAtAnyMoment() throws {
    let counter = UnsyncedLossEnvironment(root: folder.path)
    do { _ = try QuadStore.testing(folder.store, environment: counter) }
    for cut in stride(from: 0, through: counter.operationCount, by: 7) {
      try FileManager.default.removeItem(atPath: folder.store)
      let environment = UnsyncedLossEnvironment(root: folder.path)
      environment.crash(afterOperations: cut)
      do throws(StorageError) {
        _ = try QuadStore.testing(folder.store, environment: environment)
      } catch {
        #expect(environment.isCrashed, "\(error)")
      }
      try environment.restore()
      #expect(try soundReport().quads == 0, "cut at \(cut)")
    }
  }

  @Test("bytes, names and removals that were not synced are gone")
  func theEnvironmentForgets() throws {
    let environment = UnsyncedLossEnvironment(root: folder.path)
    let meta: [UInt8] = [1, 2, 3]
    do {
      let store = try QuadStore.testing(folder.store, environment: environment)
      let synced = WriteBatch()
      synced.put(store.database, .views, key: [1], value: meta)
      try store.database.write(synced, sync: true)
      let unsynced = WriteBatch()
      unsynced.put(store.database, .views, key: [2], value: meta)
      try store.database.write(unsynced, sync: false)
      environment.crash()
    }
    try environment.restore()
    let store = try QuadStore.testing(folder.store)
    #expect(try store.database.value(.views, key: [1]) == meta)
    #expect(try store.database.value(.views, key: [2]) == nil)
  }

  // MARK: helpers

  /// Changes of the disk until an undisturbed load of `second` returns.
  private func operations() throws -> Int {
    let environment = UnsyncedLossEnvironment(root: folder.path)
    do {
      let store = try QuadStore.testing(folder.store, environment: environment)
      try store.load(second)
      return environment.operationCount
    }
  }

  /// Loads `second` with power for so many changes of the disk; says whether the load returned.
  private func loadWithPower(for cut: Int) throws -> Bool {
    let environment = UnsyncedLossEnvironment(root: folder.store)
    environment.crash(afterOperations: cut)
    var returned = false
    do throws(StorageError) {
      let store = try QuadStore.testing(folder.store, environment: environment)
      try store.load(second)
      returned = true
    } catch {
      #expect(environment.isCrashed, "\(error)")
    }
    environment.crash()
    try environment.restore()
    return returned
  }

  /// Loading again ends in the same store, wherever the power went.
  private func finishLoad() throws {
    let store = try QuadStore.testing(folder.store)
    try store.load(second)
    let report = try store.verify()
    #expect(report.problems == [])
    #expect(report.quads == bothCount)
  }
}
