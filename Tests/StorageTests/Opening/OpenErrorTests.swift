import CRocksDB
import Foundation
import Testing

@testable import Storage

/// What can be wrong with a folder at open, each an error of its own.
@Suite struct OpenErrorTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Opens the folder and gives back what was thrown.
  private func failure(create: Bool = true) -> StorageError? {
    var settings = StoreSettings()
    settings.memoryBytes = 64 << 20
    settings.create = create
    do throws(StorageError) {
      _ = try QuadStore(path: folder.store, settings: settings)
      return nil
    } catch { return error }
  }

  private func makeStore(quads: Int = 600) throws {
    try QuadStore.testing(folder.store).load(sampleQuads(count: quads, seed: 1))
  }

  private func put(_ key: [UInt8], _ value: [UInt8]?) throws {
    let database = try Database(
      path: folder.store, tuning: StoreTuning(preset: .development, memoryBytes: 64 << 20),
      .write)
    let batch = WriteBatch()
    if let value {
      batch.put(database, .meta, key: key, value: value)
    } else {
      batch.delete(database, .meta, key: key)
    }
    try database.write(batch, sync: true)
  }

  private func isDamaged(_ error: StorageError?) -> Bool {
    if case .corrupted = error { true } else { false }
  }

  // MARK: not a store

  @Test("a store that is not there is not found, and is not made")
  func notFound() {
    #expect(failure(create: false) == .notFound(path: folder.store))
    #expect(!FileManager.default.fileExists(atPath: folder.store))
  }

  @Test("a folder with other files is not a store, and is left as it was")
  func otherFiles() throws {
    try FileManager.default.createDirectory(atPath: folder.store, withIntermediateDirectories: true)
    try Data("hello".utf8).write(to: URL(filePath: folder.store + "/notes.txt"))
    #expect(failure() == .notAStore(path: folder.store))
    #expect(try folder.storeFiles() == ["notes.txt"])
  }

  @Test("a file in the place of the folder is an error that says so")
  func file() throws {
    try Data().write(to: URL(filePath: folder.store))
    guard case .io(let detail) = failure() else {
      Issue.record("a file was opened as a store")
      return
    }
    #expect(detail.contains(folder.store))
  }

  @Test("a RocksDB database of another program is not a store, and gets no families of ours")
  func foreignDatabase() throws {
    let options = rocksdb_options_create()
    defer { rocksdb_options_destroy(options) }
    rocksdb_options_set_create_if_missing(options, 1)
    var message: UnsafeMutablePointer<CChar>?
    let database = rocksdb_open(options, folder.store, &message)
    try #require(message == nil)
    rocksdb_close(database)
    #expect(failure() == .notAStore(path: folder.store))
    var count = 0
    let families = rocksdb_list_column_families(options, folder.store, &count, &message)
    rocksdb_list_column_families_destroy(families, count)
    #expect(count == 1)
  }

  // MARK: other formats

  @Test("a store of another format is refused with both numbers", arguments: [0, 1, 77, 255])
  func format(number: UInt8) throws {
    try makeStore()
    try put(StoreState.formatKey, [number])
    #expect(
      failure()
        == .incompatible(
          path: folder.store, format: Int(number), supported: StoreState.format))
  }

  @Test("a database with our families and no format is not a store")
  func noFormat() throws {
    try makeStore()
    try put(StoreState.formatKey, nil)
    #expect(failure() == .notAStore(path: folder.store))
  }

  @Test("a state or statistics record that ends early, or is missing, is damage")
  func shortRecord() throws {
    try makeStore()
    let segment = try #require(try QuadStore.testing(folder.store).state.segments.first).number
    for key in [StatisticsRecord.key(segment), StoreState.key] {
      try put(key, [9])
      #expect(isDamaged(failure()))
      try put(key, nil)
      #expect(isDamaged(failure()))
    }
  }

  // MARK: locked

  @Test("a store that is open in this process is locked")
  func lockedHere() throws {
    let store = try QuadStore.testing(folder.store)
    #expect(failure() == .locked(path: folder.store))
    // Still in use.
    #expect(try store.verify().isSound)
  }

  @Test("a store that is open in another process is locked")
  func lockedElsewhere() async throws {
    let store = try QuadStore.testing(folder.store)
    await #expect(processExitsWith: .success) { [path = folder.store as String] in
      do throws(StorageError) {
        _ = try QuadStore.testing(path)
        exit(1)
      } catch {
        exit(error == .locked(path: path) ? 0 : 2)
      }
    }
    #expect(try store.verify().isSound)
  }

  @Test("a store is free again once it is closed")
  func closed() throws {
    do { _ = try QuadStore.testing(folder.store) }
    #expect(failure() == nil)
  }

  // MARK: damaged

  @Test(
    "a damaged CURRENT is damage", arguments: ["", "MANIFEST-999999\n", "nonsense\n", "MANIFEST-"])
  func current(text: String) throws {
    try makeStore()
    try Data(text.utf8).write(to: URL(filePath: folder.store + "/CURRENT"))
    #expect(isDamaged(failure()), "\(String(describing: failure()))")
  }

  @Test("a manifest that is empty, gone, or overwritten is damage", arguments: 0..<3)
  func manifest(way: Int) throws {
    try makeStore()
    let name = try #require(try folder.storeFiles().first { $0.hasPrefix("MANIFEST-") })
    let url = URL(filePath: folder.store + "/" + name)
    switch way {
    case 0: try Data().write(to: url)
    case 1: try FileManager.default.removeItem(at: url)
    default: try Data(repeating: 0xab, count: 1000).write(to: url)
    }
    #expect(isDamaged(failure()), "\(String(describing: failure()))")
  }

  @Test("an SST file that is gone, empty, cut, or overwritten is damage", arguments: 0..<4)
  func tableFile(way: Int) throws {
    try makeStore()
    for name in try folder.storeFiles() where name.hasSuffix(".sst") {
      let url = URL(filePath: folder.store + "/" + name)
      let bytes = try Data(contentsOf: url)
      switch way {
      case 0: try FileManager.default.removeItem(at: url)
      case 1: try Data().write(to: url)
      case 2: try bytes.prefix(bytes.count / 2).write(to: url)
      default: try Data(repeating: 0xab, count: bytes.count).write(to: url)
      }
      #expect(isDamaged(failure()), "\(name): \(String(describing: failure()))")
      try bytes.write(to: url)
    }
    #expect(failure() == nil)
  }

  // MARK: half created

  @Test("a creation that was cut off is begun anew by the next open")
  func halfCreated() throws {
    // All of RocksDB's files, none of our records, as after a kill between the two.
    try FileManager.default.createDirectory(atPath: folder.store, withIntermediateDirectories: true)
    let marker = folder.store + "/SLUICE_NEW"
    try Data("1".utf8).write(to: URL(fileURLWithPath: marker))
    do {
      _ = try Database(
        path: folder.store, tuning: StoreTuning(preset: .development, memoryBytes: 64 << 20),
        .create)
    }
    try makeStore()
    #expect(!FileManager.default.fileExists(atPath: marker))
    #expect(try QuadStore.testing(folder.store).verify().quads > 400)
  }
}
