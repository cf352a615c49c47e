import Glibc

// The open store: its database, its state, and the one place where commits happen.
//
//     readers   view() ── snapshot + state + overlay, never blocked
//     writers   one at a time under `writer`; a bulk load takes it only to publish

/// How a store is opened.
package struct StoreSettings: Sendable {
  package var preset: StorePreset = .balanced
  /// Budget of the whole process in bytes.
  package var memoryBytes: Int = 1 << 30
  /// Whether a store is made where none is.
  package var create = true
  /// A disk that forgets unsynced writes, for durability tests.
  package var environment: UnsyncedLossEnvironment?

  package init() {}
}

/// A store on disk. Safe to use from several threads.
package final class QuadStore: @unchecked Sendable {
  package let path: String
  package let database: Database
  package let hash: KeyedHash
  /// Held by whoever commits.
  let writer = Monitor()
  /// Guards `current`.
  private let stateMonitor = Monitor()
  private var current: (state: StoreState, statistics: StatisticsRecord)

  /// Opens the store at `path`.
  package init(path: String, settings: StoreSettings) throws(StorageError) {
    self.path = path
    let exists = access(path + "/CURRENT", F_OK) == 0
    let isUnfinished = UnfinishedStore.isMarked(path)
    if !exists {
      guard settings.create else { throw .notFound(path: path) }
      if !isUnfinished { try Self.prepareFolder(path) }
      try UnfinishedStore.mark(path)
    }
    let isNew = !exists || isUnfinished
    let tuning = StoreTuning(preset: settings.preset, memoryBytes: settings.memoryBytes)
    if exists { try ManifestCheck.check(path) }
    database = try Database(
      path: path, tuning: tuning, create: isNew, environment: settings.environment)
    let format = try database.value(.meta, key: StoreState.formatKey)
    if !isNew || format != nil {
      hash = try Self.readFormat(database, path: path)
      current = try Self.readState(database)
    } else {
      hash = KeyedHash.random()
      current = (StoreState(), StatisticsRecord())
      try Self.writeNew(database, hash: hash, state: current.state)
    }
    if isNew { UnfinishedStore.unmark(path) }
    removeLeftovers()
  }

  /// An empty folder, or one that can be made.
  private static func prepareFolder(_ path: String) throws(StorageError) {
    var partial = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      partial += part
      if !partial.isEmpty { mkdir(partial, 0o777) }
      partial += "/"
    }
    guard let folder = opendir(path) else {
      throw .io(detail: "cannot make \"\(path)\": \(String(cString: strerror(errno)))")
    }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." && name != "load" { throw .notAStore(path: path) }
    }
  }

  private static func writeNew(
    _ database: Database, hash: KeyedHash, state: StoreState
  ) throws(StorageError) {
    let batch = WriteBatch()
    batch.put(database, .meta, key: StoreState.formatKey, value: [UInt8(StoreState.format)])
    batch.put(
      database, .meta, key: StoreState.hashKey,
      value: bigEndianBytes(hash.key0) + bigEndianBytes(hash.key1))
    batch.put(database, .meta, key: StoreState.key, value: state.encoded())
    try database.write(batch, sync: true)
  }

  private static func readFormat(
    _ database: Database, path: String
  ) throws(StorageError) -> KeyedHash {
    guard let format = try database.value(.meta, key: StoreState.formatKey), format.count == 1,
      let key = try database.value(.meta, key: StoreState.hashKey), key.count == 16
    else { throw .notAStore(path: path) }
    guard format[0] == UInt8(StoreState.format) else {
      throw .incompatible(path: path, format: Int(format[0]), supported: StoreState.format)
    }
    return key.withUnsafeBytes {
      KeyedHash(key0: readBigEndian($0, at: 0), key1: readBigEndian($0, at: 8))
    }
  }

  private static func readState(
    _ database: Database
  ) throws(StorageError) -> (StoreState, StatisticsRecord) {
    guard let bytes = try database.value(.meta, key: StoreState.key) else {
      throw .corrupted(detail: "the store has no state record")
    }
    let statistics = try database.value(.meta, key: StatisticsRecord.key)
    return (
      try StoreState(bytes), try statistics.map(StatisticsRecord.init) ?? StatisticsRecord()
    )
  }

  // MARK: state

  /// The state that the last commit left.
  var state: StoreState { stateMonitor.withLock { current.state } }

  /// Counts as of the last commit.
  var statistics: StatisticsRecord { stateMonitor.withLock { current.statistics } }

  /// Takes on what a commit has written. Only with `writer` held.
  func adopt(_ state: StoreState, _ statistics: StatisticsRecord) {
    stateMonitor.withLock { current = (state, statistics) }
  }

  /// A view of the store as of the last commit.
  package func view() -> ReadView {
    // Snapshot and state must be of one commit: adopting happens under the same lock.
    stateMonitor.withLock {
      ReadView(
        store: self, snapshot: DatabaseSnapshot(database), state: current.state,
        statistics: current.statistics)
    }
  }

  // MARK: temporary files

  /// The folder in which SST files are built, on the store's own file system so that they can be moved in.
  var loadFolder: String { path + "/load" }

  /// Removes what a killed load has left behind. Nobody else can be loading: the database is locked.
  private func removeLeftovers() {
    guard let folder = opendir(loadFolder) else { return }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { unlink(loadFolder + "/" + name) }
    }
    rmdir(loadFolder)
  }
}
